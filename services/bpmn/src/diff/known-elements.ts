import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import type { ChangeKind } from './bpmn-diff.js';

/** bpmn.io's colours and those of the OMG's "BPMN in Color". */
const COLOUR_NAMESPACES: ReadonlySet<string> = new Set(['http://bpmn.io/schema/bpmn/biocolor/1.0', 'http://www.omg.org/spec/BPMN/non-normative/color/1.0']);

/** What holds things that people know by themselves. */
const CONTAINERS = new Set([
  'definitions', 'process', 'subProcess', 'adHocSubProcess', 'transaction', 'laneSet', 'childLaneSet', 'collaboration', 'globalConversation', 'conversation', 'subConversation', 'choreography', 'globalChoreographyTask', 'subChoreography', 'category', 'interface',
]);
/** What stands in those too, and is only a part of them. */
const PARTS = new Set([
  'documentation', 'extensionElements', 'laneSet', 'childLaneSet', 'ioSpecification', 'ioBinding', 'property', 'resourceRole', 'performer', 'humanPerformer', 'potentialOwner', 'auditing', 'monitoring', 'correlationSubscription', 'correlationKey', 'participantAssociation', 'messageFlowAssociation', 'conversationAssociation', 'loopCharacteristics', 'standardLoopCharacteristics', 'multiInstanceLoopCharacteristics', 'completionCondition', 'import', 'relationship', 'extension',
]);

/** Left out of a document these mean this (BPMN 2.0.2): to say so makes no difference. */
const DEFAULTS: Readonly<Record<string, string>> = {
  isExecutable: 'false', isClosed: 'false', processType: 'None', isInterrupting: 'true', cancelActivity: 'true', parallelMultiple: 'false', isSequential: 'false', behavior: 'All', testBefore: 'false', isCollection: 'false', triggeredByEvent: 'false', isForCompensation: 'false', startQuantity: '1', completionQuantity: '1', gatewayDirection: 'Unspecified', instantiate: 'false', eventGatewayType: 'Exclusive', associationDirection: 'None', ordering: 'Parallel', cancelRemainingInstances: 'true', method: '##Compensate', waitForCompletion: 'true', implementation: '##unspecified', isUnlimited: 'false', textFormat: 'text/plain', isHorizontal: 'true', isExpanded: 'false', isMessageVisible: 'false', type: 'tFormalExpression', messageVisibleKind: 'initiating', expressionLanguage: 'http://www.w3.org/1999/XPath', typeLanguage: 'http://www.w3.org/2001/XMLSchema',
};

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

export function isDefault(attribute: string, value: string): boolean {
  return DEFAULTS[attribute] === value;
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
