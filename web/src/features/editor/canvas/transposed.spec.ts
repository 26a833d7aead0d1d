import { describe, expect, it } from '@jest/globals';
import { transposedHolder, transposedShape } from './transposed.js';

const ORIGIN = { x: 100, y: 50 };

describe('turning a pool', () => {
  it('makes the wide tall, its lanes columns, and what is in it run down', () => {
    expect(transposedHolder({ x: 100, y: 50, width: 600, height: 250 }, ORIGIN)).toEqual({ x: 100, y: 50, width: 250, height: 600 });
    expect(transposedHolder({ x: 130, y: 175, width: 570, height: 125 }, ORIGIN)).toEqual({ x: 225, y: 80, width: 125, height: 570 });
    expect(transposedShape({ x: 300, y: 80, width: 100, height: 80 }, ORIGIN)).toEqual({ x: 120, y: 260, width: 100, height: 80 });
  });

  it('twice is as it was', () => {
    for (const box of [{ x: 300, y: 80, width: 100, height: 80 }, { x: 111, y: 95, width: 36, height: 36 }]) {
      expect(transposedShape(transposedShape(box, ORIGIN), ORIGIN)).toEqual(box);
      expect(transposedHolder(transposedHolder(box, ORIGIN), ORIGIN)).toEqual(box);
    }
  });
});
