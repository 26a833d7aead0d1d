import type { Bounds, Point } from '../render/geometry.js';
import type { Box, Link } from './layout-model.js';

const TILE = 120;
/** More pieces of lines than these in one tile are a thicket, which one more line makes no worse. */
const MOST_SEGMENTS = 48;
/** What would touch more tiles than these is remembered by itself: a file may draw a box across millions. */
const MOST_TILES = 1_024;

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

/** Things by the tiles they touch. */
class Tiles<T> {
  private readonly byTile = new Map<number, T[]>();
  private readonly wide: T[] = [];

  /** @param most things in one tile; more are not remembered there */
  constructor(private readonly most: number) {}

  add(area: Bounds, thing: T): void {
    const range = rangeOf(area);
    if (range.tiles > MOST_TILES) {
      if (this.wide.length < this.most * MOST_TILES) this.wide.push(thing);
      return;
    }
    for (const tile of tilesIn(range)) {
      const things = this.byTile.get(tile);
      if (things === undefined) this.byTile.set(tile, [thing]);
      else if (things.length < this.most) things.push(thing);
    }
  }

  /** What touches the tiles of an area, tile by tile: looked for in the tiles there are where the area has more of them. */
  *near(area: Bounds): Generator<readonly T[]> {
    yield this.wide;
    const range = rangeOf(area);
    if (range.tiles <= MOST_TILES || range.tiles <= this.byTile.size) for (const tile of tilesIn(range)) yield this.byTile.get(tile) ?? [];
    else for (const [tile, things] of this.byTile) yield isIn(range, tile) ? things : [];
  }
}

/** What is on a plane, to be asked for by place: tiles of a fixed size know what touches them. */
export class Field {
  private readonly obstacles = new Tiles<Obstacle>(Infinity);
  private readonly segments = new Tiles<Segment>(MOST_SEGMENTS);
  /** How much has been looked at so far: what the answers cost, whatever the machine. */
  effort = 0;

  addObstacle(bounds: Bounds, box: Box | undefined, isLabel: boolean): void {
    this.obstacles.add(bounds, { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, box, isLabel });
  }

  addLine(link: Link): void {
    for (let i = 1; i < link.waypoints.length; i++) {
      const segment = { a: link.waypoints[i - 1]!, b: link.waypoints[i]!, link };
      this.segments.add(boundsOf(segment.a, segment.b), segment);
    }
  }

  /** The obstacles a rectangle covers some of. A border in common is no cover. */
  obstaclesIn(area: Bounds): Set<Obstacle> {
    const found = new Set<Obstacle>();
    for (const obstacles of this.obstacles.near(area)) {
      this.effort += 1 + obstacles.length;
      for (const obstacle of obstacles) if (overlap(obstacle, area)) found.add(obstacle);
    }
    return found;
  }

  /** The pieces of lines that may come near a rectangle. */
  segmentsNear(area: Bounds): Set<Segment> {
    const found = new Set<Segment>();
    for (const segments of this.segments.near(area)) {
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

interface TileRange {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly tiles: number;
}

const ROWS = 4096;

function rangeOf({ x, y, width, height }: Bounds): TileRange {
  const [left, right, top, bottom] = [tileOf(x), tileOf(x + width), tileOf(y), tileOf(y + height)];
  return { left, right, top, bottom, tiles: (right - left + 1) * (bottom - top + 1) };
}

function* tilesIn({ left, right, top, bottom }: TileRange): Generator<number> {
  for (let column = left; column <= right; column++) for (let row = top; row <= bottom; row++) yield column * ROWS + row;
}

function isIn({ left, right, top, bottom }: TileRange, tile: number): boolean {
  const column = Math.floor((tile + ROWS / 2) / ROWS);
  const row = tile - column * ROWS;
  return column >= left && column <= right && row >= top && row <= bottom;
}

// A diagram as wide as its bound allows has some hundred tiles a side; farther out all share the last ones.
function tileOf(coordinate: number): number {
  return Math.min(ROWS / 2 - 1, Math.max(-ROWS / 2, Math.floor(coordinate / TILE)));
}
