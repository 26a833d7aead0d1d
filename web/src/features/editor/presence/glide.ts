/** Half of the way is made in this time: smooth between moves that come every 50 ms, and never far behind. */
const HALF_MS = 28;
const NEAR = 0.3;
/** Farther than this nobody follows with their eyes. In pixels of the drawing. */
const JUMP = 4_000;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * The next place of what is on its way, whatever the time between two pictures is.
 * @param ms since the last picture
 */
export function glide(from: Spot, to: Spot, ms: number): Spot {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const distance = Math.hypot(dx, dy);
  if (distance < NEAR || distance > JUMP) return to;
  const part = 1 - 2 ** (-Math.max(0, ms) / HALF_MS);
  return { x: from.x + dx * part, y: from.y + dy * part };
}
