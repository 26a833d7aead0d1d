import { elementOf, elementsOf, isA, type ModdleElement } from '@bpmn-studio/bpmn';
import type { Facts } from './facts.js';
import type { Finding } from './own-rules.js';

/** Of ways that nothing leads into or out of. Each circle is told once, at its first element of the file. */
export function* circleRules({ nodes }: Facts): Generator<Finding> {
  const attached = attachedTo(nodes);
  const after = (node: ModdleElement) => [...follow(node, 'outgoing', 'targetRef'), ...(attached.get(node) ?? [])];
  const before = (node: ModdleElement) => [...follow(node, 'incoming', 'sourceRef'), ...[elementOf(node, 'attachedToRef')].flatMap((host) => host ?? [])];
  const begins = nodes.filter((node) => before(node).length === 0);
  const ends = nodes.filter((node) => follow(node, 'outgoing', 'targetRef').length === 0);
  for (const element of firstOfEach(nodes, reached(begins, after), after, before)) yield { rule: 'unreachable', element };
  for (const element of firstOfEach(nodes, reached(ends, before), after, before)) yield { rule: 'no-way-out', element };
}

type Neighbours = (node: ModdleElement) => readonly ModdleElement[];

/** Attached events by what they stand on: whoever reaches the one can reach the other. */
function attachedTo(nodes: readonly ModdleElement[]): ReadonlyMap<ModdleElement, readonly ModdleElement[]> {
  const attached = new Map<ModdleElement, ModdleElement[]>();
  for (const node of nodes) {
    const host = isA(node, 'bpmn:BoundaryEvent') ? elementOf(node, 'attachedToRef') : undefined;
    if (host) attached.set(host, [...(attached.get(host) ?? []), node]);
  }
  return attached;
}

function follow(node: ModdleElement, list: string, end: string): readonly ModdleElement[] {
  return elementsOf(node, list).flatMap((flow) => elementOf(flow, end) ?? []);
}

function reached(from: readonly ModdleElement[], next: Neighbours): Set<ModdleElement> {
  const seen = new Set(from);
  const open = [...from];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const neighbour of next(at)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      open.push(neighbour);
    }
  }
  return seen;
}

/** Of each group of nodes that hang together and were not reached, the first. */
function firstOfEach(nodes: readonly ModdleElement[], known: ReadonlySet<ModdleElement>, after: Neighbours, before: Neighbours): ModdleElement[] {
  const told = new Set<ModdleElement>();
  const first: ModdleElement[] = [];
  for (const node of nodes) {
    if (known.has(node) || told.has(node)) continue;
    first.push(node);
    for (const one of reached([node], (at) => [...after(at), ...before(at)].filter((each) => !known.has(each)))) told.add(one);
  }
  return first;
}
