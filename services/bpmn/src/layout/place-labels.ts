import type { Bounds, Point } from '../render/geometry.js';
import { isNamedOutside, labelSize } from './box-sizes.js';
import { boundsOf, runsThrough } from './field.js';
import type { Field } from './field.js';
import type { Box, Link } from './layout-model.js';

const OVER_BOX = 80;
const OVER_NAME = 60;
const OVER_LINE = 25;
const GAP = 4;

/** Where the name of a shape goes when nothing else is known: below it; beside its flow for an event on a border. */
export function usualLabel(box: Box): Bounds | undefined {
  const size = isNamedOutside(box.kind) ? labelSize(box.name, box.host ? 70 : undefined) : undefined;
  return size && { ...labelPlaces(box, size)[0]!, ...size };
}

/** Writes the names beside shapes where they cover least of lines, boxes and other names. */
export function placeBoxLabels(boxes: readonly Box[], field: Field): void {
  for (const box of boxes) {
    const size = isNamedOutside(box.kind) ? labelSize(box.name, box.host ? 70 : undefined) : undefined;
    if (!size || box.fixed) continue;
    box.label = cheapest(labelPlaces(box, size), size, field, 4, box);
    field.addObstacle(box.label, box, true);
  }
}

/** Writes the names of edges along them: near where a branch begins, above a level piece, right of an upright one. */
export function placeLinkLabels(links: readonly Link[], field: Field): void {
  for (const link of links) {
    const size = labelSize(link.name);
    if (!size || link.fixed || link.waypoints.length < 2) continue;
    link.label = cheapest(alongLine(link.waypoints, size), size, field, 2);
    field.addObstacle(link.label, undefined, true);
  }
}

function labelPlaces(box: Box, { width, height }: { width: number; height: number }): Point[] {
  const middle = box.x + (box.width - width) / 2;
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const below = { x: middle, y: bottom + GAP };
  const above = { x: middle, y: box.y - GAP - height };
  const inset = box.kind === 'gateway' ? box.width / 4 : 2;
  const corners = [
    { x: right - inset + 4, y: bottom - inset },
    { x: box.x + inset - 4 - width, y: bottom - inset },
    { x: right - inset + 4, y: box.y + inset - height },
    { x: box.x + inset - 4 - width, y: box.y + inset - height },
  ];
  if (box.host) return [{ x: right - 8, y: bottom - 4 }, { x: box.x + 8 - width, y: bottom - 4 }, below, above];
  return [below, above, ...corners];
}

function alongLine(points: readonly Point[], { width, height }: { width: number; height: number }): Point[] {
  const places: Point[] = [];
  for (let i = 1; i < Math.min(points.length, 6); i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const isLevel = Math.abs(a.y - b.y) <= Math.abs(a.x - b.x);
    if (isLevel) {
      const forth = b.x >= a.x;
      const starts = [forth ? a.x + 6 : a.x - 6 - width, (a.x + b.x - width) / 2];
      for (const x of Math.abs(a.x - b.x) < width + 12 ? starts.toReversed() : starts) places.push({ x, y: Math.min(a.y, b.y) - height - 3 }, { x, y: Math.max(a.y, b.y) + 4 });
    } else {
      const down = b.y >= a.y;
      for (const y of [down ? a.y + 6 : a.y - 6 - height, (a.y + b.y - height) / 2]) places.push({ x: a.x + 5, y }, { x: a.x - 5 - width, y });
    }
  }
  return places;
}

function cheapest(places: readonly Point[], size: { width: number; height: number }, field: Field, perPlace: number, own?: Box): Bounds {
  let best: Bounds = { ...places[0]!, ...size };
  let lowest = Infinity;
  places.forEach((place, i) => {
    const bounds = { ...place, ...size };
    const cost = i * perPlace + coverCost(bounds, field, own);
    if (cost < lowest) [best, lowest] = [bounds, cost];
  });
  return { x: Math.round(best.x), y: Math.round(best.y), width: best.width, height: best.height };
}

function coverCost(bounds: Bounds, field: Field, own: Box | undefined): number {
  let cost = 0;
  for (const { box, isLabel } of field.obstaclesIn(bounds)) {
    if (isLabel) cost += OVER_NAME;
    // The host's border is touched by the name of an event on it; the sub-process a box lies in is behind everything.
    else if (box && !contains(box, bounds) && box !== own) cost += OVER_BOX;
  }
  for (const { a, b } of field.segmentsNear(boundsOf(bounds, { x: bounds.x + bounds.width, y: bounds.y + bounds.height }))) if (runsThrough(bounds, a, b)) cost += OVER_LINE;
  return cost;
}

function contains(outer: Box, { x, y, width, height }: Bounds): boolean {
  return outer.content !== undefined && x >= outer.x && y >= outer.y && x + width <= outer.x + outer.width && y + height <= outer.y + outer.height;
}
