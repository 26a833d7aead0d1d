import { describe, expect, it } from '@jest/globals';
import { fittingBox } from './fitting-box.js';

const insets = { top: 0, right: 0, bottom: 0, left: 100 };

describe('fitting a drawing', () => {
  it('never makes it larger than life, and centres it in the free part', () => {
    const box = fittingBox({ x: 0, y: 0, width: 100, height: 100 }, { width: 1000, height: 600 }, insets);
    expect(box).toEqual({ x: -500, y: -250, width: 1000, height: 600 });
  });

  it('makes it small enough for the free part', () => {
    const box = fittingBox({ x: 50, y: 0, width: 1800, height: 100 }, { width: 1000, height: 600 }, insets);
    expect(box.width / 1000).toBe(2);
    expect(box.x).toBe(50 - 200);
  });

  it('keeps sane where there is hardly any room', () => {
    const box = fittingBox({ x: 0, y: 0, width: 10, height: 10 }, { width: 90, height: 40 }, insets);
    expect(Number.isFinite(box.x) && box.width > 0).toBe(true);
  });

  it('shows numbers a canvas knows, however far apart a file puts things', () => {
    for (const far of [1e308, Infinity, NaN]) {
      const { x, y, width, height } = fittingBox({ x: -far, y: -1e308, width: far, height: 1e308 }, { width: 1000, height: 600 }, insets);
      for (const value of [x, y, width, height, 1000 / width]) expect(Number.isFinite(Math.fround(value))).toBe(true);
    }
  });
});
