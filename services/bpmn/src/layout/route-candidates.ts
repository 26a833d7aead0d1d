import type { Bounds, Point } from '../render/geometry.js';
import type { FreeLines } from './free-lines.js';

const CLEAR = 15;
const STUB = 20;

export type Side = 'top' | 'bottom' | 'left' | 'right';

/**
 * The ways a line may take from one box to another: straight, with one bend, with two, around. All upright or level.
 *
 * @param kept the height of a row that was kept free for this line
 * @param between the upper and lower end of a gap that is a good place to run across
 */
export function* candidates(s: Bounds, t: Bounds, lines: FreeLines, between?: readonly [number, number], kept?: number): Generator<Point[]> {
  const [sx, sy, tx, ty] = [s.x + s.width / 2, s.y + s.height / 2, t.x + t.width / 2, t.y + t.height / 2];
  const [sRight, sBottom, tRight, tBottom] = [s.x + s.width, s.y + s.height, t.x + t.width, t.y + t.height];
  const [isRight, isLeft, isBelow, isAbove] = [t.x >= sRight, tRight <= s.x, t.y >= sBottom, tBottom <= s.y];
  const from = { right: { x: sRight, y: sy }, left: { x: s.x, y: sy }, top: { x: sx, y: s.y }, bottom: { x: sx, y: sBottom } };
  const to = { right: { x: tRight, y: ty }, left: { x: t.x, y: ty }, top: { x: tx, y: t.y }, bottom: { x: tx, y: tBottom } };

  for (const y of [sy, ty]) {
    if (y < Math.max(s.y + Math.min(12, s.height / 2), t.y + Math.min(12, t.height / 2)) || y > Math.min(sBottom - Math.min(12, s.height / 2), tBottom - Math.min(12, t.height / 2))) continue;
    if (isRight) yield [{ x: sRight, y }, { x: t.x, y }];
    if (isLeft) yield [{ x: s.x, y }, { x: tRight, y }];
  }
  for (const x of [sx, tx]) {
    if (x < Math.max(s.x + Math.min(12, s.width / 2), t.x + Math.min(12, t.width / 2)) || x > Math.min(sRight - Math.min(12, s.width / 2), tRight - Math.min(12, t.width / 2))) continue;
    if (isBelow) yield [{ x, y: sBottom }, { x, y: t.y }];
    if (isAbove) yield [{ x, y: s.y }, { x, y: tBottom }];
  }
  if (sy < t.y || sy > tBottom) {
    const end = sy < t.y ? to.top : to.bottom;
    if (tx > sRight) yield [from.right, { x: tx, y: sy }, end];
    if (tx < s.x) yield [from.left, { x: tx, y: sy }, end];
  }
  if (ty < s.y || ty > sBottom) {
    const start = ty < s.y ? from.top : from.bottom;
    if (sx < t.x) yield [start, { x: sx, y: ty }, to.left];
    if (sx > tRight) yield [start, { x: sx, y: ty }, to.right];
  }
  if (isRight) for (const x of new Set([lines.upright(sRight + STUB, sy, ty, 1), lines.upright(t.x - STUB, sy, ty, -1), (sRight + t.x) / 2])) if (x > sRight && x < t.x) yield [from.right, { x, y: sy }, { x, y: ty }, to.left];
  if (isBelow) for (const y of new Set([lines.level(sBottom + CLEAR, sx, tx, 1), lines.level(t.y - STUB, sx, tx, -1)])) if (y > sBottom && y < t.y) yield [from.bottom, { x: sx, y }, { x: tx, y }, to.top];
  if (isAbove) for (const y of new Set([lines.level(s.y - CLEAR, sx, tx, -1), lines.level(tBottom + CLEAR, sx, tx, 1)])) if (y < s.y && y > tBottom) yield [from.top, { x: sx, y }, { x: tx, y }, to.bottom];

  const across = kept !== undefined ? [kept] : between ? [lines.level(between[0] + CLEAR, sx, tx, 1), lines.level(between[1] - CLEAR, sx, tx, -1)] : [];
  for (const y of across) {
    if ((y > s.y && y < sBottom) || (y > t.y && y < tBottom)) continue;
    const [start, end] = [y > sBottom ? from.bottom : from.top, y < t.y ? to.top : to.bottom];
    yield [start, { x: sx, y }, { x: tx, y }, end];
    const out = lines.upright(sRight + CLEAR, sy, y, 1);
    const into = lines.upright(t.x - STUB, y, ty, -1);
    yield [from.right, { x: out, y: sy }, { x: out, y }, { x: tx, y }, end];
    yield [start, { x: sx, y }, { x: into, y }, { x: into, y: ty }, to.left];
    yield [from.right, { x: out, y: sy }, { x: out, y }, { x: into, y }, { x: into, y: ty }, to.left];
  }

  const under = lines.level(Math.max(sBottom, tBottom) + CLEAR, sx, tx, 1);
  const over = lines.level(Math.min(s.y, t.y) - CLEAR, sx, tx, -1);
  yield [from.bottom, { x: sx, y: under }, { x: tx, y: under }, to.bottom];
  yield [from.top, { x: sx, y: over }, { x: tx, y: over }, to.top];
  for (const y of new Set([under, over, lines.level(sBottom + CLEAR, sx, tx, 1), lines.level(s.y - CLEAR, sx, tx, -1), lines.level(tBottom + CLEAR, sx, tx, 1), lines.level(t.y - CLEAR, sx, tx, -1)])) {
    const out = lines.upright(sRight + CLEAR, sy, y, 1);
    const into = lines.upright(t.x - STUB, y, ty, -1);
    yield [from.right, { x: out, y: sy }, { x: out, y }, { x: into, y }, { x: into, y: ty }, to.left];
    if (y > sBottom) yield [from.bottom, { x: sx, y }, { x: into, y }, { x: into, y: ty }, to.left];
    if (y < s.y) yield [from.top, { x: sx, y }, { x: into, y }, { x: into, y: ty }, to.left];
    if (y > tBottom) yield [from.right, { x: out, y: sy }, { x: out, y }, { x: tx, y }, to.bottom];
    if (y < t.y) yield [from.right, { x: out, y: sy }, { x: out, y }, { x: tx, y }, to.top];
  }
}

