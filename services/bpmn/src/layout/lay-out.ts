import { parseXml } from '../xml/parse-xml.js';
import { arrangePlane } from './arrange-plane.js';
import { typeOf } from './bpmn-elements.js';
import { completePlane } from './complete-plane.js';
import { boxesOn, drawPlane } from './draw-plane.js';
import { writeInto } from './edit-interchange.js';
import type { DrawnPlane } from './edit-interchange.js';
import { giveIds } from './give-ids.js';
import { isBox } from './layout-model.js';
import type { Box, LayoutModel, Link, Plane, Unplaced } from './layout-model.js';
import { readInterchange } from './read-interchange.js';
import type { ExistingPlane, Interchange } from './read-interchange.js';
import { readLayoutModel } from './read-layout-model.js';

export interface LaidOut {
  /** The document with what was missing; the very text that came in when nothing was. */
  readonly text: string;
  /** Shapes and edges that were added or, laid out anew, moved. */
  readonly shapes: number;
  readonly edges: number;
  /** Elements that were given an id, because only what has one can be drawn. */
  readonly ids: number;
  /** What could not be placed, each with a reason a person can read. */
  readonly unplaced: readonly Unplaced[];
  readonly changed: boolean;
}

export interface LayoutOptions {
  /** Lay out everything anew, also what has a place already; colours are kept. Default: what has a place stays there. */
  readonly anew?: boolean;
}

/**
 * Gives each element that is drawn but has no place in the file one, with shapes and edges written into the text (BPMN
 * 2.0.2, clause 12): a file without diagram interchange is laid out whole, from left to right, pools and lanes included.
 * The same text gives the same layout. Pass only text that gateBpmn let through.
 *
 * @throws Error when the text is not well-formed
 */
export function layOut(text: string, { anew = false }: LayoutOptions = {}): LaidOut {
  const known = parseXml(text);
  const named = giveIds(known);
  const document = named.given === 0 ? known : parseXml(named.text);
  const interchange = readInterchange(document.root);
  const ownPlanes = new Set(interchange.planes.filter(({ items }) => items.length > 0).map(({ rootId }) => rootId));
  const model = readLayoutModel(document.root, (id) => isClosed(interchange, ownPlanes, id), ownPlanes);
  const unplaced = [...model.unplaced];
  if (!anew) keepPlaces(model, interchange);
  const linksOf = linksByEnd(model.links);
  const drawn = drawPlanes(model, interchange, linksOf, unplaced);
  const shapes = drawn.reduce((sum, plane) => sum + plane.shapes.length, 0);
  const edges = drawn.reduce((sum, plane) => sum + plane.edges.length, 0);
  if (shapes + edges === 0) return { text, shapes, edges, ids: 0, unplaced, changed: false };
  const redrawn = new Set(drawn.flatMap((plane) => [...plane.shapes, ...plane.edges].map(({ id }) => id)).filter((id) => interchange.byElement.has(id)));
  return { text: writeInto(document, interchange, drawn, redrawn), shapes, edges, ids: named.given, unplaced, changed: true };
}

// A sub-process that is drawn and does not say that it is open is closed unless its content is drawn along with it.
function isClosed({ byElement }: Interchange, ownPlanes: ReadonlySet<string>, id: string): boolean {
  return ownPlanes.has(id) || byElement.get(id)?.isExpanded === false;
}

// A shape without usable bounds and an edge without two points have no place to keep: they are drawn anew.
function keepPlaces(model: LayoutModel, { byElement }: Interchange): void {
  for (const box of model.boxes.values()) {
    const di = byElement.get(box.id);
    if (di?.bounds) Object.assign(box, { fixed: true, ...di.bounds });
  }
  for (const link of model.links) {
    const di = byElement.get(link.id);
    if (di && di.waypoints.length > 1) Object.assign(link, { fixed: true, waypoints: [...di.waypoints] });
  }
}

function linksByEnd(links: readonly Link[]): Map<Box, Link[]> {
  const byEnd = new Map<Box, Link[]>();
  for (const link of links) {
    for (const end of new Set([link.source, link.target])) {
      if (!isBox(end)) continue;
      const known = byEnd.get(end);
      if (known) known.push(link);
      else byEnd.set(end, [link]);
    }
  }
  return byEnd;
}

function drawPlanes(model: LayoutModel, interchange: Interchange, linksOf: ReadonlyMap<Box, readonly Link[]>, unplaced: Unplaced[]): DrawnPlane[] {
  const drawn: DrawnPlane[] = [];
  const left = new Set(model.links);
  const claimed = new Set<ExistingPlane>();
  for (const plane of model.planes) {
    const boxes = boxesOn(plane);
    const isNew = !boxes.some(({ fixed }) => fixed);
    const links = linksAmong(boxes, left);
    for (const link of links) left.delete(link);
    if (isNew) arrangePlane(plane, linksOf);
    else if (boxes.some(({ fixed }) => !fixed)) completePlane(plane, linksOf);
    if (isNew || boxes.some(({ fixed }) => !fixed) || links.some(({ fixed }) => !fixed)) drawPlane(plane, links);
    const into = planeFor(plane, boxes, interchange, claimed);
    if (into) claimed.add(into);
    drawn.push({ plane, into, shapes: boxesOn(plane).filter(({ fixed }) => !fixed), edges: links.filter(({ fixed }) => !fixed) });
  }
  for (const link of left) if (!link.fixed) unplaced.push({ elementId: link.id, type: typeOf(link.element), name: link.name || null, reason: 'What it joins is drawn in different diagrams.' });
  return drawn;
}

function linksAmong(boxes: readonly Box[], links: Iterable<Link>): Link[] {
  const here = new Set<Box | Link>(boxes);
  const found: Link[] = [];
  for (const link of links) {
    if (!here.has(link.source) || !here.has(link.target)) continue;
    here.add(link);
    found.push(link);
  }
  return found;
}

// The plane that depicts the same thing, or holds some of it already; else an empty one, which waits to be filled.
function planeFor(plane: Plane, boxes: readonly Box[], { planes, byElement }: Interchange, claimed: ReadonlySet<ExistingPlane>): ExistingPlane | undefined {
  const same = planes.find(({ rootId }) => rootId === plane.rootId);
  if (same && !claimed.has(same)) return same;
  for (const box of boxes) {
    const held = byElement.get(box.id)?.plane;
    const holder = held && planes.find((existing) => existing.plane === held);
    if (holder && !claimed.has(holder)) return holder;
  }
  return planes.find((existing) => existing.items.length === 0 && !claimed.has(existing));
}
