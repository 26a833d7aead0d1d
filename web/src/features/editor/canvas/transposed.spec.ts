import { describe, expect, it } from '@jest/globals';
import { borderTowards, docked, transposedHolder, transposedShape } from './transposed.js';

const ORIGIN = { x: 100, y: 50 };

describe('turning a pool', () => {
  it('makes the wide tall, its lanes columns, and what is in it run down', () => {
    expect(transposedHolder({ x: 100, y: 50, width: 600, height: 250 }, ORIGIN)).toEqual({ x: 100, y: 50, width: 250, height: 600 });
    expect(transposedHolder({ x: 130, y: 175, width: 570, height: 125 }, ORIGIN)).toEqual({ x: 225, y: 80, width: 125, height: 570 });
    expect(transposedShape({ x: 300, y: 80, width: 100, height: 80 }, ORIGIN)).toEqual({ x: 120, y: 260, width: 100, height: 80 });
  });

  it('lets arrows end at the border of what they join', () => {
    const task = { x: 300, y: 80, width: 100, height: 80 };
    const turned = transposedShape(task, ORIGIN);
    expect(docked({ x: 400, y: 120 }, task, turned, ORIGIN)).toEqual({ x: turned.x + 50, y: turned.y + 80 });
    expect(docked({ x: 300, y: 120 }, task, turned, ORIGIN)).toEqual({ x: turned.x + 50, y: turned.y });
    expect(docked({ x: 350, y: 160 }, task, turned, ORIGIN)).toEqual({ x: turned.x + 90, y: turned.y + 40 });
  });

  it('lets an arrow from outside come straight to the border', () => {
    expect(borderTowards({ x: 0, y: 0, width: 100, height: 80 }, { x: 50, y: -500 })).toEqual({ x: 50, y: 0 });
    expect(borderTowards({ x: 0, y: 0, width: 100, height: 80 }, { x: 550, y: 40 })).toEqual({ x: 100, y: 40 });
  });

  it('twice is as it was', () => {
    for (const box of [{ x: 300, y: 80, width: 100, height: 80 }, { x: 111, y: 95, width: 36, height: 36 }]) {
      expect(transposedShape(transposedShape(box, ORIGIN), ORIGIN)).toEqual(box);
      expect(transposedHolder(transposedHolder(box, ORIGIN), ORIGIN)).toEqual(box);
    }
  });
});
