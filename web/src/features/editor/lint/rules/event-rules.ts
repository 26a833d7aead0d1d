import { elementOf, elementsOf, isA, textOf, type ModdleElement } from '@bpmn-studio/bpmn';
import { readTime, type TimeKind } from '../../properties/model/iso-time.js';
import type { Facts } from './facts.js';
import type { Finding } from './own-rules.js';

const TIMES: readonly TimeKind[] = ['timeDate', 'timeDuration', 'timeCycle'];

/** Of timers, and of calls of other processes. */
export function* eventRules({ nodes }: Facts): Generator<Finding> {
  for (const node of nodes) {
    for (const definition of elementsOf(node, 'eventDefinitions')) if (isA(definition, 'bpmn:TimerEventDefinition')) yield* timer(node, definition);
    if (isA(node, 'bpmn:CallActivity') && !callsSomething(node)) yield { rule: 'call-without-called', element: node };
  }
}

function* timer(node: ModdleElement, definition: ModdleElement): Generator<Finding> {
  const written = TIMES.flatMap((kind) => {
    const body = textOf(elementOf(definition, kind), 'body')?.trim();
    return body ? [{ kind, body }] : [];
  });
  if (written.length === 0) yield { rule: 'timer-without-time', element: node };
  for (const { kind, body } of written) {
    if ('fault' in readTime(kind, body)) yield { rule: 'timer-unreadable', element: node, detail: body.slice(0, 80) };
  }
}

/** BPMN names the process itself; engines also in pieces of their own (zeebe:calledElement). */
function callsSomething(call: ModdleElement): boolean {
  if (textOf(call, 'calledElement')?.trim()) return true;
  if (Object.keys(call.$attrs ?? {}).some((name) => /:(calledElement|caseRef)/.test(name))) return true;
  return elementsOf(elementOf(call, 'extensionElements'), 'values').some(({ $type }) => $type.endsWith(':calledElement'));
}
