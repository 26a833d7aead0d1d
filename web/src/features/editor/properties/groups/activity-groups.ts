import type { Edits } from '../model/edits.js';
import type { Field, FieldGroup } from '../model/field.js';
import { choiceField, expressionField, referenceField, switchField, textField } from '../model/field-makers.js';
import { DEFINITIONS, definitionFields } from '../model/definition-fields.js';
import { childrenOf, documentOf, isA, type ModdleElement, textOf, within } from '../model/moddle.js';
import type { Subject } from './subject.js';

const IMPLEMENTATION = { label: 'Implementation', help: 'The technology that does it, such as ##WebService, or an address.' };

/** What each kind of task and sub-process has of its own. */
const KINDS: readonly { readonly type: string; readonly title: string; readonly fields: (element: ModdleElement, edits: Edits) => readonly Field[] }[] = [
  {
    type: 'bpmn:ScriptTask',
    title: 'Script',
    fields: (task, edits) => [
      textField(edits, task, 'scriptFormat', { label: 'Language', placeholder: 'text/javascript' }),
      textField(edits, task, 'script', { label: 'Script', lines: 'code' }),
    ],
  },
  { type: 'bpmn:UserTask', title: 'User task', fields: (task, edits) => [textField(edits, task, 'implementation', IMPLEMENTATION)] },
  { type: 'bpmn:BusinessRuleTask', title: 'Business rule', fields: (task, edits) => [textField(edits, task, 'implementation', IMPLEMENTATION)] },
  { type: 'bpmn:ServiceTask', title: 'Service', fields: (task, edits) => [textField(edits, task, 'implementation', IMPLEMENTATION), operationField(task, edits)] },
  { type: 'bpmn:SendTask', title: 'Sending', fields: (task, edits) => [...definitionFields(edits, task, DEFINITIONS.message), textField(edits, task, 'implementation', IMPLEMENTATION), operationField(task, edits)] },
  {
    type: 'bpmn:ReceiveTask',
    title: 'Receiving',
    fields: (task, edits) => [
      ...definitionFields(edits, task, DEFINITIONS.message),
      switchField(edits, task, 'instantiate', { label: 'Starts the process', help: 'Each message that comes in here begins a new case.' }),
      textField(edits, task, 'implementation', IMPLEMENTATION),
      operationField(task, edits),
    ],
  },
  { type: 'bpmn:CallActivity', title: 'Called process', fields: (call, edits) => [textField(edits, call, 'calledElement', { label: 'Called process', help: 'The id of the process or global task it calls.' })] },
];

const SUB_PROCESS_KINDS = [
  { value: 'plain', label: 'Sub-process', turn: { type: 'bpmn:SubProcess', triggeredByEvent: false } },
  { value: 'event', label: 'Event sub-process', turn: { type: 'bpmn:SubProcess', triggeredByEvent: true } },
  { value: 'transaction', label: 'Transaction', turn: { type: 'bpmn:Transaction' } },
  { value: 'ad-hoc', label: 'Ad-hoc sub-process', turn: { type: 'bpmn:AdHocSubProcess' } },
] as const;

/** Tasks, sub-processes and call activities. */
export function activityGroups({ element }: Subject, edits: Edits): readonly FieldGroup[] {
  if (!isA(element, 'bpmn:Activity')) return [];
  const kind = KINDS.find(({ type }) => isA(element, type));
  const own = kind ? [{ id: 'kind', title: kind.title, fields: kind.fields(element, edits) }] : [];
  return [...own, ...(isA(element, 'bpmn:SubProcess') ? [subProcessGroup(element, edits)] : [])];
}

function subProcessGroup(element: ModdleElement, edits: Edits): FieldGroup {
  const value = isA(element, 'bpmn:Transaction') ? 'transaction' : isA(element, 'bpmn:AdHocSubProcess') ? 'ad-hoc' : element.get('triggeredByEvent') === true ? 'event' : 'plain';
  const kind: Field = {
    kind: 'choice',
    key: 'sub-process-kind',
    label: 'Kind',
    help: value === 'event' ? 'Begins when its start event happens; no arrow leads to it.' : undefined,
    value,
    options: SUB_PROCESS_KINDS,
    write: (chosen) => {
      const turn = SUB_PROCESS_KINDS.find((each) => each.value === chosen)?.turn;
      if (turn) edits.turnInto(turn);
    },
  };
  return { id: 'kind', title: 'Sub-process', fields: [kind, ...(value === 'ad-hoc' ? adHocFields(element, edits) : []), ...(value === 'transaction' ? [textField(edits, element, 'method', { label: 'Protocol', help: 'How it is agreed or taken back, such as ##Compensate.' })] : [])] };
}

function adHocFields(element: ModdleElement, edits: Edits): readonly Field[] {
  return [
    choiceField(edits, element, 'ordering', [{ value: 'Parallel', label: 'Any, at the same time' }, { value: 'Sequential', label: 'One after another' }], { label: 'Order' }),
    expressionField(edits, element, 'completionCondition', { label: 'Done when' }),
    switchField(edits, element, 'cancelRemainingInstances', { label: 'Stop what still runs when done' }),
  ];
}

function operationField(task: ModdleElement, edits: Edits): Field {
  const operations = childrenOf(documentOf(task), 'rootElements').filter((root) => isA(root, 'bpmn:Interface')).flatMap((each) => childrenOf(each, 'operations'));
  return referenceField(edits, task, 'operationRef', operations, { label: 'Operation', help: operations.length === 0 ? 'This file names no interface with operations.' : undefined });
}

/** Everything an activity may undo by being a compensation, by id. */
export function activitiesOf(element: ModdleElement): readonly ModdleElement[] {
  let scope = element;
  while (scope.$parent && !isA(scope, 'bpmn:Process')) scope = scope.$parent;
  return [...within(scope)].filter((each) => isA(each, 'bpmn:Activity') && textOf(each, 'id') !== '');
}
