import type { Box } from './services.js';

interface Origin {
  readonly x: number;
  readonly y: number;
}

/** A point with across and down exchanged, seen from an origin. */
export function transposedPoint(point: Origin, origin: Origin): Origin {
  return { x: origin.x + point.y - origin.y, y: origin.y + point.x - origin.x };
}

/** A pool or lane with across and down exchanged: what was wide is tall. */
export function transposedHolder({ x, y, width, height }: Box, origin: Origin): Box {
  return { ...transposedPoint({ x, y }, origin), width: height, height: width };
}

/** A shape in the pool: it goes where its middle goes, and keeps its own form. */
export function transposedShape({ x, y, width, height }: Box, origin: Origin): Box {
  const middle = transposedPoint({ x: x + width / 2, y: y + height / 2 }, origin);
  return { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2), width, height };
}
