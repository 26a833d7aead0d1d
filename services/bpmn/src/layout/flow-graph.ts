import type { Box, Container, Link } from './layout-model.js';
import { isBox } from './layout-model.js';

/** A box in the order of the flow, as a grid knows it. */
export interface Node {
  readonly box: Box;
  /** How many columns it takes. */
  span: number;
  /** Its first column, from 0. */
  rank: number;
  readonly out: Step[];
  readonly in: Step[];
}

export interface Step {
  readonly from: Node;
  readonly to: Node;
  /** Leaves from an event on the border, downwards. */
  readonly fromGuest: boolean;
  /** Closes a cycle: it is drawn backwards and orders nothing. */
  isBack: boolean;
}

export interface FlowGraph {
  readonly nodes: Node[];
  /** Those that hang together, in the order of the document; single ones are not among them. */
  readonly components: Node[][];
  readonly singles: Node[];
}

/** What a column is wide and how far it is from the next, in pixels. */
const COLUMN = 100;
export const COLUMN_GAP = 50;

const IN_FLOW = new Set(['activity', 'event', 'gateway']);

/** The flow of one container as ranked nodes: cycles opened, each node right of all that lead to it (longest path). */
export function flowGraphOf(container: Container, linksOf: ReadonlyMap<Box, readonly Link[]>): FlowGraph {
  const nodes = container.boxes.filter(({ kind, host }) => IN_FLOW.has(kind) && !host).map(nodeOf);
  const byBox = new Map(nodes.map((node) => [node.box, node]));
  for (const node of nodes) {
    for (const box of [node.box, ...node.box.guests]) for (const link of linksOf.get(box) ?? []) addStep(link, box, byBox);
  }
  const components = componentsOf(nodes);
  openCycles(nodes);
  rank(nodes);
  return { nodes, components: components.filter(({ length }) => length > 1), singles: components.filter(({ length }) => length === 1).map(([only]) => only!) };
}

function nodeOf(box: Box): Node {
  return { box, span: spanOf(box.width), rank: 0, out: [], in: [] };
}

/** How many columns a width takes. */
export function spanOf(width: number): number {
  return width <= COLUMN + 20 ? 1 : Math.ceil((width + COLUMN_GAP) / (COLUMN + COLUMN_GAP));
}

function addStep(link: Link, source: Box, byBox: ReadonlyMap<Box, Node>): void {
  // What undoes an activity hangs on its border event by an association (BPMN 2.0.2, 10.7).
  const compensates = link.type === 'association' && source.host !== undefined && isBox(link.target) && link.target.kind === 'activity';
  if ((link.type !== 'sequenceFlow' && !compensates) || link.source !== source || !isBox(link.target)) return;
  const from = byBox.get(source.host ?? source);
  const to = byBox.get(link.target.host ?? link.target);
  if (!from || !to || from === to) return;
  const step: Step = { from, to, fromGuest: source.host !== undefined, isBack: false };
  from.out.push(step);
  to.in.push(step);
}

function componentsOf(nodes: readonly Node[]): Node[][] {
  const seen = new Set<Node>();
  const components: Node[][] = [];
  for (const first of nodes) {
    if (seen.has(first)) continue;
    seen.add(first);
    const found = [first];
    for (let i = 0; i < found.length; i++) {
      for (const { from, to } of [...found[i]!.out, ...found[i]!.in]) {
        for (const next of [from, to]) if (!seen.has(next)) found.push((seen.add(next), next));
      }
    }
    components.push(found);
  }
  return components;
}

// Depth first from where tokens begin: a step to a node that is still open closes a cycle. Without recursion: paths can be long.
function openCycles(nodes: readonly Node[]): void {
  const state = new Map<Node, 'open' | 'done'>();
  const beginnings = [...nodes.filter(({ box }) => box.type === 'startEvent'), ...nodes.filter((node) => node.in.length === 0), ...nodes];
  for (const beginning of beginnings) {
    if (state.has(beginning)) continue;
    const path = [{ node: beginning, next: 0 }];
    state.set(beginning, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.node.out[top.next++];
      if (!step) {
        state.set(top.node, 'done');
        path.pop();
      } else if (state.get(step.to) === 'open') step.isBack = true;
      else if (!state.has(step.to)) {
        state.set(step.to, 'open');
        path.push({ node: step.to, next: 0 });
      }
    }
  }
}

function rank(nodes: readonly Node[]): void {
  const waiting = new Map(nodes.map((node) => [node, node.in.filter(({ isBack }) => !isBack).length]));
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  for (let i = 0; i < ready.length; i++) {
    const node = ready[i]!;
    for (const { to, isBack } of node.out) {
      if (isBack) continue;
      to.rank = Math.max(to.rank, node.rank + node.span);
      waiting.set(to, waiting.get(to)! - 1);
      if (waiting.get(to) === 0) ready.push(to);
    }
  }
  // What nothing leads to stands right before what it leads to.
  for (const node of nodes) {
    const forward = node.out.filter(({ isBack }) => !isBack);
    if (forward.length === 0 || node.in.some(({ isBack }) => !isBack)) continue;
    node.rank = Math.max(0, Math.min(...forward.map(({ to }) => to.rank)) - node.span);
  }
}
