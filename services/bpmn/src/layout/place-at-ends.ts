import type { Point } from '../render/geometry.js';
import type { Box, Link } from './layout-model.js';

/**
 * Where a box belongs that has no place while its edges have: each of them says by its last piece which side of the box
 * it meets, and where. Undefined when no edge is drawn.
 */
export function placeAtEnds(box: Box, links: readonly Link[]): Point | undefined {
  const { width, height } = box;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const { fixed, source, target, waypoints } of links) {
    if (!fixed || waypoints.length < 2 || source === target) continue;
    const [end, before] = target === box ? [waypoints.at(-1)!, waypoints.at(-2)!] : [waypoints[0]!, waypoints[1]!];
    if (source !== box && target !== box) continue;
    const isLevel = Math.abs(end.x - before.x) >= Math.abs(end.y - before.y);
    if (isLevel) {
      xs.push(end.x > before.x ? end.x + width / 2 : end.x - width / 2);
      ys.push(end.y);
    } else {
      ys.push(end.y > before.y ? end.y + height / 2 : end.y - height / 2);
      xs.push(end.x);
    }
  }
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return xs.length === 0 ? undefined : { x: middle(xs) - width / 2, y: middle(ys) - height / 2 };
}
