import type { Bounds } from '../render/geometry.js';
import { attributeOf } from '../xml/xml-tree.js';
import { containersOn } from './arrange-plane.js';
import { Field } from './field.js';
import type { Box, Link, Plane } from './layout-model.js';
import { placeBoxLabels, placeLinkLabels, usualLabel } from './place-labels.js';
import { withoutPrefix } from './read-interchange.js';
import { allLanes } from './read-lanes.js';
import { routeLinks } from './route-links.js';

const GROUP_PADDING = 20;

/** All boxes of a plane: pools, lanes, then content, outer before inner. */
export function boxesOn(plane: Plane): Box[] {
  const containers = containersOn(plane);
  return [...plane.pools, ...plane.conversations, ...containers.flatMap(({ lanes }) => allLanes(lanes).map(({ box }) => box)), ...containers.flatMap(({ boxes }) => boxes)];
}

/** Draws what depends on all places being known: groups around their members, edges, names. */
export function drawPlane(plane: Plane, links: readonly Link[]): void {
  const boxes = boxesOn(plane);
  frameGroups(boxes);
  const field = new Field();
  const names = new Field();
  for (const box of boxes) {
    if (box.kind === 'lane' || box.kind === 'group' || (box.kind === 'pool' && box.content)) continue;
    field.addObstacle(box, box, false);
    names.addObstacle(box, box, false);
    const label = box.fixed ? box.label : usualLabel(box);
    if (label) field.addObstacle(label, undefined, true);
    if (label && box.fixed) names.addObstacle(label, undefined, true);
  }
  for (const link of links) if (link.fixed) field.addLine(link);
  routeLinks(links.filter(({ fixed }) => !fixed), field);
  for (const link of links) names.addLine(link);
  placeBoxLabels(boxes, names);
  placeLinkLabels(links, names);
}

// Members are what names the value the group stands for; without any the group stands below everything, to be moved.
function frameGroups(boxes: readonly Box[]): void {
  const members = new Map<string, Box[]>();
  for (const box of boxes) {
    for (const value of valuesOf(box)) members.set(value, [...(members.get(value) ?? []), box]);
  }
  const everything = around(boxes.filter(({ kind }) => kind !== 'group'));
  let x = everything.x;
  for (const group of boxes) {
    if (group.kind !== 'group' || group.fixed) continue;
    const inside = members.get(withoutPrefix(attributeOf(group.element, 'categoryValueRef') ?? '')) ?? [];
    if (inside.length > 0) Object.assign(group, grown(around(inside), GROUP_PADDING));
    else {
      Object.assign(group, { x, y: everything.y + everything.height + 60 });
      x += group.width + 40;
    }
  }
}

function valuesOf(box: Box): string[] {
  if (box.kind === 'group') return [];
  return box.element.children.flatMap((child) => (child.kind === 'element' && child.local === 'categoryValueRef' ? [withoutPrefix(child.children.map((text) => ('text' in text ? text.text : '')).join(''))] : []));
}

/** The smallest rectangle around others. */
export function around(all: readonly Bounds[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of all) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: right - left, height: bottom - top };
}

function grown({ x, y, width, height }: Bounds, by: number): Bounds {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
