import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Archives, type ImportCandidate, type UnpackingRoom } from '../application/ports.js';
import { candidate } from '../application/start-import.js';

/** Entries looked at, those that are no files included. */
const ENTRIES = 2_000;
const LONGEST_NAME = 300;

/** Unpacks .zip files in memory. Sizes an archive claims are not believed: what comes out is counted. */
@Injectable()
export class YauzlArchives extends Archives {
  override async unpack(name: string, bytes: Buffer, room: UnpackingRoom): Promise<readonly ImportCandidate[]> {
    const files: ImportCandidate[] = [];
    try {
      // Names are decoded here, so that one bad name refuses one file and not the archive.
      const archive = await yauzl.fromBufferPromise(bytes, { decodeStrings: false });
      await readAll(archive, name, room, files);
    } catch (error) {
      files.push({ name, refusal: `The archive is damaged or not a .zip file (${reason(error)}). Pack it again.` });
    }
    return files;
  }
}

async function readAll(archive: ZipFile, archiveName: string, room: UnpackingRoom, files: ImportCandidate[]): Promise<void> {
  let left = room.totalBytes;
  let seen = 0;
  for await (const entry of archive.eachEntry()) {
    if (left <= 0) {
      files.push({ name: archiveName, refusal: 'The archive unpacks to more than an import takes. What follows was left out: import it in several steps.' });
      return;
    }
    if (++seen > ENTRIES || files.length > room.files) {
      files.push({ name: archiveName, refusal: 'The archive holds too many files. Import them in several steps.' });
      return;
    }
    const path = pathOf(entry);
    if (isNoFile(path)) continue;
    const file = await readEntry(archive, entry, path, shownName(archiveName, path), Math.min(room.fileBytes, left), (bytes) => (left -= bytes));
    files.push(file);
  }
}

/** Many programs write UTF-8 without saying so; what is no UTF-8 is CP437, as the format has it. */
function pathOf(entry: Entry): string {
  const path = isUtf8(entry.fileNameRaw) ? entry.fileNameRaw.toString('utf8') : yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return path.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}]/gu, '_');
}

/** The archive, the folders and the file; a long one is cut in the middle, where it says least. */
function shownName(archiveName: string, path: string): string {
  const name = `${archiveName}/${path}`;
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, 100)}…${name.slice(101 - LONGEST_NAME)}`.toWellFormed();
}

/** Folders, and what macOS (resource forks among it) and Windows leave behind. */
function isNoFile(path: string): boolean {
  return path.endsWith('/') || /(^|\/)(__MACOSX\/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

/** @param spend told how many bytes came out of the archive, those of a refused file included: they are what a bomb costs */
async function readEntry(archive: ZipFile, entry: Entry, path: string, name: string, room: number, spend: (bytes: number) => void): Promise<ImportCandidate> {
  if (yauzl.validateFileName(path) !== null) return { name, refusal: 'The path of this file leads out of the archive. Pack it again.' };
  if (/\.zip$/i.test(path)) return { name, refusal: 'An archive inside an archive is not unpacked. Import it by itself.' };
  if (entry.isEncrypted()) return { name, refusal: 'The file is encrypted. Pack it again without a password.' };
  const named = candidate({ name, bytes: Buffer.alloc(0) });
  if ('refusal' in named) return named;
  try {
    const bytes = await readBounded(archive, entry, room);
    spend(bytes?.length ?? room);
    if (bytes === undefined) return { name, refusal: `The file unpacks to more than ${Math.floor(room / 1024)} KB, which is all this import may still take. Split it.` };
    if (crc32(bytes) !== entry.crc32) return { name, refusal: 'The file is damaged: its checksum does not fit. Pack it again.' };
    return { name, bytes };
  } catch (error) {
    return { name, refusal: `The file cannot be unpacked (${reason(error)}). Pack it again.` };
  }
}

/** The bytes of an entry; undefined when there are more than `room`. Stops unpacking there. */
async function readBounded(archive: ZipFile, entry: Entry, room: number): Promise<Buffer | undefined> {
  const stream = await archive.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > room) return undefined; // leaving the loop destroys the stream
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 120);
}
