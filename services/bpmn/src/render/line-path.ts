import { distance, towards } from './geometry.js';
import type { Point } from './geometry.js';
import { path } from './svg-markup.js';

const RADIUS = 6;

/** Path data of a polyline with its corners rounded. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = path`M${first.x} ${first.y}`;
  rest.forEach((corner, i) => {
    const before = points[i]!;
    const next = points[i + 2];
    const radius = next ? Math.min(RADIUS, distance(before, corner) / 2, distance(corner, next) / 2) : 0;
    if (!next || radius < 1) {
      d += path`L${corner.x} ${corner.y}`;
      return;
    }
    const [start, end] = [towards(corner, before, radius), towards(corner, next, radius)];
    d += path`L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  });
  return d;
}

/** The points with the last (and the first) one moved inwards, so that a line ends where its arrow begins. */
export function shortened(points: readonly Point[], atEnd: number, atStart = 0): Point[] {
  const out = [...points];
  const last = out.length - 1;
  out[last] = towards(out[last]!, out[last - 1]!, Math.min(atEnd, distance(out[last]!, out[last - 1]!)));
  out[0] = towards(out[0]!, out[1]!, Math.min(atStart, distance(out[0]!, out[1]!) / 2));
  return out;
}
