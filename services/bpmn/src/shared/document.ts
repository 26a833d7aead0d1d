import { Doc, type AbstractType, type Map as YMap, type YEvent } from 'yjs';
import type { RecordKey, Records, SharedRecord } from './record.js';

/** The one root of a shared document: key -> map of entries. */
export function recordMap(doc: Doc): YMap<unknown> {
  return doc.getMap('records');
}

/** Puts the first records into an empty document, in one transaction. Only the server does this. */
export function seedDocument(records: Records, origin?: unknown): Doc {
  throw new Error(`not built yet: ${records.size} ${typeof origin} ${typeof Doc}`);
}

/** All records of a document; what is no record is left out. */
export function recordsIn(doc: Doc): Map<RecordKey, SharedRecord> {
  throw new Error(`not built yet: ${doc.guid}`);
}

/** One record of a document; undefined when it is gone or none. */
export function recordIn(doc: Doc, key: RecordKey): SharedRecord | undefined {
  throw new Error(`not built yet: ${doc.guid} ${key}`);
}

/** The keys that events of `recordMap(doc).observeDeep` are about. */
export function touchedKeys(events: readonly YEvent<AbstractType<unknown>>[]): Set<RecordKey> {
  throw new Error(`not built yet: ${events.length}`);
}
