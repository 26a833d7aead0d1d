import type { Doc } from 'yjs';
import type { Changes, RecordKey, Records } from './record.js';

/**
 * What differs between two states of the records. Records that are the same object cost nothing.
 *
 * @param touched only these keys are compared; all when left out
 */
export function changesBetween(before: Records, after: Records, touched?: Iterable<RecordKey>): Changes {
  throw new Error(`not built yet: ${before.size} ${after.size} ${typeof touched}`);
}

/** Whether nothing changes. */
export function isEmpty({ added, removed, changed }: Changes): boolean {
  return added.size + removed.size + changed.size === 0;
}

/** Makes the changes in a document in one transaction of this origin. What is not there any more is left alone. */
export function applyChanges(doc: Doc, changes: Changes, origin: unknown): void {
  throw new Error(`not built yet: ${doc.guid} ${changes.added.size} ${typeof origin}`);
}
