import { isKind } from './element-schema.js';
import type { DerivedLists } from './projection.js';
import { isReference, type Plain, type RecordKey, type Records } from './record.js';

/** Which flows reach and leave each node, and which nodes lie in each lane, in the order of the records. */
export function deriveLists(records: Records): Map<RecordKey, DerivedLists> {
  const derived = new Map<RecordKey, Partial<Record<keyof DerivedLists, RecordKey[]>>>();
  const note = (at: Plain | undefined, list: keyof DerivedLists, key: RecordKey) => {
    if (!isReference(at)) return;
    let lists = derived.get(at.$ref);
    if (!lists) derived.set(at.$ref, (lists = {}));
    (lists[list] ??= []).push(key);
  };
  for (const [key, record] of records) {
    if (isKind(record.$type, 'bpmn:SequenceFlow')) {
      note(record['targetRef'], 'incoming', key);
      note(record['sourceRef'], 'outgoing', key);
    }
    if (Array.isArray(record['$lanes'])) for (const lane of record['$lanes'] as readonly Plain[]) note(lane, 'flowNodeRef', key);
  }
  return derived;
}
