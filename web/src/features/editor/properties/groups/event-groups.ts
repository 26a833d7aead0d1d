import { DEFINITIONS, definitionFields } from '../model/definition-fields.js';
import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { expressionField, referenceField, switchField, textField } from '../model/field-makers.js';
import { readTime, type TimeKind } from '../model/iso-time.js';
import { childOf, childrenOf, isA, type ModdleElement } from '../model/moddle.js';
import { activitiesOf } from './activity-groups.js';
import type { Subject } from './subject.js';

type Make = (definition: ModdleElement, edits: Edits, event: ModdleElement) => readonly Field[];

/** What each kind of event asks for. */
const KINDS: readonly { readonly type: string; readonly title: string; readonly fields: Make }[] = [
  { type: 'bpmn:MessageEventDefinition', title: 'Message', fields: (definition, edits) => definitionFields(edits, definition, DEFINITIONS.message) },
  { type: 'bpmn:SignalEventDefinition', title: 'Signal', fields: (definition, edits) => definitionFields(edits, definition, DEFINITIONS.signal) },
  { type: 'bpmn:ErrorEventDefinition', title: 'Error', fields: (definition, edits) => definitionFields(edits, definition, DEFINITIONS.error) },
  { type: 'bpmn:EscalationEventDefinition', title: 'Escalation', fields: (definition, edits) => definitionFields(edits, definition, DEFINITIONS.escalation) },
  { type: 'bpmn:TimerEventDefinition', title: 'Timer', fields: timerFields },
  { type: 'bpmn:ConditionalEventDefinition', title: 'Condition', fields: (definition, edits) => [expressionField(edits, definition, 'condition', { label: 'Happens when', help: 'As an expression, or in words.' })] },
  { type: 'bpmn:LinkEventDefinition', title: 'Link', fields: (definition, edits) => [textField(edits, definition, 'name', { key: 'link-name', label: 'Link name', help: 'Links of the same name belong together.' })] },
  {
    type: 'bpmn:CompensateEventDefinition',
    title: 'Compensation',
    fields: (definition, edits, event) =>
      isA(event, 'bpmn:ThrowEvent')
        ? [referenceField(edits, definition, 'activityRef', activitiesOf(event), { label: 'Takes back', none: 'Everything done so far' }), switchField(edits, definition, 'waitForCompletion', { label: 'Waits until it is taken back' })]
        : [],
  },
  { type: 'bpmn:TerminateEventDefinition', title: 'Termination', fields: () => [] },
  { type: 'bpmn:CancelEventDefinition', title: 'Cancellation', fields: () => [] },
];

const NOTES: Readonly<Record<string, string>> = {
  'bpmn:TerminateEventDefinition': 'Ends everything that still runs in this process.',
  'bpmn:CancelEventDefinition': 'Takes back the transaction it belongs to.',
};

/** Events: whether they interrupt, and what their definitions hold. */
export function eventGroups({ element }: Subject, edits: Edits): readonly FieldGroup[] {
  if (!isA(element, 'bpmn:Event')) return [];
  const definitions = childrenOf(element, 'eventDefinitions');
  const behaviour = behaviourFields(element, edits, definitions.length);
  return [
    ...(behaviour.length > 0 ? [{ id: 'event', title: 'Event', fields: behaviour }] : []),
    ...definitions.flatMap((definition, index) => {
      const kind = KINDS.find(({ type }) => isA(definition, type));
      if (!kind) return [];
      const fields = kind.fields(definition, edits, element).map((field) => ({ ...field, key: `${index}-${field.key}` }));
      return [{ id: `definition-${index}`, title: kind.title, fields, note: NOTES[definition.$type] }];
    }),
  ];
}

function behaviourFields(event: ModdleElement, edits: Edits, definitions: number): readonly Field[] {
  const several = definitions > 1 && isA(event, 'bpmn:CatchEvent') ? [switchField(edits, event, 'parallelMultiple', { label: 'All of them have to happen', help: 'Otherwise the first one is enough.' })] : [];
  const interrupts = (property: string, help: string): Field => switchField(edits, event, property, { label: 'Interrupts', help });
  if (isA(event, 'bpmn:BoundaryEvent') && !childrenOf(event, 'eventDefinitions').some((each) => isA(each, 'bpmn:CompensateEventDefinition')))
    return [interrupts('cancelActivity', 'What it is attached to ends when it happens. Otherwise that goes on.'), ...several];
  if (isA(event, 'bpmn:StartEvent') && event.$parent?.get('triggeredByEvent') === true) return [interrupts('isInterrupting', 'What runs around it ends when it happens. Otherwise that goes on.'), ...several];
  return several;
}

const TIMES: readonly { readonly value: TimeKind; readonly label: string; readonly asks: string; readonly like: string }[] = [
  { value: 'timeDuration', label: 'After some time', asks: 'How long', like: 'PT10M' },
  { value: 'timeDate', label: 'At a date', asks: 'Date and time', like: '2027-03-31T09:00:00Z' },
  { value: 'timeCycle', label: 'Again and again', asks: 'How often', like: 'R3/PT10M' },
];

function timerFields(definition: ModdleElement, edits: Edits): readonly Field[] {
  const now = TIMES.find(({ value }) => childOf(definition, value) !== undefined);
  const kind: Field = {
    kind: 'choice',
    key: 'time-kind',
    label: 'Fires',
    value: now?.value ?? '',
    options: [{ value: '', label: 'Not said' }, ...TIMES.map(({ value, label }) => ({ value, label }))],
    write: (chosen) => {
      const gone = Object.fromEntries(TIMES.filter(({ value }) => value !== chosen).map(({ value }) => [value, undefined]));
      const kept = childOf(definition, chosen || 'timeDate');
      edits.set(definition, { ...gone, ...(chosen !== '' && !kept && { [chosen]: edits.create('bpmn:FormalExpression', definition, { body: '' }) }) });
    },
  };
  if (!now) return [kind];
  const { value, asks, like } = now;
  const reading = (text: string) => {
    const read = readTime(value, text);
    return 'words' in read ? read.words : null;
  };
  const fault = (text: string) => {
    const read = readTime(value, text);
    return 'fault' in read && text !== '' ? read.fault : null;
  };
  // Emptied, the kind stays chosen: somebody who deletes one time is about to write another.
  const time = expressionField(edits, definition, value, { lines: 'one', label: asks, placeholder: like, reading, fault });
  return [kind, { ...time, write: (text: string) => edits.set(childOf(definition, value) ?? definition, { body: text }) }];
}
