import { centreOf, towards } from '../render/geometry.js';
import type { Bounds, Point } from '../render/geometry.js';
import { isBox } from './layout-model.js';
import type { Box, Link } from './layout-model.js';

/** Where a straight line from the middle of a shape towards a point leaves its outline. */
export function outlinePoint(end: Box | Link, bounds: Bounds, to: Point): Point {
  const centre = centreOf(bounds);
  const [dx, dy] = [to.x - centre.x, to.y - centre.y];
  if (!isBox(end) || (dx === 0 && dy === 0)) return centre;
  if (end.kind === 'event') return towards(centre, to, bounds.width / 2);
  const [across, down] = [Math.abs(dx) / (bounds.width / 2), Math.abs(dy) / (bounds.height / 2)];
  const share = end.kind === 'gateway' ? across + down : Math.max(across, down);
  return { x: centre.x + dx / share, y: centre.y + dy / share };
}
