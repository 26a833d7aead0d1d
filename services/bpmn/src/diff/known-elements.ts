import { isDefault } from '../model/bpmn-schema.js';
import { BIOC_NAMESPACE, BPMN_NAMESPACE, COLOR_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import type { ChangeKind } from './bpmn-diff.js';

const COLOUR_NAMESPACES: ReadonlySet<string> = new Set([BIOC_NAMESPACE, COLOR_NAMESPACE]);

/** What holds things that people know by themselves. */
const CONTAINERS = new Set([
  'definitions', 'process', 'subProcess', 'adHocSubProcess', 'transaction', 'laneSet', 'childLaneSet', 'collaboration', 'globalConversation', 'conversation', 'subConversation', 'choreography', 'globalChoreographyTask', 'subChoreography', 'category', 'interface',
]);
/** What stands in those too, and is only a part of them. */
const PARTS = new Set([
  'documentation', 'extensionElements', 'laneSet', 'childLaneSet', 'ioSpecification', 'ioBinding', 'property', 'resourceRole', 'performer', 'humanPerformer', 'potentialOwner', 'auditing', 'monitoring', 'correlationSubscription', 'correlationKey', 'participantAssociation', 'messageFlowAssociation', 'conversationAssociation', 'loopCharacteristics', 'standardLoopCharacteristics', 'multiInstanceLoopCharacteristics', 'completionCondition', 'import', 'relationship', 'extension',
]);

/** Left out of a document these mean this (BPMN 2.0.2), although the model does not say so: to say so makes no difference. */
const MORE_DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['isExecutable', 'false'], ['isClosed', 'false'], ['processType', 'None'], ['associationDirection', 'None'], ['ordering', 'Parallel'], ['method', '##Compensate'], ['implementation', '##unspecified'],
  ['isUnlimited', 'false'], ['isHorizontal', 'true'], ['isExpanded', 'false'], ['isMessageVisible', 'false'], ['type', 'tFormalExpression'],
]);

/** Says nothing of the process: follows from elsewhere, or names the tool that wrote the file. */
const UNTOLD_ATTRIBUTES = new Set(['exporter', 'exporterVersion', 'sourceElement', 'targetElement', 'choreographyActivityShape']);

/** Whether people know an element by itself: what it consists of is told under its id. `drawn`: something depicts it. */
export function isKnown(element: XmlElement, drawn: (id: string) => boolean): boolean {
  if (element.uri !== BPMN_NAMESPACE) return false;
  if (element.local === 'definitions' && element.parent === null) return true;
  const id = attributeOf(element, 'id');
  if (id === undefined) return false;
  if (drawn(id) || element.local === 'dataInputAssociation' || element.local === 'dataOutputAssociation') return true;
  return element.parent !== null && element.parent.uri === BPMN_NAMESPACE && CONTAINERS.has(element.parent.local) && !PARTS.has(element.local);
}

export function isUntold(attribute: string): boolean {
  return UNTOLD_ATTRIBUTES.has(attribute);
}

export function goesWithoutSaying(element: XmlElement, attribute: string, value: string): boolean {
  const more = MORE_DEFAULTS.get(attribute);
  return more === undefined ? isDefault(element, attribute, value) : more === value;
}

/** What a part of the semantic model is called in the way to it: the kinds of one thing share a name. */
export function partName(local: string): string {
  if (local.endsWith('EventDefinition')) return 'eventDefinition';
  return local.endsWith('LoopCharacteristics') ? 'loopCharacteristics' : local;
}

export function kindOf(uri: string, otherwise: ChangeKind): ChangeKind {
  return COLOUR_NAMESPACES.has(uri) ? 'colour' : otherwise;
}

/** Whether an attribute or the text of an element names another element. */
export function refers(local: string): boolean {
  return local.endsWith('Ref') || local === 'default' || local === 'calledElement';
}
