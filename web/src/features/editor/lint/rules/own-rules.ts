import type { ModdleElement } from '@bpmn-studio/bpmn';
import type { RuleId } from './catalogue.js';
import { circleRules } from './circle-rules.js';
import { eventRules } from './event-rules.js';
import type { Facts } from './facts.js';
import { flowRules } from './flow-rules.js';
import { poolRules } from './pool-rules.js';

/** What a rule says of an element. */
export interface Finding {
  readonly rule: RuleId;
  readonly element: ModdleElement;
  readonly detail?: string;
}

export type OwnRule = (facts: Facts) => Iterable<Finding>;

/** Rules that people expect and bpmnlint does not have. */
const OWN: readonly OwnRule[] = [flowRules, circleRules, poolRules, eventRules];

export function ownFindings(facts: Facts): Finding[] {
  return OWN.flatMap((rule) => [...rule(facts)]);
}
