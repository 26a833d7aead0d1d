import type { Insets } from '../canvas/fitting-box.js';
import type { Box } from '../canvas/services.js';

/** From half its size down, the library hides what tokens are started with, and the tokens that wait. */
const LEAST_ZOOM = 0.6;

/**
 * The part of the plane to begin a simulation with: all of it, or where it would be too small, its first start.
 * @param whole the part that shows everything
 * @param starts where start events are drawn
 */
export function viewToStart(whole: Box, outer: { readonly width: number; readonly height: number }, insets: Insets, starts: readonly Box[]): Box {
  const first = starts.toSorted((a, b) => a.x - b.x || a.y - b.y)[0];
  if (first === undefined || outer.width / whole.width >= LEAST_ZOOM) return whole;
  const [width, height] = [outer.width / LEAST_ZOOM, outer.height / LEAST_ZOOM];
  return { x: first.x - insets.left / LEAST_ZOOM, y: first.y + first.height / 2 - height / 2, width, height };
}
