import { describe, expect, it } from '@jest/globals';
import { areLabelsSpared, isMovedAsOne } from './large.js';

describe('labels of large drawings', () => {
  it('are left out where nobody could read them', () => {
    expect(areLabelsSpared(2_600, 0.15)).toBe(true);
  });

  it('are there as soon as they can be read, and always in drawings of common size', () => {
    expect(areLabelsSpared(2_600, 0.3)).toBe(false);
    expect(areLabelsSpared(700, 0.15)).toBe(false);
  });

  it('move with the whole picture where it is worth it', () => {
    expect([20, 300, 9_000].map(isMovedAsOne)).toEqual([false, true, true]);
  });
});
