import { describe, expect, it } from '@jest/globals';
import { restAt, Rests } from './rests.js';

describe('the rest of a subject', () => {
  it('is short while the queues are short, and grows with them, within bounds', () => {
    expect([0, 100, 101, 200, 5_000].map(restAt)).toEqual([5_000, 5_000, 5_050, 10_000, 30_000]);
  });

  it('lasts from when it was handed on last', () => {
    const rests = new Rests();
    expect(rests.left('a', 5_000, 0)).toBe(0);
    rests.note(['a', 'b'], 1_000);
    rests.note(['a'], 3_000);
    expect(rests.left('a', 5_000, 4_000)).toBe(4_000);
    expect(rests.left('b', 5_000, 4_000)).toBe(2_000);
    expect(rests.left('a', 5_000, 8_000)).toBe(0);
  });

  it('is remembered for the longest rest, and of so many subjects, the newest ones', () => {
    const rests = new Rests();
    rests.note(['old'], 0);
    rests.note(Array.from({ length: 20_001 }, (_, n) => `subject ${n}`), 60_000);
    for (const forgotten of ['old', 'subject 0']) expect(rests.left(forgotten, 120_000, 60_000)).toBe(0);
    expect(rests.left('subject 1', 5_000, 60_001)).toBe(4_999);
  });
});
