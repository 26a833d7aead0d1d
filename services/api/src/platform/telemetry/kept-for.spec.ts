import { describe, expect, it } from '@jest/globals';
import { keptFor } from './kept-for.js';

describe('what is kept for a while', () => {
  it('is asked for once, however many want to know at the same time', async () => {
    let asked = 0;
    const answer = keptFor(60_000, async () => ++asked);
    expect(await Promise.all([answer(), answer(), answer()])).toEqual([1, 1, 1]);
    expect(await answer()).toBe(1);
  });

  it('is asked for again when its time is over, or when it could not be told', async () => {
    let asked = 0;
    const short = keptFor(0, async () => ++asked);
    expect([await short(), await short()]).toEqual([1, 2]);
    const failing = keptFor(60_000, () => Promise.reject(new Error(`away ${++asked}`)));
    await expect(failing()).rejects.toThrow('away 3');
    await expect(failing()).rejects.toThrow('away 4');
  });
});
