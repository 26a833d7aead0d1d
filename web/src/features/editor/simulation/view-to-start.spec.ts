import { describe, expect, it } from '@jest/globals';
import { viewToStart } from './view-to-start.js';

const outer = { width: 600, height: 300 };
const insets = { top: 0, right: 0, bottom: 0, left: 60 };
const start = (x: number, y: number) => ({ x, y, width: 36, height: 36 });

describe('the view a simulation begins with', () => {
  it('is everything where that can be read', () => {
    const whole = { x: 0, y: 0, width: 900, height: 450 };
    expect(viewToStart(whole, outer, insets, [start(10, 10)])).toBe(whole);
  });

  it('is the first start where everything would be too small to start anything', () => {
    const whole = { x: 0, y: 0, width: 3000, height: 1500 };
    expect(viewToStart(whole, outer, insets, [start(900, 0), start(200, 700)])).toEqual({ x: 100, y: 468, width: 1000, height: 500 });
  });

  it('is everything where nothing starts', () => {
    const whole = { x: 0, y: 0, width: 3000, height: 1500 };
    expect(viewToStart(whole, outer, insets, [])).toBe(whole);
  });
});
