import { elementOf, elementsOf, isA, textOf, type ModdleElement } from '@bpmn-studio/bpmn';
import type { Facts } from './facts.js';
import type { Finding } from './own-rules.js';

/** Of pools, lanes, processes and the messages between them. */
export function* poolRules({ elements, processes }: Facts): Generator<Finding> {
  const pools = elements.filter((element) => isA(element, 'bpmn:Participant'));
  const poolOf = new Map(pools.flatMap((pool) => [[pool, pool] as const, ...[elementOf(pool, 'processRef')].flatMap((process) => (process ? [[process, pool] as const] : []))]));
  for (const element of elements) {
    if (isA(element, 'bpmn:MessageFlow') && isInside(element, poolOf)) yield { rule: 'message-inside-pool', element };
    if (isA(element, 'bpmn:Lane') && isEmpty(element)) yield { rule: 'empty-lane', element };
    if (isA(element, 'bpmn:SubProcess') && !textOf(element, 'name')?.trim()) yield { rule: 'unnamed-sub-process', element };
  }
  yield* sameNames(processes, poolOf);
}

function isInside(flow: ModdleElement, poolOf: ReadonlyMap<ModdleElement, ModdleElement>): boolean {
  const [source, target] = [poolAround(elementOf(flow, 'sourceRef'), poolOf), poolAround(elementOf(flow, 'targetRef'), poolOf)];
  return source !== undefined && source === target;
}

function poolAround(element: ModdleElement | undefined, poolOf: ReadonlyMap<ModdleElement, ModdleElement>): ModdleElement | undefined {
  for (let at = element; at; at = at.$parent) {
    const pool = poolOf.get(at);
    if (pool) return pool;
  }
  return undefined;
}

function isEmpty(lane: ModdleElement): boolean {
  return elementsOf(lane, 'flowNodeRef').length === 0 && elementsOf(elementOf(lane, 'childLaneSet'), 'lanes').length === 0;
}

/** The second and every later process of a name; told at its pool, where one sees the name. */
function* sameNames(processes: readonly ModdleElement[], poolOf: ReadonlyMap<ModdleElement, ModdleElement>): Generator<Finding> {
  const known = new Set<string>();
  for (const process of processes) {
    const pool = poolOf.get(process);
    const name = (textOf(pool, 'name') ?? textOf(process, 'name') ?? '').trim();
    if (name === '') continue;
    if (known.has(name)) yield { rule: 'same-process-name', element: pool ?? process, detail: name };
    known.add(name);
  }
}
