import { centreOf, middleOf } from '../render/geometry.js';
import type { Bounds, Point } from '../render/geometry.js';
import { boundsOf, runsThrough } from './field.js';
import type { Field } from './field.js';
import { FreeLines } from './free-lines.js';
import { isBox } from './layout-model.js';
import type { Box, Link } from './layout-model.js';
import { outlinePoint } from './outline-point.js';
import { candidates, loop, plainWay, sideOf } from './route-candidates.js';

const BEND = 15;
const THROUGH_BOX = 1_500;
const THROUGH_NAME = 25;
const CROSSING = 14;
const ON_ANOTHER = 90;
const OUTSIDE = 400;
const ON_KEPT_LINE = 15;
/** Two flows out of one activity carry marks of their own where they begin. */
const SAME_START = 30;
const PER_PIXEL = 0.1;
/** What choosing ways may cost for one plane, in obstacles and lines looked at; then the rest is drawn the plain way. */
const MOST_EFFORT = 12_000_000;
/** Above so many edges the ways with shifted ends are not tried. */
const MOST_SHIFTED = 1_500;

/**
 * Draws the edges one after the other, each along the cheapest of its candidate ways: few bends, short, through no box,
 * across and along few other lines. Short flows first, so that they stay straight; associations last.
 */
export function routeLinks(links: readonly Link[], field: Field): void {
  const shiftable = links.length <= MOST_SHIFTED;
  const ranked = links.map((link, order) => ({ link, order, rank: rankOf(link) }));
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
  for (const { link } of ranked) {
    link.waypoints = tidy(field.effort > MOST_EFFORT ? plain(link) : isDotted(link) ? routeDotted(link, field, shiftable) : route(link, field, shiftable));
    field.addLine(link);
  }
}

function rankOf(link: Link): number {
  const [from, to] = [centreOf(endBounds(link.source)), centreOf(endBounds(link.target))];
  const distance = Math.abs(from.x - to.x) + 3 * Math.abs(from.y - to.y) + (to.x < from.x ? 500 : 0);
  return distance + (isDotted(link) ? 2e7 : link.type === 'sequenceFlow' ? 0 : 1e7) + (isBox(link.source) && isBox(link.target) ? 0 : 1e8);
}

function isDotted({ type }: Link): boolean {
  return type === 'association' || type === 'dataInputAssociation' || type === 'dataOutputAssociation' || type === 'conversationLink';
}

function route(link: Link, field: Field, shiftable: boolean): Point[] {
  const [source, target] = [link.source, link.target];
  if (source === target) return loop(endBounds(source));
  const passable = ancestorsOf(source, target);
  const lines = new FreeLines(field, passable);
  const frame = frameOf(source, target);
  let best: { way: Point[]; cost: number } | undefined;
  const between = gapBetween(source, target);
  const shifted = shiftable && link.type !== 'sequenceFlow';
  for (const [s, t] of endPairs(source, target, shifted)) {
    for (const way of candidates(s, t, lines, between, link.level)) {
      const cost = costOf(way, { link, s: endBounds(source), t: endBounds(target), field, passable, frame, between }, best?.cost ?? Infinity);
      if (!best || cost < best.cost) best = { way, cost };
    }
  }
  return best!.way;
}

function plain({ source, target }: Link): Point[] {
  const [[s, t]] = [...endPairs(source, target, false)] as [[Bounds, Bounds]];
  return source === target ? loop(s) : plainWay(s, t);
}

// Dotted lines run straight to what they point at when nothing is between.
function routeDotted(link: Link, field: Field, shiftable: boolean): Point[] {
  const [s, t] = [endBounds(link.source), endBounds(link.target)];
  const direct = [outlinePoint(link.source, s, centreOf(t)), outlinePoint(link.target, t, centreOf(s))];
  const passable = ancestorsOf(link.source, link.target);
  if (link.source === link.target) return loop(s);
  const lines = new FreeLines(field, passable);
  const ways = [...endPairs(link.source, link.target, shiftable)].flatMap(([from, to]) => [...candidates(from, to, lines)].filter((way) => way.length === 2));
  const free = [...ways, direct].filter((way) => !hits(way, field, passable, link));
  const costs = free.map(([a, b], i) => (i === free.length - 1 ? 10 : 0) + trafficCost(a!, b!, link, field));
  return free[costs.indexOf(Math.min(...costs))] ?? route(link, field, shiftable);
}

