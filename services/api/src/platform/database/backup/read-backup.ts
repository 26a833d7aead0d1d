import { createHash } from 'node:crypto';
import { BackupFileError, readFrames, type Frame } from './backup-file.js';
import type { BackupHead, TableHead, TableSum } from './make-backup.js';

/** What a file holds, by table. */
export interface BackupContents {
  readonly head: BackupHead;
  readonly tables: ReadonlyMap<string, TableSum>;
}

/** A table of a file: its bytes, to be read to their end before the next one. */
export interface TableReader extends TableHead {
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Reads a whole file and takes every sum again; `onTable` is given each table on the way and may read it.
 * @throws BackupFileError when anything in it is not as it was written
 */
export async function readBackup(path: string, onTable?: (table: TableReader, head: BackupHead) => Promise<void>): Promise<BackupContents> {
  const frames = readFrames(path);
  const tables = new Map<string, TableSum>();
  try {
    const head = parse<BackupHead>(await next(frames, path), 'H', path);
    for (let frame = await next(frames, path); frame.kind !== 'E'; frame = await next(frames, path)) {
      const table = parse<TableHead>(frame, 'T', path);
      const reading = new TableBytes(frames, path);
      await onTable?.({ ...table, bytes: reading }, head);
      tables.set(table.name, await reading.finish());
    }
    return { head, tables };
  } finally {
    await frames.return(undefined);
  }
}

/** The bytes of one table, and its sum behind them. */
class TableBytes implements AsyncIterable<Buffer> {
  readonly #hash = createHash('sha256');
  #sum: TableSum | undefined;

  constructor(
    private readonly frames: AsyncGenerator<Frame>,
    private readonly path: string,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    while (this.#sum === undefined) {
      const frame = await next(this.frames, this.path);
      if (frame.kind === 'D') {
        this.#hash.update(frame.bytes);
        yield frame.bytes;
      } else this.#sum = parse<TableSum>(frame, 'S', this.path);
    }
  }

  /** Reads what nobody read. */
  async finish(): Promise<TableSum> {
    for await (const chunk of this) void chunk;
    if (this.#sum?.sha256 !== this.#hash.digest('hex')) throw damaged(this.path);
    return this.#sum;
  }
}

async function next(frames: AsyncGenerator<Frame>, path: string): Promise<Frame> {
  const { value, done } = await frames.next();
  if (done === true) throw damaged(path);
  return value as Frame;
}

function parse<T>(frame: Frame, kind: Frame['kind'], path: string): T {
  if (frame.kind !== kind) throw damaged(path);
  return JSON.parse(frame.bytes.toString()) as T;
}

function damaged(path: string): BackupFileError {
  return new BackupFileError(`${path} is damaged: take another backup.`);
}
