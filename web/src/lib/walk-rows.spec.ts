import { describe, expect, it } from '@jest/globals';
import { nextRow } from './walk-rows.js';

describe('walking a list', () => {
  it('goes by arrows or by j and k, and stops at both ends', () => {
    expect(nextRow('ArrowDown', 0, 3)).toBe(1);
    expect(nextRow('j', 1, 3)).toBe(2);
    expect(nextRow('j', 2, 3)).toBeNull();
    expect(nextRow('k', 2, 3)).toBe(1);
    expect(nextRow('ArrowUp', 0, 3)).toBeNull();
  });

  it('takes longer steps', () => {
    expect(nextRow('Home', 2, 3)).toBe(0);
    expect(nextRow('End', 0, 3)).toBe(2);
    expect(nextRow('PageDown', 0, 30)).toBe(8);
    expect(nextRow('PageUp', 5, 30)).toBe(0);
  });

  it('begins at the near end', () => {
    expect(nextRow('j', -1, 3)).toBe(0);
    expect(nextRow('k', -1, 3)).toBe(2);
    expect(nextRow('Home', -1, 3)).toBe(0);
    expect(nextRow('End', -1, 3)).toBe(2);
  });

  it('leaves other keys alone, and a list without rows', () => {
    expect(nextRow('x', 0, 3)).toBeNull();
    expect(nextRow('j', -1, 0)).toBeNull();
  });
});
