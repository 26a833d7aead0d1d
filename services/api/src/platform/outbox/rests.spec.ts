import { describe, expect, it } from '@jest/globals';
import { REST_MS, Rests } from './rests.js';

describe('the rest of a subject', () => {
  it('lasts from when it was handed on last', () => {
    const rests = new Rests();
    expect(rests.left('a', 0)).toBe(0);
    rests.note(['a', 'b'], 1_000);
    rests.note(['a'], 3_000);
    expect(rests.left('a', 4_000)).toBe(REST_MS - 1_000);
    expect(rests.left('b', 4_000)).toBe(REST_MS - 3_000);
    expect(rests.left('a', 3_000 + REST_MS)).toBe(0);
  });

  it('is remembered of so many subjects, the newest ones', () => {
    const rests = new Rests();
    rests.note(Array.from({ length: 20_001 }, (_, n) => `subject ${n}`), 0);
    expect(rests.left('subject 0', 1)).toBe(0);
    expect(rests.left('subject 1', 1)).toBe(REST_MS - 1);
  });
});
