import type { Bounds, Point } from '../render/geometry.js';
import type { Box, Link } from './layout-model.js';

const TILE = 120;
/** More pieces of lines than these in one tile are a thicket, which one more line makes no worse. */
const MOST_SEGMENTS = 48;

/** Something a line or a name had better not cover: a box, or the name of one. */
export interface Obstacle extends Bounds {
  readonly box: Box | undefined;
  readonly isLabel: boolean;
}

export interface Segment {
  readonly a: Point;
  readonly b: Point;
  readonly link: Link;
}

/** What is on a plane, to be asked for by place: tiles of a fixed size know what touches them. */
export class Field {
  private readonly obstacles = new Map<number, Obstacle[]>();
  private readonly segments = new Map<number, Segment[]>();
  /** How much has been looked at so far: what the answers cost, whatever the machine. */
  effort = 0;

  addObstacle(bounds: Bounds, box: Box | undefined, isLabel: boolean): void {
    const obstacle = { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, box, isLabel };
    for (const tile of tilesOf(bounds)) push(this.obstacles, tile, obstacle);
  }

  addLine(link: Link): void {
    for (let i = 1; i < link.waypoints.length; i++) {
      const segment = { a: link.waypoints[i - 1]!, b: link.waypoints[i]!, link };
      for (const tile of tilesOf(boundsOf(segment.a, segment.b))) if ((this.segments.get(tile)?.length ?? 0) < MOST_SEGMENTS) push(this.segments, tile, segment);
    }
  }

  /** The obstacles a rectangle covers some of. A border in common is no cover. */
  obstaclesIn(area: Bounds): Set<Obstacle> {
    const found = new Set<Obstacle>();
    for (const tile of tilesOf(area)) {
      const obstacles = this.obstacles.get(tile) ?? [];
      this.effort += 1 + obstacles.length;
      for (const obstacle of obstacles) if (overlap(obstacle, area)) found.add(obstacle);
    }
    return found;
  }

  /** The pieces of lines that may come near a rectangle. */
  segmentsNear(area: Bounds): Set<Segment> {
    const found = new Set<Segment>();
    for (const tile of tilesOf(area)) {
      const segments = this.segments.get(tile) ?? [];
      this.effort += 1 + segments.length;
      for (const segment of segments) found.add(segment);
    }
    return found;
  }
}

/** The rectangle two points span, with `margin` around it. */
export function boundsOf(a: Point, b: Point, margin = 0): Bounds {
  return { x: Math.min(a.x, b.x) - margin, y: Math.min(a.y, b.y) - margin, width: Math.abs(a.x - b.x) + 2 * margin, height: Math.abs(a.y - b.y) + 2 * margin };
}

export function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a straight piece runs through the inside of a rectangle. */
export function runsThrough({ x, y, width, height }: Bounds, a: Point, b: Point): boolean {
  // Liang and Barsky: the part of the piece between all four sides has a length.
  let [from, to] = [0, 1];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  for (const [step, room] of [[-dx, a.x - x], [dx, x + width - a.x], [-dy, a.y - y], [dy, y + height - a.y]] as const) {
    if (step === 0) {
      if (room <= 0) return false;
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  return to - from > 1e-6;
}

// A diagram as wide as its bound allows has some hundred tiles a side; farther out all share the last ones.
function tilesOf({ x, y, width, height }: Bounds): number[] {
  const tiles: number[] = [];
  const [left, right] = [tileOf(x), tileOf(x + width)];
  const [top, bottom] = [tileOf(y), tileOf(y + height)];
  for (let column = left; column <= right; column++) for (let row = top; row <= bottom; row++) tiles.push(column * 4096 + row);
  return tiles;
}

function tileOf(coordinate: number): number {
  return Math.min(2047, Math.max(-2048, Math.floor(coordinate / TILE)));
}

function push<T>(map: Map<number, T[]>, key: number, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
