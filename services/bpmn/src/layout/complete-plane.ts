import { centreOf } from '../render/geometry.js';
import type { Bounds } from '../render/geometry.js';
import { arrangeContainer, containersOn } from './arrange-plane.js';
import { placeAtEnds } from './place-at-ends.js';
import { around } from './draw-plane.js';
import { Field } from './field.js';
import { isBox } from './layout-model.js';
import type { Box, Container, Link, Plane } from './layout-model.js';
import { allLanes, leavesOf } from './read-lanes.js';
import { seatGuests, STRIP, widen } from './settle-grid.js';

const APART = 50;
const CLEAR = 12;
const MOST_TRIES = 60;
const BELOW = 60;

/**
 * Finds places for what has none on a plane that is drawn in part, and moves nothing: what is wholly without a place is
 * arranged by itself and put below the rest, a single box goes next to what it is joined with.
 */
export function completePlane(plane: Plane, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  new Completion(plane, linksOf).run();
}

class Completion {
  private readonly seated = new Set<Box>();
  private readonly framed = new Set<Box>();
  private readonly field = new Field();
  private readonly containers: readonly Container[];
  private bottom = -Infinity;
  private left = Infinity;

  constructor(
    private readonly plane: Plane,
    private readonly linksOf: ReadonlyMap<Box, readonly Link[]>,
  ) {
    this.containers = containersOn(plane);
  }

  run(): void {
    for (const box of this.everything()) if (box.fixed) this.seat(box);
    if (this.left === Infinity) [this.left, this.bottom] = [160, 80 - BELOW];
    const fresh = new Set(this.containers.filter((container) => this.isFresh(container)));
    for (const container of [...this.containers].reverse()) {
      if (fresh.has(container)) this.arrange(container);
      else if (container.owner && !container.owner.fixed) this.frame(container, container.owner);
    }
    for (const pool of this.plane.pools) if (!this.seated.has(pool)) this.seatPool(pool, fresh);
    for (const box of this.plane.conversations) if (!this.seated.has(box)) this.putBelow(box);
    for (const container of this.containers) {
      if (fresh.has(container)) this.settle(container);
      else this.complete(container);
    }
  }

  private *everything(): Generator<Box> {
    yield* this.plane.pools;
    yield* this.plane.conversations;
    for (const { boxes, lanes } of this.containers) {
      for (const { box } of allLanes(lanes)) yield box;
      yield* boxes;
    }
  }

  private isFresh({ boxes, lanes }: Container): boolean {
    return ![...boxes, ...allLanes(lanes).map(({ box }) => box)].some((box) => this.seated.has(box));
  }

  private arrange(container: Container): void {
    const { owner } = container;
    const kept = owner?.fixed ? { x: owner.x, y: owner.y, width: owner.width, height: owner.height } : undefined;
    arrangeContainer(container, this.linksOf);
    if (owner && kept) Object.assign(owner, kept);
    if (owner && kept) widen(container, kept.width - (owner.kind === 'pool' ? STRIP : 0));
  }

  // What lies around something that has a place has to be where that is.
  private frame(container: Container, owner: Box): void {
    Object.assign(owner, frameOf(container));
    this.framed.add(owner);
  }

  private seatPool(pool: Box, fresh: ReadonlySet<Container>): void {
    if (pool.content && !fresh.has(pool.content)) this.seat(pool);
    else this.putBelow(pool);
  }

  private putBelow(box: Box): void {
    Object.assign(box, { x: this.left, y: this.bottom + BELOW });
    this.seat(box);
  }

  private seat(box: Box): void {
    if (this.seated.has(box)) return;
    this.seated.add(box);
    if (box.kind !== 'group') this.bottom = Math.max(this.bottom, box.y + box.height);
    this.left = Math.min(this.left, box.x);
    if (box.kind !== 'lane' && box.kind !== 'group' && box.kind !== 'pool') this.field.addObstacle(box, box, false);
  }

  private settle(container: Container): void {
    const { owner } = container;
    if (container.boxes.length === 0 && container.lanes.length === 0) return;
    const origin = owner ? { x: owner.x + (owner.kind === 'pool' ? STRIP : 0), y: owner.y } : { x: this.left, y: this.bottom + BELOW };
    Object.assign(container, origin);
    for (const box of [...allLanes(container.lanes).map((lane) => lane.box), ...container.boxes]) {
      Object.assign(box, { x: Math.round(box.x + origin.x), y: Math.round(box.y + origin.y) });
      this.seat(box);
    }
  }

  // From what has a place to what is joined with it, and on; then from the first that is joined with nothing.
  private complete(container: Container): void {
    this.completeLanes(container);
    const pending = container.boxes.filter((box) => this.seated.has(box));
    const rest = container.boxes.filter((box) => !this.seated.has(box) && box.kind !== 'group');
    for (let i = 0; ; i++) {
      if (i === pending.length) {
        const next = rest.find((box) => !this.seated.has(box) && !box.host) ?? rest.find((box) => !this.seated.has(box));
        if (!next) return;
        this.place(next, container, undefined);
        pending.push(next);
      }
      const box = pending[i]!;
      for (const guest of box.guests) if (!this.seated.has(guest)) this.placeGuest(guest, pending);
      for (const link of this.linksOf.get(box) ?? []) {
        const other = link.source === box ? link.target : link.source;
        if (!isBox(other) || other.container !== container || other.host || this.seated.has(other) || other.kind === 'group') continue;
        this.place(other, container, { box, isAfter: link.source === box });
        pending.push(other);
      }
    }
  }

