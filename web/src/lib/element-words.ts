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

export type ElementKind = 'step' | 'event' | 'gateway' | 'pool' | 'data' | 'message' | 'note' | 'flow' | 'other';

const KINDS: readonly (readonly [kind: ElementKind, pattern: RegExp])[] = [
  ['event', /Event$/],
  ['gateway', /Gateway$/],
  ['step', /Task$|Activity$|SubProcess$|Transaction$/],
  ['pool', /^(Participant|Lane|Process|Collaboration)$/],
  ['data', /^Data/],
  ['flow', /Flow$|^Association$/],
  ['message', /^Message$|^Signal$/],
  ['note', /^TextAnnotation$|^Group$|^Category/],
];

/** What a person calls an element: bpmn:UserTask is a "User task". */
export function wordOf(type: string): string {
  const name = localName(type);
  const words = WORDS[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What sort of thing an element is, for its sign. */
export function kindOf(type: string): ElementKind {
  const name = localName(type);
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

function localName(type: string): string {
  return type.slice(type.indexOf(':') + 1);
}
