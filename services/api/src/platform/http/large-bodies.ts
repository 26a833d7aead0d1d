import type { Response } from 'express';

/** Bytes of bodies this process holds at once, over all requests: 128 of the largest. */
const ROOM = 128 * 6 * 1024 * 1024;
/** From so many bytes on, what becomes of a body takes long enough to be felt by others: about 1 ms for each 20 KB. */
const LARGE = 128 * 1024;

/**
 * Keeps many large bodies that arrive together from filling the memory and from being worked on in one go: they take turns,
 * one in each turn of the event loop, so that small requests and probes are answered in between.
 */
export class LargeBodies {
  private held = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly room = ROOM) {}

  /** Room for the body behind a response, given back when that is done. The function answered asks for more of it: whether there is. */
  roomFor(response: Response): (bytes: number) => boolean {
    let own = 0;
    response.once('close', () => (this.held -= own));
    return (bytes) => {
      if (this.held + bytes > this.room) return false;
      own += bytes;
      this.held += bytes;
      return true;
    };
  }

  /** Resolves when it is the turn of a body of so many bytes; at once for a small one. */
  async turn(bytes: number): Promise<void> {
    if (bytes < LARGE) return;
    this.last = this.last.then(() => new Promise((resolve) => setImmediate(resolve)));
    await this.last;
  }
}
