import { elementOf, elementsOf, isA, textOf, type ModdleElement } from '@bpmn-studio/bpmn';
import type { Facts } from './facts.js';
import type { Finding } from './own-rules.js';

/** Of connections and choices. */
export function* flowRules({ nodes, flows }: Facts): Generator<Finding> {
  for (const flow of flows) yield* ends(flow);
  for (const node of nodes) {
    const [incoming, outgoing] = [elementsOf(node, 'incoming'), elementsOf(node, 'outgoing')];
    if (isA(node, 'bpmn:StartEvent') && incoming.length > 0) yield { rule: 'flow-into-start', element: node };
    if (isA(node, 'bpmn:EndEvent') && outgoing.length > 0) yield { rule: 'flow-out-of-end', element: node };
    yield* choice(node, outgoing);
  }
}

function* ends(flow: ModdleElement): Generator<Finding> {
  const [source, target] = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')];
  if (!source || !target) yield { rule: 'broken-flow', element: flow };
  else if (source.$parent !== target.$parent) yield { rule: 'flow-across-pools', element: flow };
}

function* choice(node: ModdleElement, outgoing: readonly ModdleElement[]): Generator<Finding> {
  const usual = elementOf(node, 'default');
  if (usual && elementOf(usual, 'conditionExpression')) yield { rule: 'default-with-condition', element: usual };
  const isChoice = isA(node, 'bpmn:ExclusiveGateway') || isA(node, 'bpmn:InclusiveGateway');
  if (!isChoice || outgoing.length < 2) return;
  for (const flow of outgoing) {
    if (flow !== usual && !textOf(flow, 'name')?.trim()) yield { rule: 'unnamed-way-on', element: flow };
  }
  // While one way is open, conditional-flows says of it that it could be the default.
  if (!usual && outgoing.every((flow) => elementOf(flow, 'conditionExpression'))) yield { rule: 'no-default', element: node };
}
