import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { choiceField, numberField, switchField, textField } from '../model/field-makers.js';
import { childOf, isA, type ModdleElement } from '../model/moddle.js';
import { idField } from './id-field.js';
import type { Subject } from './subject.js';

const PROCESS_TYPES = [
  { value: '', label: 'Not said' },
  { value: 'Private', label: 'Private' },
  { value: 'Public', label: 'Public' },
];

/** Processes and the pools that hold them. */
export function poolGroups({ element, ids }: Subject, edits: Edits): readonly FieldGroup[] {
  if (isA(element, 'bpmn:Process')) return [{ id: 'process', title: 'Process', fields: processFields(element, edits) }];
  if (!isA(element, 'bpmn:Participant')) return [];
  const process = childOf(element, 'processRef');
  const multiplicity = { id: 'multiplicity', title: 'Several of these', shut: childOf(element, 'participantMultiplicity') === undefined, fields: multiplicityFields(element, edits) };
  if (!process) return [{ id: 'process', title: 'Process', note: 'This pool is empty: it stands for somebody whose process is not shown.', fields: [] }, multiplicity];
  const named: readonly Field[] = [
    textField(edits, process, 'name', { key: 'process-name', label: 'Process name' }),
    idField(process, ids, edits, 'process-id', 'Process id'),
  ];
  return [{ id: 'process', title: 'Process', fields: [...named, ...processFields(process, edits)] }, multiplicity];
}

function processFields(process: ModdleElement, edits: Edits): readonly Field[] {
  return [
    switchField(edits, process, 'isExecutable', { label: 'Executable', help: 'An engine may run this process.' }),
    choiceField(edits, process, 'processType', PROCESS_TYPES, { label: 'Who it is for', help: 'A private process is inside one organisation, a public one shows what others see of it.' }),
  ];
}

function multiplicityFields(participant: ModdleElement, edits: Edits): readonly Field[] {
  const multiplicity = childOf(participant, 'participantMultiplicity');
  const several: Field = {
    kind: 'switch',
    key: 'participantMultiplicity',
    label: 'There are several of these',
    help: 'Such as many customers or many suppliers.',
    value: multiplicity !== undefined,
    write: (on) => edits.set(participant, { participantMultiplicity: on ? edits.create('bpmn:ParticipantMultiplicity', participant, { minimum: 0, maximum: 2 }) : undefined }),
  };
  if (!multiplicity) return [several];
  return [several, numberField(edits, multiplicity, 'minimum', { label: 'At least', least: 0 }), numberField(edits, multiplicity, 'maximum', { label: 'At most', least: 1 })];
}
