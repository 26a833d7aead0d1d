import { describe, expect, it } from '@jest/globals';
import { padPlace } from './pad-place.js';

const PAD = { width: 100, height: 100 };
const CANVAS = { width: 1000, height: 600 };
const place = (left: number, right: number, top: number) => padPlace({ left: right + 12, top }, PAD, CANVAS, { left, right, top, bottom: top + 80 });

describe('the pad beside an element', () => {
  it('stands at its right where there is room', () => expect(place(200, 300, 50)).toEqual({ left: 312, top: 50 }));
  it('goes to its left at the edge', () => expect(place(850, 950, 50)).toEqual({ left: 738, top: 50 }));
  it('lies on what is as wide as the canvas', () => expect(place(20, 990, 50)).toEqual({ left: 894, top: 50 }));
  it('does not reach below the canvas, nor above', () => {
    expect(place(200, 300, 560).top).toBe(494);
    expect(place(200, 300, -20).top).toBe(6);
  });
  it('goes away with its element', () => expect(place(1100, 1200, 50)).toEqual({ left: 1212, top: 50 }));
});
