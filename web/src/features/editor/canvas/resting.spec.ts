import { describe, expect, it } from '@jest/globals';
import { restAfter } from './resting.js';

describe('resting between writings', () => {
  it('does not rest after what nobody feels', () => {
    expect(restAfter(0)).toBe(0);
    expect(restAfter(60)).toBe(0);
  });

  it('leaves nine tenths of the time to the person, and waits five seconds at most', () => {
    expect(restAfter(100)).toBe(900);
    expect(restAfter(400)).toBe(3_600);
    expect(restAfter(2_000)).toBe(5_000);
  });
});
