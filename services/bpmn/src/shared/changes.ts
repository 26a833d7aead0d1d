import type { Doc } from 'yjs';
import { changeRecord, putRecord, recordMap } from './document.js';
import type { Changes, Plain, RecordKey, Records, SharedRecord } from './record.js';

type EntryChanges = Map<string, Plain | undefined>;

/**
 * What differs between two states of the records. Records that are the same object cost nothing.
 *
 * @param touched only these keys are compared; all when left out
 */
export function changesBetween(before: Records, after: Records, touched?: Iterable<RecordKey>): Changes {
  const added = new Map<RecordKey, SharedRecord>();
  const removed = new Set<RecordKey>();
  const changed = new Map<RecordKey, EntryChanges>();
  for (const key of touched ?? new Set([...after.keys(), ...before.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === is) continue;
    if (!is) removed.add(key);
    else if (!was) added.set(key, is);
    else {
      const entries = entriesBetween(was, is);
      if (entries.size > 0) changed.set(key, entries);
    }
  }
  return { added, removed, changed };
}

/** Whether nothing changes. */
export function isEmpty({ added, removed, changed }: Changes): boolean {
  return added.size + removed.size + changed.size === 0;
}

/** Makes the changes in a document in one transaction of this origin. What is not there any more is left alone. */
export function applyChanges(doc: Doc, changes: Changes, origin: unknown): void {
  if (isEmpty(changes)) return;
  const records = recordMap(doc);
  doc.transact(() => {
    for (const key of changes.removed) if (records.has(key)) records.delete(key);
    for (const [key, record] of changes.added) putRecord(records, key, record);
    for (const [key, entries] of changes.changed) changeRecord(records, key, entries);
  }, origin);
}

/** Whether two values say the same. */
export function samePlain(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return names.length === others.length && names.every((name) => Object.hasOwn(other, name) && samePlain((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));
}

function entriesBetween(before: SharedRecord, after: SharedRecord): EntryChanges {
  const entries: EntryChanges = new Map();
  for (const name of Object.keys(after)) if (!samePlain(before[name], after[name])) entries.set(name, after[name]);
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name) && before[name] !== undefined) entries.set(name, undefined);
  return entries;
}
