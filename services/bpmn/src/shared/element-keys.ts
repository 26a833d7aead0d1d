import type { ModdleElement } from '../model/moddle-element.js';
import { DEFINITIONS_KEY, keyOfId, type RecordKey } from './record.js';

/** The keys of elements without an id, for as long as the elements live. */
const given = new WeakMap<object, RecordKey>();

/** The key of an element: that of its id, else the one it was given; undefined when it has neither. */
export function keyOf(element: ModdleElement): RecordKey | undefined {
  if (element.$type === 'bpmn:Definitions') return DEFINITIONS_KEY;
  return typeof element.id === 'string' && element.id !== '' ? keyOfId(element.id) : given.get(element);
}

/** Remembers the key of an element without an id, so that it stays the same when its neighbours change. */
export function giveKey(element: ModdleElement, key: RecordKey): void {
  given.set(element, key);
}