function hits(way: readonly Point[], field: Field, passable: ReadonlySet<Box>, link: Link): boolean {
  const [a, b] = [way[0]!, way.at(-1)!];
  for (const obstacle of field.obstaclesIn(boundsOf(a, b, 0.5))) {
    if (obstacle.isLabel || !obstacle.box || passable.has(obstacle.box) || obstacle.box === link.source || obstacle.box === link.target) continue;
    if (runsThrough(obstacle, a, b)) return true;
  }
  return false;
}

interface Course {
  readonly link: Link;
  readonly s: Bounds;
  readonly t: Bounds;
  readonly field: Field;
  readonly passable: ReadonlySet<Box>;
  readonly frame: Bounds | undefined;
  readonly between: readonly [number, number] | undefined;
}

function costOf(way: readonly Point[], course: Course, most: number): number {
  const { link, field, passable, frame, between } = course;
  let cost = (way.length - 2) * BEND + endCosts(way, course) - (way.some(({ y }) => y === link.level) ? ON_KEPT_LINE : 0);
  for (let i = 1; i < way.length; i++) {
    const [a, b] = [way[i - 1]!, way[i]!];
    cost += (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) * PER_PIXEL;
    if (link.type === 'messageFlow' && a.y === b.y && !(between && a.y > between[0] && a.y < between[1])) cost += Math.abs(a.x - b.x) * PER_PIXEL * 2;
    if (frame && (b.x < frame.x || b.y < frame.y || b.x > frame.x + frame.width || b.y > frame.y + frame.height)) cost += OUTSIDE;
    if (cost > most) return cost;
    for (const obstacle of field.obstaclesIn(boundsOf(a, b, 0.5))) {
      if (obstacle.box && passable.has(obstacle.box)) continue;
      if (runsThrough(obstacle, a, b)) cost += obstacle.isLabel ? THROUGH_NAME : THROUGH_BOX;
    }
    if (cost > most) return cost;
    cost += trafficCost(a, b, link, field);
    if (cost > most) return cost;
  }
  return cost;
}

function trafficCost(a: Point, b: Point, link: Link, field: Field): number {
  let cost = 0;
  const isUpright = a.x === b.x;
  const area = boundsOf(a, b, 4);
  for (const other of field.segmentsNear(area)) {
    const bounds = boundsOf(other.a, other.b);
    if (bounds.x > area.x + area.width || bounds.x + bounds.width < area.x || bounds.y > area.y + area.height || bounds.y + bounds.height < area.y) continue;
    const isOtherUpright = Math.abs(other.a.x - other.b.x) < 1;
    const shares = other.link.source === link.source || other.link.target === link.target;
    if (isUpright !== isOtherUpright) cost += shares ? 4 : CROSSING;
    else {
      const along = isUpright ? Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y) : Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
      if (along > 5) cost += shares && other.link.type === link.type ? (other.link.target !== link.target && isBox(link.source) && link.source.kind === 'activity' ? SAME_START : 6) : ON_ANOTHER + along * 0.2;
    }
  }
  return cost;
}

// Flows run from right to left sides, gateways branch at their corners, events on a border leave away from it.
function endCosts(way: readonly Point[], { link, s, t }: Course): number {
  const [leaves, enters] = [sideOf(s, way[0]!), sideOf(t, way.at(-1)!)];
  const { source, target } = link;
  if (!isBox(source) || !isBox(target)) return 0;
  const host = source.host && sideOf(source.host, centreOf(source));
  let cost = host && leaves !== host ? 300 : 0;
  if (target.host && enters !== sideOf(target.host, centreOf(target))) cost += 300;
  if (link.type === 'messageFlow') return cost + (leaves === 'top' || leaves === 'bottom' ? 0 : 12) + (enters === 'top' || enters === 'bottom' ? 0 : 25);
  if (link.type !== 'sequenceFlow') return cost;
  const levels = Math.abs(centreOf(s).y - centreOf(t).y) > 1;
  if (!host && leaves !== 'right') cost += source.kind === 'gateway' ? (levels ? -6 : 0) : leaves === 'left' ? 60 : 28;
  if (enters !== 'left') cost += enters === 'right' ? 60 : target.kind === 'gateway' ? 0 : 16;
  return cost;
}

