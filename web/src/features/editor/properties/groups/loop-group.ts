import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { choiceField, expressionField, numberField, referenceField, switchField } from '../model/field-makers.js';
import { childOf, childrenOf, isA, type ModdleElement, textOf } from '../model/moddle.js';
import type { Subject } from './subject.js';

const LOOP = 'bpmn:StandardLoopCharacteristics';
const MULTI = 'bpmn:MultiInstanceLoopCharacteristics';
const BEHAVIOURS = [
  { value: 'All', label: 'Never' },
  { value: 'One', label: 'When the first is done' },
  { value: 'None', label: 'Not said' },
  { value: 'Complex', label: 'As its own definitions say' },
];

/** How often an activity is done. */
export function loopGroup({ element }: Subject, edits: Edits): readonly FieldGroup[] {
  if (!isA(element, 'bpmn:Activity') || element.get('triggeredByEvent') === true) return [];
  const loop = childOf(element, 'loopCharacteristics');
  const value = isA(loop, LOOP) ? 'loop' : isA(loop, MULTI) ? (loop?.get('isSequential') === true ? 'sequential' : 'parallel') : '';
  const how: Field = {
    kind: 'choice',
    key: 'loop',
    label: 'Done',
    value,
    options: [
      { value: '', label: 'Once' },
      { value: 'loop', label: 'Again and again, while a condition holds' },
      { value: 'sequential', label: 'For each of several, one after another' },
      { value: 'parallel', label: 'For each of several, at the same time' },
    ],
    write: (chosen) => turn(element, edits, chosen),
  };
  const more = !loop ? [] : value === 'loop' ? loopFields(loop, edits) : multiFields(element, loop, edits);
  const compensates = switchField(edits, element, 'isForCompensation', { label: 'For compensation', help: 'Done only to take back something else.' });
  return [{ id: 'loop', title: 'Repetition', shut: !loop && compensates.value === false, fields: [how, ...more, compensates] }];
}

function turn(element: ModdleElement, edits: Edits, chosen: string): void {
  const loop = childOf(element, 'loopCharacteristics');
  if (chosen === '') return edits.set(element, { loopCharacteristics: undefined });
  if (chosen === 'loop') return isA(loop, LOOP) ? undefined : edits.set(element, { loopCharacteristics: edits.create(LOOP, element) });
  const isSequential = chosen === 'sequential';
  if (loop && isA(loop, MULTI)) edits.set(loop, { isSequential });
  else edits.set(element, { loopCharacteristics: edits.create(MULTI, element, { isSequential }) });
}

function loopFields(loop: ModdleElement, edits: Edits): readonly Field[] {
  return [
    expressionField(edits, loop, 'loopCondition', { label: 'Again while', help: 'As an expression, or in words.' }),
    switchField(edits, loop, 'testBefore', { label: 'Ask before the first time', help: 'Then it may not be done at all.' }),
    numberField(edits, loop, 'loopMaximum', { label: 'At most, times', least: 1 }),
  ];
}

function multiFields(activity: ModdleElement, loop: ModdleElement, edits: Edits): readonly Field[] {
  const data = dataInReach(activity);
  return [
    expressionField(edits, loop, 'loopCardinality', { label: 'How many', help: 'A number or an expression. Leave it empty when there is one for each item of a collection.' }),
    referenceField(edits, loop, 'loopDataInputRef', data, { nameOf: nameOfData, label: 'One for each of', help: data.length === 0 ? 'No collection or data object is in reach.' : undefined }),
    itemField(edits, loop, 'inputDataItem', 'bpmn:DataInput', 'Each one is called'),
    referenceField(edits, loop, 'loopDataOutputRef', data, { nameOf: nameOfData, label: 'Results go to' }),
    itemField(edits, loop, 'outputDataItem', 'bpmn:DataOutput', 'Each result is called'),
    expressionField(edits, loop, 'completionCondition', { label: 'Done early when' }),
    choiceField(edits, loop, 'behavior', BEHAVIOURS, { label: 'Throws an event' }),
  ];
}

function itemField(edits: Edits, loop: ModdleElement, property: string, type: string, label: string): Field {
  return {
    kind: 'text',
    key: property,
    label,
    lines: 'one',
    value: textOf(childOf(loop, property), 'name'),
    write: (text) => {
      const item = childOf(loop, property);
      if (text === '') edits.set(loop, { [property]: undefined });
      else if (item) edits.set(item, { name: text });
      else edits.set(loop, { [property]: edits.create(type, loop, { name: text }) });
    },
  };
}

/** The data an activity can see: its own inputs and outputs, and the data objects and properties of what it stands in. */
function dataInReach(activity: ModdleElement): readonly ModdleElement[] {
  const own = childOf(activity, 'ioSpecification');
  const found = [...childrenOf(own, 'dataInputs'), ...childrenOf(own, 'dataOutputs'), ...childrenOf(activity, 'properties')];
  for (let scope = activity.$parent; scope; scope = scope.$parent) {
    found.push(...childrenOf(scope, 'flowElements').filter((each) => isA(each, 'bpmn:DataObject')), ...childrenOf(scope, 'properties'));
  }
  return found.filter((each) => textOf(each, 'id') !== '');
}

/** A data object has no name on the drawing; the reference that is drawn has. */
function nameOfData(data: ModdleElement): string {
  const drawn = childrenOf(data.$parent, 'flowElements').find((each) => isA(each, 'bpmn:DataObjectReference') && childOf(each, 'dataObjectRef') === data);
  return textOf(drawn, 'name') || textOf(data, 'name');
}
