import { describe, expect, it } from '@jest/globals';
import { Seldom } from './seldom.js';

describe('seldom', () => {
  it('lets the first through, and the next after the pause', () => {
    const seldom = new Seldom(1_000);
    expect([0, 1, 999, 1_000, 1_500, 2_000].map((now) => seldom.allows(now))).toEqual([true, false, false, true, false, true]);
  });
});
