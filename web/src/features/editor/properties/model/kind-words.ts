import { wordOf } from '../../../../lib/element-words.js';
import { childOf, childrenOf, isA, type ModdleElement } from './moddle.js';

/** What is said before the kind of event, by its definition: "Timer start event". */
const EVENT_KINDS: Readonly<Record<string, string>> = {
  'bpmn:MessageEventDefinition': 'Message',
  'bpmn:TimerEventDefinition': 'Timer',
  'bpmn:SignalEventDefinition': 'Signal',
  'bpmn:ErrorEventDefinition': 'Error',
  'bpmn:EscalationEventDefinition': 'Escalation',
  'bpmn:ConditionalEventDefinition': 'Conditional',
  'bpmn:LinkEventDefinition': 'Link',
  'bpmn:CompensateEventDefinition': 'Compensation',
  'bpmn:TerminateEventDefinition': 'Terminate',
  'bpmn:CancelEventDefinition': 'Cancel',
};

/** What an element is called by people who draw processes, with what its own properties add to its type. */
export function kindWords(element: ModdleElement): string {
  const words = wordOf(element.$type);
  if (isA(element, 'bpmn:Event')) {
    const definitions = childrenOf(element, 'eventDefinitions');
    const kind = definitions.length > 1 ? 'Multiple' : EVENT_KINDS[definitions[0]?.$type ?? ''];
    return kind === undefined ? words : `${kind} ${words.toLowerCase()}`;
  }
  if (isA(element, 'bpmn:SubProcess') && element.get('triggeredByEvent') === true) return 'Event sub-process';
  return isA(element, 'bpmn:Participant') && childOf(element, 'processRef') === undefined ? 'Empty pool' : words;
}
