import { within } from '../save/within.js';
import type { DocumentWork } from './document-work.js';
import { onThePage, startWorker, ThreadDied, type Thread } from './worker-thread.js';

/** Requests that may wait for their turn; more means that something asks in a circle. */
const MOST_WAITING = 32;
/** Longer than the largest documents take on a slow machine. */
const LIMIT_MS = 60_000;
/** A worker that ends by itself is started once more; after that, the page does the work. */
const MOST_DEATHS = 2;

class TooMuchToDo extends Error {
  override readonly name = 'TooMuchToDo';
}

/** How threads are started, and how long one request may take in milliseconds. */
export interface Beside {
  readonly startWorker: () => Thread;
  readonly onThePage: () => Thread;
  readonly limitMs: number;
}

/**
 * Work on documents beside the page, one request after the other. A request that takes longer than a minute ends with its
 * worker, and the next one gets a new worker. Errors of the work itself keep their name and message, nothing more.
 * @throws TooMuchToDo when 32 requests wait already
 */
export class DocumentsBeside implements DocumentWork {
  private thread: Thread | null = null;
  private deaths = 0;
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly beside: Beside = { startWorker, onThePage, limitMs: LIMIT_MS }) {}

  readonly carryOver: DocumentWork['carryOver'] = (original, before, after) => this.next(({ work }) => work.carryOver(original, before, after));
  readonly rewrite: DocumentWork['rewrite'] = (text, packages) => this.next(({ work }) => work.rewrite(text, packages));
  readonly inspect: DocumentWork['inspect'] = (text) => this.next(({ work }) => work.inspect(text));
  readonly merge: DocumentWork['merge'] = (input) => this.next(({ work }) => work.merge(input));
  readonly diff: DocumentWork['diff'] = (from, to) => this.next(({ work }) => work.diff(from, to));

  private next<T>(ask: (thread: Thread) => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) return Promise.reject(new TooMuchToDo(`${MOST_WAITING} requests wait already`));
    this.waiting++;
    const answer = this.last.then(() => this.run(ask)).finally(() => this.waiting--);
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private async run<T>(ask: (thread: Thread) => Promise<T>): Promise<T> {
    for (;;) {
      const thread = (this.thread ??= this.start());
      let isOver = false;
      try {
        const answer = Promise.race([ask(thread), thread.died]);
        return await within(this.beside.limitMs, answer.finally(() => (isOver = true)));
      } catch (error) {
        if (isOver && !(error instanceof ThreadDied)) throw error;
        thread.end();
        this.thread = null;
        if (!isOver) throw error; // too slow: the same again would be too slow again
        this.deaths++;
        console.warn('The worker for documents ended', error);
      }
    }
  }

  private start(): Thread {
    if (this.deaths < MOST_DEATHS) {
      try {
        return this.beside.startWorker();
      } catch (error) {
        this.deaths = MOST_DEATHS;
        console.warn('This browser starts no workers', error);
      }
    }
    return this.beside.onThePage();
  }
}

/** One worker for everything the page asks; it is started by the first request. */
export const documents: DocumentWork = new DocumentsBeside();
