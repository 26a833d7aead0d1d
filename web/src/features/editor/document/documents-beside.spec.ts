import { describe, expect, it, jest } from '@jest/globals';
import type { DocumentWork } from './document-work.js';
import { DocumentsBeside } from './documents-beside.js';
import { ThreadDied, type Thread } from './worker-thread.js';

const DONE = { related: true, added: 0, removed: 0, changed: 0, kinds: { semantic: 0, layout: 0, documentation: 0, extension: 0, colour: 0 }, elements: [], cut: false } as const;

/** A thread whose diff does this. */
function threadWith(diff: DocumentWork['diff'], died: Promise<never> = new Promise(() => undefined)): Thread & { ended: boolean } {
  const unused = () => Promise.reject(new Error('not asked for'));
  died.catch(() => undefined);
  return { work: { diff, merge: unused, carryOver: unused, rewrite: unused, inspect: unused }, died, ended: false, end() { this.ended = true; } };
}

const died = () => Promise.reject<never>(new ThreadDied('gone'));
const notNeeded = (): never => {
  throw new Error('The page need not do this');
};
const never = () => new Promise<never>(() => undefined);

describe('work on documents beside the page', () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);

  it('starts one worker, and only when there is work', async () => {
    const startWorker = jest.fn(() => threadWith(async () => DONE));
    const documents = new DocumentsBeside({ startWorker, onThePage: notNeeded, limitMs: 1000 });
    expect(startWorker).not.toHaveBeenCalled();
    await Promise.all([documents.diff('a', 'b'), documents.diff('a', 'c')]);
    expect(startWorker).toHaveBeenCalledTimes(1);
  });

  it('asks again in a new worker when one crashes, then on the page', async () => {
    const startWorker = jest.fn(() => threadWith(never, died()));
    const page = threadWith(async () => DONE);
    const documents = new DocumentsBeside({ startWorker, onThePage: () => page, limitMs: 1000 });
    await expect(documents.diff('a', 'b')).resolves.toBe(DONE);
    await expect(documents.diff('a', 'b')).resolves.toBe(DONE);
    expect(startWorker).toHaveBeenCalledTimes(2);
  });

  it('works on the page where workers cannot be started', async () => {
    const startWorker = () => {
      throw new DOMException('no workers here', 'SecurityError');
    };
    const documents = new DocumentsBeside({ startWorker, onThePage: () => threadWith(async () => DONE), limitMs: 1000 });
    await expect(documents.diff('a', 'b')).resolves.toBe(DONE);
  });

  it('ends a worker that takes too long, and goes on with another one', async () => {
    const threads = [threadWith(never), threadWith(async () => DONE)];
    const started: (typeof threads)[number][] = [];
    const startWorker = () => {
      const thread = threads[started.length]!;
      started.push(thread);
      return thread;
    };
    const documents = new DocumentsBeside({ startWorker, onThePage: notNeeded, limitMs: 20 });
    const [slow, next] = await Promise.allSettled([documents.diff('a', 'b'), documents.diff('a', 'c')]);
    expect(slow).toMatchObject({ status: 'rejected', reason: { message: 'no answer within 20 ms' } });
    expect(next).toMatchObject({ status: 'fulfilled' });
    expect(started.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it('hands on what the work itself says, and keeps the worker', async () => {
    let asked = 0;
    const startWorker = jest.fn(() => threadWith(async () => (asked++ === 0 ? Promise.reject(new Error('line 3')) : DONE)));
    const documents = new DocumentsBeside({ startWorker, onThePage: notNeeded, limitMs: 1000 });
    await expect(documents.diff('a', 'b')).rejects.toThrow('line 3');
    await expect(documents.diff('a', 'b')).resolves.toBe(DONE);
    expect(startWorker).toHaveBeenCalledTimes(1);
  });

  it('refuses more than 32 requests at a time', async () => {
    const documents = new DocumentsBeside({ startWorker: () => threadWith(async () => DONE), onThePage: notNeeded, limitMs: 1000 });
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => documents.diff('a', 'b')));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(8);
    await expect(documents.diff('a', 'b')).resolves.toBe(DONE);
  });
});
