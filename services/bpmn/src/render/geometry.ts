/** Lengths and places are in the units of the diagram interchange (pixels at 96 dpi), y downwards. */
export interface Point {
  x: number;
  y: number;
}

export interface Bounds extends Point {
  width: number;
  height: number;
}

/** What lies farther out than this is an accident or an attack and is not drawn. */
export const FARTHEST = 100_000;

/** A coordinate that can be drawn, or undefined. */
export function coordinate(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= FARTHEST ? value : undefined;
}

/** Bounds that can be drawn: finite, near enough, with an extent. */
export function usableBounds(value: unknown): Bounds | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Record<string, unknown>;
  const [x, y, width, height] = [raw['x'] ?? 0, raw['y'] ?? 0, raw['width'], raw['height']].map(coordinate);
  if (x === undefined || y === undefined || !width || !height || width <= 0 || height <= 0) return undefined;
  return { x, y, width, height };
}

export function centreOf(bounds: Bounds): Point {
  return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
}

export function inset(bounds: Bounds, by: number): Bounds {
  return { x: bounds.x + by, y: bounds.y + by, width: Math.max(0, bounds.width - 2 * by), height: Math.max(0, bounds.height - 2 * by) };
}

export function contains(outer: Bounds, point: Point): boolean {
  return point.x >= outer.x && point.x <= outer.x + outer.width && point.y >= outer.y && point.y <= outer.y + outer.height;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The point `length` away from `from` in the direction of `to`. */
export function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}

/** The point half way along a polyline, with the direction of the piece it lies on. */
export function middleOf(points: readonly Point[]): { at: Point; direction: Point } {
  let whole = 0;
  for (let i = 1; i < points.length; i++) whole += distance(points[i - 1]!, points[i]!);
  let left = whole / 2;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    const length = distance(from, to);
    if (length >= left && length > 0) return { at: towards(from, to, left), direction: { x: (to.x - from.x) / length, y: (to.y - from.y) / length } };
    left -= length;
  }
  return { at: points[0] ?? { x: 0, y: 0 }, direction: { x: 1, y: 0 } };
}

/** Grows to hold everything that is drawn. */
export class Extent {
  private minX = Infinity;
  private minY = Infinity;
  private maxX = -Infinity;
  private maxY = -Infinity;

  add(bounds: Bounds): void {
    this.addPoint({ x: bounds.x, y: bounds.y });
    this.addPoint({ x: bounds.x + bounds.width, y: bounds.y + bounds.height });
  }

  addPoint({ x, y }: Point): void {
    this.minX = Math.min(this.minX, x);
    this.minY = Math.min(this.minY, y);
    this.maxX = Math.max(this.maxX, x);
    this.maxY = Math.max(this.maxY, y);
  }

  /** Undefined while nothing was added. */
  bounds(): Bounds | undefined {
    if (this.minX > this.maxX) return undefined;
    return { x: this.minX, y: this.minY, width: this.maxX - this.minX, height: this.maxY - this.minY };
  }
}
