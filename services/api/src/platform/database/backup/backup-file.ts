import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress, type ZstdCompress } from 'node:zlib';

/** How a file of ours begins, before the zstd stream; the number is that of its form. */
const MAGIC = Buffer.from('BPMN Studio backup 1\n');
const LARGEST_FRAME = 1024 * 1024;

/**
 * What stands in a file: a Head, and for each table a Table, its Data as COPY gives it, and its Sum; an End with the SHA-256 of all
 * before it. A frame is one byte of kind, four of length and the bytes; all but Data are JSON.
 */
export type Kind = 'H' | 'T' | 'D' | 'S' | 'E';
export interface Frame {
  readonly kind: Kind;
  readonly bytes: Buffer;
}

/** A file cannot be written or is not what it should be. The message names the file and the mend. */
export class BackupFileError extends Error {
  override readonly name = 'BackupFileError';
}

/** Writes a file beside its place (mode 0600); it comes to its place whole or not at all. */
export class BackupWriter {
  readonly #hash = createHash('sha256');
  readonly #done: Promise<void>;
  readonly #broken = new AbortController();

  private constructor(
    private readonly path: string,
    private readonly zstd: ZstdCompress,
  ) {
    const out = createWriteStream(partOf(path), { mode: 0o600, flush: true });
    out.write(MAGIC);
    this.#done = pipeline(zstd, out);
    this.#done.catch(() => this.#broken.abort()); // told by the next write, or at the end
  }

  /** @throws BackupFileError when there is such a file already, or none can be written there */
  static async create(path: string): Promise<BackupWriter> {
    if ((await stat(path).catch(() => undefined)) !== undefined) throw new BackupFileError(`${path} is there already: give another name, or move it away.`);
    await rm(partOf(path), { force: true }); // of one that was killed
    try {
      await (await open(partOf(path), 'wx', 0o600)).close();
    } catch (error) {
      throw new BackupFileError(`${path} cannot be written (${wordsOf(error)}): give another place.`, { cause: error });
    }
    return new BackupWriter(path, createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } }));
  }

  async json(kind: Exclude<Kind, 'D'>, value: object): Promise<void> {
    await this.#frame(kind, Buffer.from(JSON.stringify(value)));
  }

  async data(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += LARGEST_FRAME) await this.#frame('D', bytes.subarray(at, at + LARGEST_FRAME));
  }

  /** Ends the file, waits for the disk, and puts it in its place. */
  async finish(): Promise<void> {
    await this.json('E', { sha256: this.#hash.copy().digest('hex') });
    this.zstd.end();
    await this.#done.catch((error: unknown) => this.#fail(error));
    await rename(partOf(this.path), this.path);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    this.zstd.destroy();
    await this.#done.catch(() => undefined); // what failed was told
    await rm(partOf(this.path), { force: true });
  }

  async #frame(kind: Kind, bytes: Buffer): Promise<void> {
    const head = Buffer.alloc(5, kind, 'latin1');
    head.writeUInt32BE(bytes.length, 1);
    const whole = Buffer.concat([head, bytes]);
    this.#hash.update(whole);
    if (this.zstd.write(whole)) return;
    // No race with #done, which would keep something of every frame until the file is done.
    await once(this.zstd, 'drain', { signal: this.#broken.signal }).catch(() => this.#done).catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): never {
    throw new BackupFileError(`${this.path} could not be written (${wordsOf(error)}): make room, or give another place.`, { cause: error });
  }
}

/**
 * Reads a file frame by frame, up to and with its End; a frame is in memory at a time.
 * @throws BackupFileError when it is no backup of ours, or is damaged or cut off
 */
export async function* readFrames(path: string): AsyncGenerator<Frame> {
  await requireMagic(path);
  const hash = createHash('sha256');
  const zstd = createZstdDecompress();
  const file = createReadStream(path, { start: MAGIC.length });
  const reading = pipeline(file, zstd);
  reading.catch(() => undefined); // told by what reads below
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of zstd as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let size = sizeOf(rest, path); size !== undefined && rest.length >= size; size = sizeOf(rest, path)) {
        const frame = { kind: String.fromCharCode(rest[0]!) as Kind, bytes: rest.subarray(5, size) };
        if (frame.kind === 'E') {
          requireSum(frame, hash.digest('hex'), path);
          return yield frame;
        }
        hash.update(rest.subarray(0, size));
        rest = rest.subarray(size);
        yield frame;
      }
    }
  } catch (error) {
    throw error instanceof BackupFileError ? error : new BackupFileError(`${path} is damaged or cut off (${wordsOf(error)}): take another backup.`, { cause: error });
  } finally {
    file.destroy();
    zstd.destroy();
  }
  throw new BackupFileError(`${path} is cut off: it ends before its end. Copy it again, or take another backup.`);
}

async function requireMagic(path: string): Promise<void> {
  let begin: Buffer;
  try {
    const file = await open(path);
    try {
      begin = (await file.read({ buffer: Buffer.alloc(MAGIC.length) })).buffer;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new BackupFileError(`${path} cannot be read (${wordsOf(error)}): give the path of a backup.`, { cause: error });
  }
  if (!begin.equals(MAGIC)) throw new BackupFileError(`${path} is no backup of this product: give a file that npm run backup made (of a newer version? then take that version).`);
}

/** Of the whole frame that begins here; undefined: not to be seen yet. */
function sizeOf(bytes: Buffer, path: string): number | undefined {
  if (bytes.length < 5) return undefined;
  const length = bytes.readUInt32BE(1);
  if (length > LARGEST_FRAME || !'HTDSE'.includes(String.fromCharCode(bytes[0]!))) throw new BackupFileError(`${path} is damaged: take another backup.`);
  return 5 + length;
}

function requireSum({ bytes }: Frame, sha256: string, path: string): void {
  if ((JSON.parse(bytes.toString()) as { sha256: string }).sha256 !== sha256) throw new BackupFileError(`${path} is damaged: its contents do not have the SHA-256 it names. Take another backup.`);
}

function partOf(path: string): string {
  return `${path}.part`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
