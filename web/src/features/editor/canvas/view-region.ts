import type { Box, CanvasElement } from './services.js';

/** How much around the view is drawn too, as a share of the view to each side: what is pushed into it is there already. */
const MARGIN = 0.5;

/** The part of the paper that is drawn while this part of it is in view. */
export function regionAround({ x, y, width, height }: Box): Box {
  return { x: x - width * MARGIN, y: y - height * MARGIN, width: width * (1 + 2 * MARGIN), height: height * (1 + 2 * MARGIN) };
}

/** Whether a region serves another view: it covers it, and is not much larger than it need be. */
export function serves(region: Box, view: Box): boolean {
  const covers = region.x <= view.x && region.y <= view.y && region.x + region.width >= view.x + view.width && region.y + region.height >= view.y + view.height;
  return covers && region.width <= regionAround(view).width * 2;
}

/** Whether any of an element may be seen in a region; of a connection, its box decides. */
export function touches({ x = 0, y = 0, width = 0, height = 0, waypoints }: CanvasElement, region: Box): boolean {
  let [left, top, right, bottom] = [x, y, x + width, y + height];
  if (waypoints) {
    [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const point of waypoints) {
      left = Math.min(left, point.x);
      right = Math.max(right, point.x);
      top = Math.min(top, point.y);
      bottom = Math.max(bottom, point.y);
    }
  }
  return left <= region.x + region.width && right >= region.x && top <= region.y + region.height && bottom >= region.y;
}
