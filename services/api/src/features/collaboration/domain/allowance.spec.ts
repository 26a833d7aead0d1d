import { describe, expect, it } from '@jest/globals';
import { Allowance } from './allowance.js';

describe('Allowance', () => {
  it('lets through so much at once, then so much a second, and saves no more than that up', () => {
    const allowance = new Allowance(3, 2, 0);
    expect([1, 1, 1, 1].map((amount) => allowance.take(amount, 0))).toEqual([true, true, true, false]);
    expect([500, 500, 1_000].map((now) => allowance.take(1, now))).toEqual([true, false, true]);
    expect([3, 1].map((amount) => allowance.take(amount, 100_000))).toEqual([true, false]);
  });

  it('takes nothing of what it refuses', () => {
    const allowance = new Allowance(10, 1, 0);
    expect([11, 10].map((amount) => allowance.take(amount, 0))).toEqual([false, true]);
  });
});
