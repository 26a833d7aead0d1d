export { eventWord, wordOf } from '@bpmn-studio/bpmn';

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

/** What sort of thing an element is, for its sign. */
export function kindOf(type: string): ElementKind {
  const name = localName(type);
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

function localName(type: string): string {
  return type.slice(type.indexOf(':') + 1);
}
