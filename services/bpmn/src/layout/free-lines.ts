import type { Point } from '../render/geometry.js';
import { boundsOf } from './field.js';
import type { Field } from './field.js';
import type { Box } from './layout-model.js';

const MARGIN = 6;
const BESIDE = 10;
const MOST_STEPS = 12;

/** Looks for upright and level lines nothing is in the way of. */
export class FreeLines {
  /** @param passable what lines may run through: the sub-processes both ends lie in */
  constructor(
    private readonly field: Field,
    private readonly passable: ReadonlySet<Box>,
  ) {}

  /** The y of the first level line at or beyond `y` that is free between two x; where it gave up after some steps, when none is. */
  level(y: number, x1: number, x2: number, direction: 1 | -1): number {
    return this.search(y, direction, (at) => [{ x: x1, y: at }, { x: x2, y: at }], false);
  }

  /** As level, for an upright line between two y. */
  upright(x: number, y1: number, y2: number, direction: 1 | -1): number {
    return this.search(x, direction, (at) => [{ x: at, y: y1 }, { x: at, y: y2 }], true);
  }

  private search(start: number, direction: 1 | -1, line: (at: number) => [Point, Point], isUpright: boolean): number {
    let at = start;
    for (let step = 0; step < MOST_STEPS; step++) {
      const [a, b] = line(at);
      const area = boundsOf(a, b, MARGIN);
      let beyond: number | undefined;
      for (const obstacle of this.field.obstaclesIn(area)) {
        if (obstacle.box && this.passable.has(obstacle.box)) continue;
        const [low, high] = isUpright ? [obstacle.x, obstacle.x + obstacle.width] : [obstacle.y, obstacle.y + obstacle.height];
        const past = direction > 0 ? high + BESIDE : low - BESIDE;
        beyond = beyond === undefined ? past : direction > 0 ? Math.max(beyond, past) : Math.min(beyond, past);
      }
      if (beyond === undefined && this.isTaken(a, b, isUpright)) beyond = at + direction * BESIDE;
      if (beyond === undefined) return at;
      at = beyond;
    }
    return at;
  }

  private isTaken(a: Point, b: Point, isUpright: boolean): boolean {
    const area = boundsOf(a, b, MARGIN);
    for (const { a: c, b: d } of this.field.segmentsNear(area)) {
      const isParallel = isUpright ? Math.abs(c.x - d.x) < 1 : Math.abs(c.y - d.y) < 1;
      if (!isParallel) continue;
      const other = boundsOf(c, d);
      if (other.x <= area.x + area.width && other.x + other.width >= area.x && other.y <= area.y + area.height && other.y + other.height >= area.y) return true;
    }
    return false;
  }
}
