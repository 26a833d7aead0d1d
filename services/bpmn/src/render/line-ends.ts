import type { Point } from './geometry.js';
import { path, tag } from './svg-markup.js';

/** A full arrow head with its tip at `tip`, for sequence flows. */
export function fullArrow(tip: Point, from: Point, colour: string): string {
  return tag('path', { d: triangle(tip, from, 10, 4.2), fill: colour, stroke: colour, 'stroke-width': 1, 'stroke-linejoin': 'round' });
}

/** A hollow arrow head, for message flows. */
export function hollowArrow(tip: Point, from: Point, colour: string, fill: string): string {
  return tag('path', { d: triangle(tip, from, 10, 4.6), fill, stroke: colour, 'stroke-width': 1.2, 'stroke-linejoin': 'round' });
}

/** An arrow head of two strokes, for associations. */
export function strokeArrow(tip: Point, from: Point, colour: string): string {
  const [left, right] = wings(tip, from, 8, 4.5);
  return tag('path', { d: path`M${left.x} ${left.y}L${tip.x} ${tip.y}L${right.x} ${right.y}`, fill: 'none', stroke: colour, 'stroke-width': 1.4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}

/** The small circle where a message flow begins. */
export function startCircle(at: Point, towardsPoint: Point, colour: string, fill: string): string {
  const { x, y } = along(at, towardsPoint, 3.5);
  return tag('circle', { cx: x, cy: y, r: 3.5, fill, stroke: colour, 'stroke-width': 1.2 });
}

/** The diamond where a conditional flow leaves an activity. */
export function startDiamond(at: Point, next: Point, colour: string, fill: string): string {
  const [left, right] = wings(along(at, next, 8), next, 0, 4.5);
  const end = along(at, next, 16);
  const d = path`M${at.x} ${at.y}L${left.x} ${left.y}L${end.x} ${end.y}L${right.x} ${right.y}Z`;
  return tag('path', { d, fill, stroke: colour, 'stroke-width': 1.2, 'stroke-linejoin': 'round' });
}

/** The slash that marks a default flow. */
export function defaultSlash(at: Point, next: Point, colour: string): string {
  const { x: ux, y: uy } = unit(at, next);
  const { x, y } = along(at, next, 11);
  const d = path`M${x - ux * 3.5 + uy * 5.5} ${y - uy * 3.5 - ux * 5.5}L${x + ux * 3.5 - uy * 5.5} ${y + uy * 3.5 + ux * 5.5}`;
  return tag('path', { d, fill: 'none', stroke: colour, 'stroke-width': 1.5, 'stroke-linecap': 'round' });
}

function triangle(tip: Point, from: Point, length: number, half: number): string {
  const [left, right] = wings(tip, from, length, half);
  return path`M${tip.x} ${tip.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`;
}

/** The two points `length` behind the tip and `half` beside the line. */
function wings(tip: Point, from: Point, length: number, half: number): [Point, Point] {
  const { x: ux, y: uy } = unit(tip, from);
  const [bx, by] = [tip.x + ux * length, tip.y + uy * length];
  return [{ x: bx - uy * half, y: by + ux * half }, { x: bx + uy * half, y: by - ux * half }];
}

function along(from: Point, to: Point, length: number): Point {
  const { x, y } = unit(from, to);
  return { x: from.x + x * length, y: from.y + y * length };
}

function unit(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}
