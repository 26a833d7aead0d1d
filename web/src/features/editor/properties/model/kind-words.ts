import { eventWord, wordOf } from '../../../../lib/element-words.js';
import { childOf, childrenOf, isA, type ModdleElement } from './moddle.js';

/** What an element is called by people who draw processes, with what its own properties add to its type. */
export function kindWords(element: ModdleElement): string {
  const words = wordOf(element.$type);
  if (isA(element, 'bpmn:Event')) {
    const kind = eventWord(childrenOf(element, 'eventDefinitions').map(({ $type }) => $type));
    return kind === undefined ? words : `${kind} ${words.toLowerCase()}`;
  }
  if (isA(element, 'bpmn:SubProcess') && element.get('triggeredByEvent') === true) return 'Event sub-process';
  return isA(element, 'bpmn:Participant') && childOf(element, 'processRef') === undefined ? 'Empty pool' : words;
}
