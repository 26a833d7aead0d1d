/** Where the name of a type is not what a person would say. */
const WORDS: Readonly<Record<string, string>> = {
  Participant: 'Pool',
  TextAnnotation: 'Note',
  SubProcess: 'Sub-process',
  AdHocSubProcess: 'Ad-hoc sub-process',
  DataObjectReference: 'Data object',
  DataStoreReference: 'Data store',
  SequenceFlow: 'Connection',
  BoundaryEvent: 'Attached event',
  IntermediateThrowEvent: 'Intermediate event',
  IntermediateCatchEvent: 'Intermediate event',
};

/** What is said before the kind of an event, by what it waits for or throws, where the name of that is not what a person would say. */
const EVENT_WORDS: Readonly<Record<string, string>> = { Compensate: 'Compensation' };

/** What a person calls an element: bpmn:UserTask is a "User task". */
export function wordOf(type: string): string {
  const name = type.slice(type.indexOf(':') + 1);
  const words = WORDS[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What is said before the kind of an event: "Timer" of a timer start event.
 * @param definitions the types of its event definitions
 * @returns undefined for a plain event
 */
export function eventWord(definitions: readonly string[]): string | undefined {
  const [first, ...others] = definitions;
  if (first === undefined) return undefined;
  if (others.length > 0) return 'Multiple';
  const name = first.slice(first.indexOf(':') + 1).replace(/EventDefinition$/, '');
  return EVENT_WORDS[name] ?? wordOf(name);
}
