import { isBox } from './layout-model.js';
import type { Box, Link, Plane } from './layout-model.js';
import { STRIP, widen } from './settle-grid.js';

const GAP = 60;
const PER_LINE = 8;
const MOST_EXTRA = 80;
const SHORTEST_POOL = 600;
const ACTOR = { width: 140, height: 80 };
const APART = 260;

/** Gives pools, processes without one and conversations their places on the plane: one under the other, equally wide. */
export function stackPools(plane: Plane, origin: { x: number; y: number }, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  const { pools, conversations, containers } = plane;
  if (conversations.length > 0 && pools.every(({ content }) => !content)) return placeConversations(plane, origin, linksOf);
  const width = Math.max(pools.length > 0 ? SHORTEST_POOL : 0, ...pools.map((pool) => (pool.content ? pool.width : 0)), ...containers.map((container) => container.width));
  let { y } = origin;
  pools.forEach((pool, i) => {
    Object.assign(pool, { x: origin.x, y, width });
    if (pool.content) widen(pool.content, width - STRIP);
    y += pool.height + gapAfter(pools, i, linksOf);
  });
  for (const container of containers) {
    Object.assign(container, { x: origin.x, y });
    if (container.lanes.length > 0) widen(container, width);
    if (container.height > 0) y += container.height + GAP;
  }
  conversations.forEach((box, i) => Object.assign(box, { x: origin.x + width + 100, y: origin.y + i * 110 }));
}

// Each message flow that passes between two pools may want a line of its own there.
function gapAfter(pools: readonly Box[], index: number, linksOf: ReadonlyMap<Box, readonly Link[]>): number {
  const above = new Set(pools.slice(0, index + 1));
  const poolOf = (end: Box | Link): Box | undefined => {
    let box = isBox(end) ? end : undefined;
    while (box?.container?.owner) box = box.container.owner;
    return box;
  };
  let passing = 0;
  const seen = new Set<Link>();
  for (const links of linksOf.values()) {
    for (const link of links) {
      if (link.type !== 'messageFlow' || seen.has(link)) continue;
      seen.add(link);
      const [a, b] = [poolOf(link.source), poolOf(link.target)];
      if (a && b && above.has(a) !== above.has(b)) passing++;
    }
  }
  return GAP + Math.min(MOST_EXTRA, passing * PER_LINE);
}

// Who talks to whom: participants in two rows, the conversations between them.
function placeConversations({ pools, conversations, containers }: Plane, origin: { x: number; y: number }, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  const perRow = Math.ceil(pools.length / 2);
  const spread = Math.max(1, Math.ceil(conversations.length / Math.max(1, perRow + 0.5)));
  const apart = Math.max(APART, spread * 120);
  pools.forEach((pool, i) => {
    const [row, col] = [i < perRow ? 0 : 1, i % perRow];
    const indent = row === 1 && pools.length % 2 === 1 ? 0.5 : 0;
    Object.assign(pool, { ...ACTOR, x: origin.x + (col + indent) * apart, y: origin.y + row * 300 });
  });
  const middle = (box: Box) => {
    const ends = (linksOf.get(box) ?? []).map((link) => (link.source === box ? link.target : link.source)).filter(isBox);
    return ends.length === 0 ? origin.x : ends.reduce((sum, end) => sum + end.x + ACTOR.width / 2, 0) / ends.length;
  };
  const wished = new Map(conversations.map((box) => [box, middle(box)]));
  let free = -Infinity;
  for (const box of [...conversations].sort((a, b) => wished.get(a)! - wished.get(b)!)) {
    const x = Math.max(wished.get(box)! - box.width / 2, free);
    Object.assign(box, { x: Math.round(x), y: origin.y + 168 });
    free = x + box.width + 70;
  }
  for (const container of containers) Object.assign(container, { x: origin.x, y: origin.y + 300 + ACTOR.height + GAP });
}
