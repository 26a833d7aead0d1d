import { PassThrough, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import yazl from 'yazl';
import { ArchiveWriter, type ArchiveEntry } from '../application/ports.js';

/** Already packed: packing it again costs time and saves nothing. */
const PACKED = /\.(png|pdf)$/;

@Injectable()
export class YazlArchiveWriter extends ArchiveWriter {
  override write(entries: AsyncGenerator<ArchiveEntry>): Readable {
    const zip = new yazl.ZipFile();
    const stream = zip.outputStream as PassThrough;
    zip.on('error', (error) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
    void fill(zip, stream, entries);
    return stream;
  }
}

/** Ends the stream well or in an error, and never throws. */
async function fill(zip: yazl.ZipFile, stream: PassThrough, entries: AsyncGenerator<ArchiveEntry>): Promise<void> {
  const gone = new Promise<void>((resolve) => stream.once('close', resolve));
  try {
    for await (const entry of entries) {
      await Promise.race([gone, add(zip, entry)]);
      if (stream.destroyed) return;
    }
    zip.end();
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Resolves when the entry is on its way: a slow reader holds the next one up. */
function add(zip: yazl.ZipFile, { name, bytes, modified }: ArchiveEntry): Promise<void> {
  const content = Readable.from([bytes]);
  const taken = new Promise<void>((resolve) => content.once('close', resolve));
  zip.addReadStream(content, name, { mtime: modified, compress: !PACKED.test(name) });
  return taken;
}
