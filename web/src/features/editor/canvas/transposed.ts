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

/** Where an arrow that met a shape at `point` meets it after both were turned: on its border, or within. */
export function docked(point: Origin, before: Box, after: Box, origin: Origin): Origin {
  const turned = transposedPoint(point, origin);
  const was = transposedPoint({ x: before.x + before.width / 2, y: before.y + before.height / 2 }, origin);
  const within = (distance: number, half: number) => Math.min(half, Math.max(-half, distance));
  return {
    x: Math.round(after.x + after.width / 2 + within(turned.x - was.x, after.width / 2)),
    y: Math.round(after.y + after.height / 2 + within(turned.y - was.y, after.height / 2)),
  };
}

/** Where a straight line from the middle of a box towards a point leaves the box. */
export function borderTowards({ x, y, width, height }: Box, point: Origin): Origin {
  const middle = { x: x + width / 2, y: y + height / 2 };
  const [across, down] = [point.x - middle.x, point.y - middle.y];
  const reach = Math.min(1, width / 2 / Math.max(1, Math.abs(across)), height / 2 / Math.max(1, Math.abs(down)));
  return { x: Math.round(middle.x + across * reach), y: Math.round(middle.y + down * reach) };
}
