import { isA, type ModdleElement } from '@bpmn-studio/bpmn';
import Linter from 'bpmnlint/lib/linter.js';
import adHocSubProcess from 'bpmnlint/rules/ad-hoc-sub-process.js';
import conditionalFlows from 'bpmnlint/rules/conditional-flows.js';
import endEventRequired from 'bpmnlint/rules/end-event-required.js';
import eventBasedGateway from 'bpmnlint/rules/event-based-gateway.js';
import eventSubProcessTypedStartEvent from 'bpmnlint/rules/event-sub-process-typed-start-event.js';
import fakeJoin from 'bpmnlint/rules/fake-join.js';
import global from 'bpmnlint/rules/global.js';
import labelRequired from 'bpmnlint/rules/label-required.js';
import linkEvent from 'bpmnlint/rules/link-event.js';
import noBpmndi from 'bpmnlint/rules/no-bpmndi.js';
import noComplexGateway from 'bpmnlint/rules/no-complex-gateway.js';
import noDisconnected from 'bpmnlint/rules/no-disconnected.js';
import noDuplicateSequenceFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js';
import noGatewayJoinFork from 'bpmnlint/rules/no-gateway-join-fork.js';
import noImplicitEnd from 'bpmnlint/rules/no-implicit-end.js';
import noImplicitSplit from 'bpmnlint/rules/no-implicit-split.js';
import noImplicitStart from 'bpmnlint/rules/no-implicit-start.js';
import noInclusiveGateway from 'bpmnlint/rules/no-inclusive-gateway.js';
import noOverlappingElements from 'bpmnlint/rules/no-overlapping-elements.js';
import singleBlankStartEvent from 'bpmnlint/rules/single-blank-start-event.js';
import singleEventDefinition from 'bpmnlint/rules/single-event-definition.js';
import startEventRequired from 'bpmnlint/rules/start-event-required.js';
import subProcessBlankStartEvent from 'bpmnlint/rules/sub-process-blank-start-event.js';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js';
import superfluousLabel from 'bpmnlint/rules/superfluous-label.js';
import superfluousTermination from 'bpmnlint/rules/superfluous-termination.js';
import type { RuleId } from './catalogue.js';
import type { Facts } from './facts.js';
import type { Finding } from './own-rules.js';

/** bpmnlint's recommended set, imported one by one: nothing is looked up at run time. */
const LIBRARY: Readonly<Record<string, (config: unknown) => object>> = {
  'ad-hoc-sub-process': adHocSubProcess,
  'conditional-flows': conditionalFlows,
  'end-event-required': endEventRequired,
  'event-based-gateway': eventBasedGateway,
  'event-sub-process-typed-start-event': eventSubProcessTypedStartEvent,
  'fake-join': fakeJoin,
  global,
  'label-required': labelRequired,
  'link-event': linkEvent,
  'no-bpmndi': noBpmndi,
  'no-complex-gateway': noComplexGateway,
  'no-disconnected': noDisconnected,
  'no-duplicate-sequence-flows': noDuplicateSequenceFlows,
  'no-gateway-join-fork': noGatewayJoinFork,
  'no-implicit-end': noImplicitEnd,
  'no-implicit-split': noImplicitSplit,
  'no-implicit-start': noImplicitStart,
  'no-inclusive-gateway': noInclusiveGateway,
  'no-overlapping-elements': noOverlappingElements,
  'single-blank-start-event': singleBlankStartEvent,
  'single-event-definition': singleEventDefinition,
  'start-event-required': startEventRequired,
  'sub-process-blank-start-event': subProcessBlankStartEvent,
  'superfluous-gateway': superfluousGateway,
  'superfluous-label': superfluousLabel,
  'superfluous-termination': superfluousTermination,
};

/** Names of bpmnlint under which it reports several things; a part of its message tells which. */
const SPLIT: Readonly<Record<string, readonly (readonly [message: string, rule: RuleId])[]>> = {
  global: [['missing name', 'global-unnamed'], ['unused', 'global-unused'], ['not unique', 'global-not-unique']],
  'no-overlapping-elements': [['outside', 'outside-its-parent'], ['', 'no-overlapping-elements']],
};

/** Checks a document with bpmnlint. A rule that fails is named and leaves the others alone. */
export async function libraryFindings({ definitions, elements, drawn, associated }: Facts): Promise<{ findings: Finding[]; failed: string[] }> {
  // Made anew each time: some rules remember what they saw.
  const linter = new Linter({
    resolver: {
      resolveRule: (_pkg, name) => LIBRARY[name],
      resolveConfig: () => {
        throw new Error('There are no sets of rules to extend');
      },
    },
    config: { rules: Object.fromEntries(Object.keys(LIBRARY).map((name) => [name, 'error'])) },
  });
  const byId = new Map<string, ModdleElement>();
  for (const element of elements) if (element.id !== undefined) byId.set(element.id, element);
  const findings: Finding[] = [];
  const failed: string[] = [];
  for (const [name, reports] of Object.entries(await linter.lint(definitions))) {
    for (const { id, message, category } of reports) {
      if (category === 'rule-error') failed.push(name);
      const element = id === undefined ? undefined : byId.get(id);
      const rule = element && ruleOf(name, message, element);
      if (element && rule && !isMistaken(rule, element, drawn, associated)) findings.push({ rule, element });
    }
  }
  return { findings, failed };
}

function ruleOf(name: string, message: string, element: ModdleElement): RuleId | undefined {
  const split = SPLIT[name];
  const rule = split ? split.find(([part]) => message.includes(part))?.[1] : (name as RuleId);
  if (rule === 'label-required' && (isA(element, 'bpmn:StartEvent') || isA(element, 'bpmn:EndEvent'))) return 'unnamed-start-or-end';
  // Two without a name have the same one, as bpmnlint sees it.
  return rule === 'global-not-unique' && !element.name?.trim() ? 'global-unnamed' : rule;
}

/** Where we know better: the ends of a flow that is there twice, what is drawn in two diagrams, what is compensated inside a sub-process. */
function isMistaken(rule: RuleId, element: ModdleElement, drawn: Facts['drawn'], associated: Facts['associated']): boolean {
  if (rule === 'no-duplicate-sequence-flows') return !isA(element, 'bpmn:SequenceFlow');
  if (rule === 'no-overlapping-elements' || rule === 'outside-its-parent') return (drawn.get(element) ?? 0) > 1;
  if (rule === 'no-implicit-end') return isA(element, 'bpmn:BoundaryEvent') && associated.has(element);
  // An association nobody sees explains nothing; what it belongs to is told of.
  return rule === 'no-bpmndi' && isA(element, 'bpmn:Association');
}
