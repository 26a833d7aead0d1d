const SHORTEST_MS = 400;
const LONGEST_MS = 5000;

/** How long to wait before asking for progress again: short while things move, longer when they do not. */
export function nextPause(last: number, moved: boolean): number {
  return moved ? SHORTEST_MS : Math.min(Math.max(last, SHORTEST_MS) * 1.6, LONGEST_MS);
}
