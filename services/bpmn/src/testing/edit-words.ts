import { elementsOf, isA, textOf } from '../model/moddle-element.js';
import { add, called, set } from './edited-model.js';
import type { EditedModel } from './edited-model.js';

const VERBS = ['Check', 'Approve', 'Send', 'Archive', 'Prüfe', 'Collect', 'Reject', 'Book', 'Notify', 'Sign'];
const NOUNS = ['order', 'invoice', 'claim', 'contract', 'customer & partner', 'delivery', 'refund', 'budget', 'Antrag', 'file'];
// Steps are named all the time, a process once.
const NAMED = [...Array.from<string>({ length: 12 }).fill('bpmn:FlowNode'), 'bpmn:SequenceFlow', 'bpmn:SequenceFlow', 'bpmn:Participant', 'bpmn:Lane', 'bpmn:Process', 'bpmn:MessageFlow', 'bpmn:DataObjectReference'];
const DESCRIBED = [...Array.from<string>({ length: 8 }).fill('bpmn:FlowNode'), 'bpmn:SequenceFlow', 'bpmn:Process'];

/** Words as somebody would call a step, from the random source. */
export function words(model: EditedModel): string {
  return `${model.pick(VERBS)} ${model.pick(NOUNS)} ${model.number(1, 999)}`;
}

export function rename(model: EditedModel): string | undefined {
  const element = model.some(model.pick(NAMED)!);
  if (!element) return undefined;
  const said = `rename ${called(element)}`;
  set(element, 'name', words(model));
  return said;
}

export function rewordAnnotation(model: EditedModel): string | undefined {
  const note = model.some('bpmn:TextAnnotation');
  if (!note) return undefined;
  set(note, 'text', `${words(model)}\n${words(model)}`);
  return `reword ${called(note)}`;
}

export function document(model: EditedModel): string | undefined {
  const element = model.some(model.pick(DESCRIBED)!);
  if (!element) return undefined;
  const [first] = elementsOf(element, 'documentation');
  if (first) set(first, 'text', `${textOf(first, 'text') ?? ''} ${words(model)}.`.trim());
  else add(element, 'documentation', model.make('bpmn:Documentation', { text: `${words(model)}, then ${words(model)}.` }));
  return `document ${called(element)}`;
}

export function setCondition(model: EditedModel): string | undefined {
  const flow = model.some('bpmn:SequenceFlow', ({ sourceRef }) => isA(sourceRef as never, 'bpmn:ExclusiveGateway') || isA(sourceRef as never, 'bpmn:InclusiveGateway') || isA(sourceRef as never, 'bpmn:Activity'));
  if (!flow) return undefined;
  set(flow, 'conditionExpression', model.make('bpmn:FormalExpression', { body: `\${amount > ${model.number(1, 9_999)}}` }));
  return `condition on ${called(flow)}`;
}

export function setDefaultFlow(model: EditedModel): string | undefined {
  const gateway = model.some('bpmn:FlowNode', (node) => (isA(node, 'bpmn:ExclusiveGateway') || isA(node, 'bpmn:InclusiveGateway')) && model.flowsFrom(node).length > 1);
  if (!gateway) return undefined;
  const flow = model.pick(model.flowsFrom(gateway).filter((each) => each !== gateway['default']))!;
  set(gateway, 'default', flow);
  // As the editor does: the default flow has no condition.
  set(flow, 'conditionExpression', undefined);
  return `default flow of ${called(gateway)}: ${flow.id}`;
}

const COLOURS = [['#BBDEFB', '#0D4372'], ['#FFE0B2', '#6B3C00'], ['#C8E6C9', '#205022'], ['#FFCDD2', '#831311'], ['#E1BEE7', '#5B176D']] as const;

/** Both the attributes of bpmn.io and those of the OMG, as the editor writes them. */
export function colour(model: EditedModel): string | undefined {
  const element = model.some('bpmn:FlowNode', (node) => model.diOf(node) !== undefined);
  const di = model.diOf(element);
  if (!element || !di) return undefined;
  const [fill, stroke] = model.pick(COLOURS)!;
  for (const [property, value] of [['bioc:fill', fill], ['bioc:stroke', stroke], ['color:background-color', fill], ['color:border-color', stroke]] as const) set(di, property, value);
  return `colour ${called(element)}`;
}