  private placeGuest(guest: Box, pending: Box[]): void {
    const host = guest.host!;
    seatGuests(host);
    // The usual place may be taken by one that was there before.
    const taken = host.guests.filter((other) => other !== guest && this.seated.has(other));
    for (let i = 0; i < 20 && taken.some((other) => Math.abs(other.x - guest.x) < 30 && Math.abs(other.y - guest.y) < 30); i++) guest.x = host.x - 18 + ((i + 1) * host.width) / 21;
    this.seat(guest);
    pending.push(guest);
  }

  private place(box: Box, container: Container, beside: { box: Box; isAfter: boolean } | undefined): void {
    if (this.framed.has(box)) return this.seat(box);
    const area = this.areaFor(box, container);
    const met = placeAtEnds(box, this.linksOf.get(box) ?? []);
    const at = met ?? (beside ? besidePlace(box, beside) : area ? { x: area.x + 40, y: area.y + 40 } : { x: this.left, y: this.bottom + BELOW });
    Object.assign(box, this.freePlace({ ...at, width: box.width, height: box.height }, container.owner, area));
    this.seat(box);
  }

  /** The lane, pool or sub-process a box has to lie in. */
  private areaFor(box: Box, container: Container): Bounds | undefined {
    const lane = box.lane === undefined ? undefined : leavesOf(container.lanes)[box.lane]?.box;
    return lane && this.seated.has(lane) ? lane : container.owner;
  }

  private freePlace(wished: Bounds, owner: Box | undefined, area: Bounds | undefined): { x: number; y: number } {
    const fits = ({ x, y, width, height }: Bounds) => !area || (x >= area.x + 5 && y >= area.y + 5 && x + width <= area.x + area.width - 5 && y + height <= area.y + area.height - 5);
    const isFree = ({ x, y, width, height }: Bounds) => {
      const around = { x: x - CLEAR, y: y - CLEAR, width: width + 2 * CLEAR, height: height + 2 * CLEAR };
      for (const { box } of this.field.obstaclesIn(around)) if (box !== owner && !(box && owner && box.content && contains(box, owner))) return false;
      return true;
    };
    for (const isStrict of [true, false]) {
      for (let i = 0; i < MOST_TRIES; i++) {
        for (const shift of [1, -1, 0]) {
          const place = shift === 0 ? { ...wished, x: wished.x + i * 40 } : { ...wished, y: wished.y + shift * i * 20 };
          if ((!isStrict || fits(place)) && isFree(place)) return { x: Math.round(place.x), y: Math.round(place.y) };
        }
      }
    }
    return { x: Math.round(wished.x), y: Math.round(this.bottom + BELOW) };
  }

  // A lane of a pool that is drawn reaches across it, as high as what is in it.
  private completeLanes({ lanes, boxes, owner }: Container): void {
    const leaves = leavesOf(lanes);
    const area = owner ?? around(boxes.filter((box) => this.seated.has(box)));
    let below = area.y;
    for (const lane of allLanes(lanes).reverse()) {
      if (this.seated.has(lane.box)) continue;
      const inner = lane.children.map(({ box }) => box);
      const members = inner.length > 0 ? inner : boxes.filter((box) => box.lane === leaves.indexOf(lane) && this.seated.has(box));
      const x = area.x + STRIP * (lane.depth + (owner ? 1 : 0));
      const height = members.length > 0 ? around(members) : { y: below, height: 60 };
      const padding = inner.length > 0 ? 0 : 20;
      Object.assign(lane.box, { x, width: Math.max(60, area.x + area.width - x), y: height.y - padding, height: height.height + 2 * padding });
      below = lane.box.y + lane.box.height;
      this.seat(lane.box);
    }
  }
}

function besidePlace(box: Box, { box: other, isAfter }: { box: Box; isAfter: boolean }): { x: number; y: number } {
  const middle = centreOf(other);
  if (box.kind === 'data' || box.kind === 'annotation') return { x: middle.x - box.width / 2, y: other.y - box.height - 40 };
  if (other.host) return { x: middle.x + 40, y: other.y + other.height + 30 };
  if (other.kind === 'data' || other.kind === 'annotation') return { x: middle.x - box.width / 2, y: other.y + other.height + 40 };
  return { x: isAfter ? other.x + other.width + APART : other.x - APART - box.width, y: middle.y - box.height / 2 };
}

function frameOf(container: Container): Bounds {
  const { x, y, width, height } = around([...container.boxes, ...allLanes(container.lanes).map(({ box }) => box)].filter(({ fixed }) => fixed));
  const left = container.owner?.kind === 'pool' ? (container.lanes.some(({ box }) => box.fixed) ? STRIP : STRIP + 30) : 30;
  return { x: x - left, y: y - 40, width: width + left + 30, height: height + 70 };
}

function contains(outer: Bounds, inner: Bounds): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}
