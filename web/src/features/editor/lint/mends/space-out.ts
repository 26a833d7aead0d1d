import { boundsOf, neighbours, touches, type Connected, type MendTools } from './mend-tools.js';

const STEP = 10;
const APART = 20;
/** Pixels in each direction: who finds no place so far away has another problem. */
const FARTHEST = 2_000;
const DIRECTIONS = [{ x: 1, y: 0 }, { x: 0, y: 1 }, { x: -1, y: 0 }, { x: 0, y: -1 }] as const;

/** Moves what lies over something else to the nearest free place, straight to one side; rather where its pool reaches. */
export function spaceOut(element: Connected, { modeling }: MendTools): (() => void) | null {
  const place = boundsOf(element);
  const others = neighbours(element).flatMap((other) => boundsOf(other) ?? []);
  if (!place || element.host || !others.some((other) => touches(place, other, 1))) return null;
  const around = element.parent && boundsOf(element.parent);
  let best: { readonly by: { readonly x: number; readonly y: number }; readonly cost: number } | null = null;
  for (const { x, y } of DIRECTIONS) {
    for (let far = STEP; far <= FARTHEST; far += STEP) {
      const there = { ...place, x: place.x + x * far, y: place.y + y * far };
      if (others.some((other) => touches(there, other, APART))) continue;
      const leaves = around !== undefined && (there.x < around.x || there.y < around.y || there.x + there.width > around.x + around.width || there.y + there.height > around.y + around.height);
      const cost = far + (leaves ? FARTHEST : 0);
      if (!best || cost < best.cost) best = { by: { x: x * far, y: y * far }, cost };
      break;
    }
  }
  const by = best?.by;
  return by ? () => modeling.moveElements([element], by) : null;
}
