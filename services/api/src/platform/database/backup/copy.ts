import { once } from 'node:events';
import { Readable, type Duplex } from 'node:stream';
import type pg from 'pg';

/** What pg does not type of its connection: COPY as PostgreSQL's protocol has it. */
interface CopyConnection {
  readonly stream: Duplex;
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Held in memory of a table at a time. */
const HELD_BYTES = 256 * 1024;

/**
 * The bytes of `COPY ... TO STDOUT`, as they come; a slow reader slows PostgreSQL down. Whoever stops reading ends the client.
 * `rows` is known at the end.
 */
export class CopyOut extends Readable {
  rows = 0;
  #connection: CopyConnection | undefined;

  constructor(private readonly sql: string) {
    super({ highWaterMark: HELD_BYTES });
  }

  submit(connection: unknown): void {
    this.#connection = connection as CopyConnection;
    this.#connection.query(this.sql);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  handleCopyData(message: { readonly chunk: Buffer }): void {
    // A copy: the parser writes the next message over this one.
    if (!this.push(Buffer.from(message.chunk))) this.#connection?.stream.pause();
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.rows = rowsOf(message.text);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  handleReadyForQuery(): void {
    this.push(null);
  }
}

/**
 * `COPY ... FROM STDIN` of bytes as CopyOut gave them.
 * @returns how many rows they were
 * @throws the database's error, or that of the bytes' source
 */
export function copyIn(client: pg.Client, sql: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => client.query(new CopyIn(sql, chunks, resolve, reject)));
}

class CopyIn {
  #rows = 0;
  #fault: unknown;
  #over = false;

  constructor(
    private readonly sql: string,
    private readonly chunks: AsyncIterable<Buffer>,
    private readonly resolve: (rows: number) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.sql);
  }

  handleCopyInResponse(connection: unknown): void {
    void this.#send(connection as CopyConnection);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#rows = rowsOf(message.text);
  }

  handleError(error: Error): void {
    this.#over = true;
    this.reject(this.#fault ?? error);
  }

  handleReadyForQuery(): void {
    this.#over = true;
    this.resolve(this.#rows);
  }

  async #send(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.chunks) {
        if (this.#over) return;
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
      }
      connection.endCopyFrom();
    } catch (error) {
      this.#fault = error; // PostgreSQL answers our giving up with an error of its own; this one is to be told
      if (!this.#over) connection.sendCopyFail('the source failed');
    }
  }
}

/** Of "COPY 12". */
function rowsOf(text: string): number {
  return Number(text.split(' ')[1]);
}
