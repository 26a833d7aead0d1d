/** Farther than this from the origin nothing is drawn: a canvas that is to show it shows nothing else. */
const FARTHEST = 1_000_000;
const MOST_POINTS = 500;

/**
 * What is wrong with where something is drawn, as a canvas has it: one box or point without a number, and it draws nothing at all.
 * Undefined when nothing is, and for all other entries.
 */
export function geometryFault(name: string, value: unknown): string | undefined {
  if (name === 'bounds') return isBox(value) ? undefined : 'must be a box: x, y, width and height in numbers';
  if (name === 'waypoint') return isLine(value) ? undefined : `must be a line of 2 to ${MOST_POINTS} points, each with x and y in numbers`;
  if (name !== 'label') return undefined;
  const bounds: unknown = (value as { bounds?: unknown } | null)?.bounds;
  return bounds === undefined || isBox(bounds) ? undefined : 'must be drawn in a box: x, y, width and height in numbers';
}

function isBox(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  return isPlace(x) && isPlace(y) && isPlace(width) && isPlace(height) && (width as number) >= 0 && (height as number) >= 0;
}

function isLine(value: unknown): boolean {
  const points: unknown = (value as { points?: unknown } | null)?.points;
  return Array.isArray(points) && points.length >= 2 && points.length <= MOST_POINTS && points.every((point: unknown) => typeof point === 'object' && point !== null && isPlace((point as { x?: unknown }).x) && isPlace((point as { y?: unknown }).y));
}

function isPlace(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= FARTHEST;
}
