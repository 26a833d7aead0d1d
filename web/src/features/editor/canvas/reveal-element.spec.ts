import { describe, expect, it } from '@jest/globals';
import { viewOn } from './reveal-element.js';

const view = { outer: { width: 1000, height: 600 }, scale: 1 };

describe('the view on an element', () => {
  it('has it in the middle, as large as life', () => {
    expect(viewOn({ x: 500, y: 300, width: 100, height: 80 }, view)).toEqual({ x: 50, y: 40, width: 1000, height: 600 });
  });

  it('has numbers a canvas knows, wherever a file puts the element', () => {
    for (const far of [1e308, -1e308, Infinity, Number.NaN]) {
      const { x, y, width, height } = viewOn({ x: far, y: far, width: 1e308, height: 0 }, view);
      for (const value of [x, y, width, height, 1000 / width]) expect(Number.isFinite(Math.fround(value))).toBe(true);
    }
  });
});
