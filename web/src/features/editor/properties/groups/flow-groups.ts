import { DEFINITIONS, definitionFields } from '../model/definition-fields.js';
import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { choiceField, expressionField, referenceField, switchField, textField } from '../model/field-makers.js';
import { childOf, childrenOf, isA, type ModdleElement, textOf } from '../model/moddle.js';
import type { Subject } from './subject.js';

const DIRECTIONS = [
  { value: 'Unspecified', label: 'Not said' },
  { value: 'Diverging', label: 'Splits' },
  { value: 'Converging', label: 'Joins' },
  { value: 'Mixed', label: 'Joins and splits' },
];

/** Arrows, and the gateways that send on along them. */
export function flowGroups(subject: Subject, edits: Edits): readonly FieldGroup[] {
  const { element } = subject;
  if (isA(element, 'bpmn:Gateway')) return [{ id: 'gateway', title: 'Gateway', fields: gatewayFields(element, edits) }];
  if (isA(element, 'bpmn:SequenceFlow')) return sequenceFlowGroups(element, edits);
  if (isA(element, 'bpmn:MessageFlow')) return [{ id: 'message-flow', title: 'Message', fields: definitionFields(edits, element, DEFINITIONS.message) }];
  if (isA(element, 'bpmn:Association') && !isA(element, 'bpmn:DataAssociation')) return [{ id: 'association', title: 'Association', fields: [directionField(element, edits)] }];
  return isA(element, 'bpmn:Activity') ? activityFlowGroup(element, edits) : [];
}

function gatewayFields(gateway: ModdleElement, edits: Edits): readonly Field[] {
  const direction = choiceField(edits, gateway, 'gatewayDirection', DIRECTIONS, { label: 'Direction' });
  if (isA(gateway, 'bpmn:EventBasedGateway')) {
    return [
      choiceField(edits, gateway, 'eventGatewayType', [{ value: 'Exclusive', label: 'The first event that happens' }, { value: 'Parallel', label: 'All of the events' }], { label: 'Waits for' }),
      switchField(edits, gateway, 'instantiate', { label: 'Starts the process' }),
      direction,
    ];
  }
  const condition = isA(gateway, 'bpmn:ComplexGateway') ? [expressionField(edits, gateway, 'activationCondition', { label: 'Goes on when' })] : [];
  const hasDefault = isA(gateway, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway');
  return [...(hasDefault ? [defaultField(gateway, edits)] : []), ...condition, direction];
}

/** An activity that is left by several arrows decides as a gateway would. */
function activityFlowGroup(activity: ModdleElement, edits: Edits): readonly FieldGroup[] {
  return childrenOf(activity, 'outgoing').length < 2 && !childOf(activity, 'default') ? [] : [{ id: 'ways-on', title: 'Ways on', fields: [defaultField(activity, edits)] }];
}

function defaultField(source: ModdleElement, edits: Edits): Field {
  const nameOf = (flow: ModdleElement) => {
    const target = childOf(flow, 'targetRef');
    return textOf(flow, 'name') || `to ${textOf(target, 'name') || textOf(target, 'id')}`;
  };
  const field = referenceField(edits, source, 'default', childrenOf(source, 'outgoing'), { label: 'Default way on', help: 'Taken when no condition holds.', nameOf });
  return { ...field, write: (id: string) => makeDefault(source, childrenOf(source, 'outgoing').find((flow) => textOf(flow, 'id') === id), edits) };
}

/** A default has no condition: it is what is left when none holds. */
function makeDefault(source: ModdleElement, flow: ModdleElement | undefined, edits: Edits): void {
  if (flow && childOf(flow, 'conditionExpression')) edits.set(flow, { conditionExpression: undefined });
  edits.set(source, { default: flow });
}

function sequenceFlowGroups(flow: ModdleElement, edits: Edits): readonly FieldGroup[] {
  const source = childOf(flow, 'sourceRef');
  const mayDecide = isA(source, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway', 'bpmn:Activity');
  const condition = childOf(flow, 'conditionExpression');
  if (!source || (!mayDecide && !condition)) return [];
  const isDefault = childOf(source, 'default') === flow;
  const fields: Field[] = [];
  if (mayDecide) fields.push({ kind: 'switch', key: 'is-default', label: 'Default way on', help: 'Taken when no condition holds.', value: isDefault, write: (on) => makeDefault(source, on ? flow : undefined, edits) });
  if (!isDefault) {
    fields.push(expressionField(edits, flow, 'conditionExpression', { label: 'Taken when', help: 'As an expression such as amount > 1000, or in words.' }));
    if (condition) fields.push(textField(edits, condition, 'language', { label: 'Language', placeholder: 'As the file says', help: 'Of the expression, as an address.' }));
  }
  return [{ id: 'condition', title: 'Condition', fields }];
}

function directionField(association: ModdleElement, edits: Edits): Field {
  const options = [{ value: 'None', label: 'None' }, { value: 'One', label: 'To its end' }, { value: 'Both', label: 'Both ways' }];
  return choiceField(edits, association, 'associationDirection', options, { label: 'Arrow' });
}