/** The bounds the ends are taken at: of a pool a narrow piece near the other end; for some edges places beside the middle too. */
function* endPairs(source: Box | Link, target: Box | Link, shifted: boolean): Generator<[Bounds, Bounds]> {
  const [s, t] = [endBounds(source), endBounds(target)];
  for (const from of pieces(source, s, t, shifted)) for (const to of pieces(target, t, from, shifted)) yield [from, to];
}

function pieces(end: Box | Link, own: Bounds, other: Bounds, shifted: boolean): Bounds[] {
  if (!isBox(end)) return [own];
  const at = (x: number): Bounds => ({ x: Math.min(own.x + own.width - 15, Math.max(own.x + 15, x)) - 1, y: own.y, width: 2, height: own.height });
  if (end.kind === 'pool') {
    const middle = other.width > 400 && own.width > 400 ? own.x + own.width / 3 : other.x + other.width / 2;
    return (shifted ? [0, -other.width / 2 - 20, other.width / 2 + 20, 20, -20, 60, -60] : [0]).map((shift) => at(middle + shift));
  }
  if (!shifted || end.kind !== 'activity') return [own];
  return [own, at(own.x + own.width / 2 - 20), at(own.x + own.width / 2 + 20)];
}

function endBounds(end: Box | Link): Bounds {
  if (isBox(end)) return end;
  const { at } = middleOf(end.waypoints);
  return { x: at.x, y: at.y, width: 0, height: 0 };
}

function ancestorsOf(...ends: (Box | Link)[]): Set<Box> {
  const found = new Set<Box>();
  for (const end of ends) {
    const box = isBox(end) ? end : isBox(end.source) ? end.source : undefined;
    if (box?.kind === 'pool') found.add(box);
    for (let owner = box?.container?.owner; owner; owner = owner.container?.owner) found.add(owner);
  }
  return found;
}

// What both ends lie in is left by no edge between them.
function frameOf(source: Box | Link, target: Box | Link): Bounds | undefined {
  if (!isBox(source) || !isBox(target) || source.container !== target.container) return undefined;
  const owner = source.container?.owner;
  return owner && { x: owner.x + 5, y: owner.y + 5, width: owner.width - 10, height: owner.height - 10 };
}

/** The levels right above and below the gap between the pools of two ends: message flows run across there. */
function gapBetween(source: Box | Link, target: Box | Link): readonly [number, number] | undefined {
  const [a, b] = [poolOf(source), poolOf(target)];
  if (!a || !b || a === b) return undefined;
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  return lower.y > upper.y + upper.height ? [upper.y + upper.height, lower.y] : undefined;
}

function poolOf(end: Box | Link): Box | undefined {
  let box = isBox(end) ? end : undefined;
  while (box?.container?.owner) box = box.container.owner;
  return box?.kind === 'pool' ? box : undefined;
}

/** Without points that say nothing. */
function tidy(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const [before, next] = [kept.at(-1), points[i + 1]];
    if (before && Math.abs(before.x - point.x) < 0.5 && Math.abs(before.y - point.y) < 0.5 && next) return;
    if (before && next && ((Math.abs(before.x - point.x) < 0.01 && Math.abs(point.x - next.x) < 0.01 && (point.y - before.y) * (next.y - point.y) >= 0) || (Math.abs(before.y - point.y) < 0.01 && Math.abs(point.y - next.y) < 0.01 && (point.x - before.x) * (next.x - point.x) >= 0))) return;
    kept.push(point);
  });
  return kept;
}
