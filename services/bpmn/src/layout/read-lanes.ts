import { textIn, type XmlElement } from '../xml/xml-tree.js';
import { bpmnChildren } from './bpmn-elements.js';
import type { Box, Container, Lane } from './layout-model.js';
import { withoutPrefix } from './read-interchange.js';

/** Reads the lanes of a container, inner ones too, and tells its boxes which leaf lane they belong to. */
export function readLanes(laneSets: readonly XmlElement[], container: Container, readBox: (element: XmlElement) => Box | undefined): void {
  const pending = laneSets.map((laneSet) => ({ laneSet, into: container.lanes, depth: 0 }));
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { into, depth } = next;
    for (const element of bpmnChildren(next.laneSet)) {
      const box = element.local === 'lane' ? readBox(element) : undefined;
      if (!box) continue;
      const members = bpmnChildren(element).filter(({ local }) => local === 'flowNodeRef').map((ref) => withoutPrefix(textIn(ref)));
      const lane: Lane = { box, children: [], depth, members };
      into.push(lane);
      for (const inner of bpmnChildren(element)) if (inner.local === 'childLaneSet') pending.push({ laneSet: inner, into: lane.children, depth: depth + 1 });
    }
  }
  const byId = new Map(container.boxes.map((box) => [box.id, box]));
  // Outer lanes are asked last: they often list what belongs to their inner ones once more.
  const leaves = leavesOf(container.lanes);
  leaves.forEach((leaf, index) => leaf.members.forEach((member) => assign(byId.get(member), index)));
  for (const lane of allLanes(container.lanes)) {
    const first = leaves.indexOf(firstLeaf(lane));
    for (const member of lane.members) assign(byId.get(member), first);
  }
}

/** All lanes, outer before inner, each level from top to bottom. */
export function allLanes(lanes: readonly Lane[]): Lane[] {
  const found = [...lanes];
  for (let i = 0; i < found.length; i++) found.push(...found[i]!.children);
  return found;
}

/** The lanes without inner ones, from top to bottom. */
export function leavesOf(lanes: readonly Lane[]): Lane[] {
  const leaves: Lane[] = [];
  const pending = [...lanes].reverse();
  for (let lane = pending.pop(); lane; lane = pending.pop()) {
    if (lane.children.length === 0) leaves.push(lane);
    else pending.push(...[...lane.children].reverse());
  }
  return leaves;
}

function firstLeaf(lane: Lane): Lane {
  let leaf = lane;
  while (leaf.children[0]) leaf = leaf.children[0];
  return leaf;
}

function assign(box: Box | undefined, lane: number): void {
  if (box) box.lane ??= lane;
}
