import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** What could not be written yet is kept up to this size; further lines are left out. */
const KEPT_BYTES = 1024 * 1024;
const TRY_AGAIN_MS = 100;

/**
 * Standard output, line by line and at once, so that a process that dies has said everything. It may lead to a full disk or to
 * somebody who reads slowly: that costs lines of the log, and neither a failure nor a wait. (pino's own destination waits
 * without end, and throws.)
 */
export class LogDestination implements DestinationStream {
  private waiting: Buffer = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;

  /** @param file a descriptor */
  constructor(private readonly file = 1) {}

  write(line: string): void {
    if (this.waiting.length < KEPT_BYTES) this.waiting = Buffer.concat([this.waiting, Buffer.from(line)]);
    this.flushSync();
  }

  /** Writes what can be written now; the rest a little later, or with the next line. pino asks for it before a process ends. */
  flushSync(): void {
    try {
      while (this.waiting.length > 0) this.waiting = this.waiting.subarray(writeSync(this.file, this.waiting));
    } catch {
      this.timer ??= setTimeout(() => this.tryAgain(), TRY_AGAIN_MS).unref(); // there is nowhere to tell it
    }
  }

  /** Gives up what could not be written. To be called before the descriptor is closed: its number soon is somebody else's. */
  end(): void {
    clearTimeout(this.timer);
    this.waiting = Buffer.alloc(0);
  }

  private tryAgain(): void {
    this.timer = undefined;
    this.flushSync();
  }
}
