import { fillGrid } from './fill-grid.js';
import { flowGraphOf } from './flow-graph.js';
import { isBox } from './layout-model.js';
import type { Box, Container, Link, Plane } from './layout-model.js';
import { allLanes } from './read-lanes.js';
import { settleGrid, STRIP, widen, widthForGuests } from './settle-grid.js';
import { stackPools } from './stack-pools.js';

/** Where the drawing begins, as the common editors have it. */
const ORIGIN = { x: 160, y: 80 };

/** Gives everything on a plane its place: containers from the inside out, then pools and what lies beside them. */
export function arrangePlane(plane: Plane, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  const containers = containersOn(plane);
  adoptArtifacts(plane, linksOf);
  for (const container of [...containers].reverse()) arrangeContainer(container, linksOf);
  stackPools(plane, ORIGIN, linksOf);
  settle(plane, linksOf);
}

/** All containers of a plane, outer before inner. */
export function containersOn(plane: Plane): Container[] {
  const found = [...plane.containers, ...plane.pools.flatMap(({ content }) => content ?? [])];
  for (let i = 0; i < found.length; i++) for (const { content } of found[i]!.boxes) if (content) found.push(content);
  return found;
}

/** Arranges the content of one container, whose inner ones are arranged already, and fits its owner around it. */
export function arrangeContainer(container: Container, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  for (const box of container.boxes) box.width = Math.max(box.width, widthForGuests(box));
  const graph = flowGraphOf(container, linksOf);
  const partnersOf = (box: Box) => (linksOf.get(box) ?? []).flatMap((link) => partnerIn(container, link.source === box ? link.target : link.source) ?? []);
  settleGrid(container, fillGrid(container, graph, partnersOf), linksOf);
  const { owner } = container;
  if (!owner) return;
  if (owner.kind === 'pool') Object.assign(owner, { width: container.width + STRIP, height: container.height });
  else Object.assign(owner, { width: Math.max(container.width, 140), height: Math.max(container.height, 100) });
  widen(container, owner.kind === 'pool' ? 0 : owner.width);
}

/** What stands for the end of an edge among the boxes of a container: itself, its host, or the sub-process it lies in. */
function partnerIn(container: Container, end: Box | Link): Box | undefined {
  let box: Box | undefined = isBox(end) ? end : isBox(end.source) ? end.source : undefined;
  while (box && box.container !== container) box = box.container?.owner;
  return box?.host ?? box;
}

// An annotation of the collaboration that points at something in a pool is drawn beside it, in the pool.
function adoptArtifacts(plane: Plane, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  const artifacts = plane.containers.find(({ element }) => element === plane.rootElement && plane.pools.length > 0);
  for (const box of artifacts ? [...artifacts.boxes] : []) {
    if (box.kind !== 'annotation') continue;
    const ends = (linksOf.get(box) ?? []).map((link) => (link.source === box ? link.target : link.source)).map((end) => (isBox(end) ? end : isBox(end.source) ? end.source : undefined));
    const home = ends.find((end) => end?.container && end.container !== artifacts)?.container;
    if (!home) continue;
    artifacts!.boxes.splice(artifacts!.boxes.indexOf(box), 1);
    box.container = home;
    home.boxes.push(box);
  }
}

// From places relative to the container to places on the plane.
function settle(plane: Plane, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  for (const container of containersOn(plane)) {
    const { owner } = container;
    if (owner) Object.assign(container, { x: owner.x + (owner.kind === 'pool' ? STRIP : 0), y: owner.y });
    for (const box of [...container.boxes, ...allLanes(container.lanes).map((lane) => lane.box)]) {
      box.x = Math.round(box.x + container.x);
      box.y = Math.round(box.y + container.y);
    }
    for (const { from, to, y } of container.lines) {
      for (const box of [from, ...from.guests]) for (const link of linksOf.get(box) ?? []) if (link.source === box && link.target === to) link.level = Math.round(y + container.y);
    }
  }
}