/** A way that needs no looking around: right and over, or underneath and back. */
export function plainWay(s: Bounds, t: Bounds): Point[] {
  const [sx, sy, tx, ty] = [s.x + s.width / 2, s.y + s.height / 2, t.x + t.width / 2, t.y + t.height / 2];
  const [sRight, sBottom, tBottom] = [s.x + s.width, s.y + s.height, t.y + t.height];
  const x = t.x - STUB;
  if (x > sRight) return [{ x: sRight, y: sy }, { x, y: sy }, { x, y: ty }, { x: t.x, y: ty }];
  const y = Math.max(sBottom, tBottom) + CLEAR;
  return [{ x: sx, y: sBottom }, { x: sx, y }, { x: tx, y }, { x: tx, y: tBottom }];
}

/** The way of a flow from a box back to itself: around its lower right corner. */
export function loop({ x, y, width, height }: Bounds): Point[] {
  const [right, bottom] = [x + width, y + height];
  return [{ x: right, y: y + height / 2 }, { x: right + STUB, y: y + height / 2 }, { x: right + STUB, y: bottom + STUB }, { x: x + width / 2, y: bottom + STUB }, { x: x + width / 2, y: bottom }];
}

/** The side of a box a point of its border lies on. */
export function sideOf({ x, y, width, height }: Bounds, point: Point): Side {
  const distances: readonly (readonly [Side, number])[] = [['right', Math.abs(point.x - x - width)], ['left', Math.abs(point.x - x)], ['bottom', Math.abs(point.y - y - height)], ['top', Math.abs(point.y - y)]];
  return distances.reduce((nearest, side) => (side[1] < nearest[1] ? side : nearest))[0];
}
