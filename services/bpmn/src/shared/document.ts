import { Doc, Map as YMap, type AbstractType, type YEvent } from 'yjs';
import type { Plain, RecordKey, Records, SharedRecord } from './record.js';

/**
 * `$parent`, `$prop` and `z` of a record are one entry of its map: where something is, is one decision, and of two made at the same
 * time one holds, not the parent of the one with the place of the other.
 */
export const PLACE = '$in';
const PLACED = ['$parent', '$prop', 'z'] as const;

/** The one root of a shared document: key -> map of entries. */
export function recordMap(doc: Doc): YMap<unknown> {
  return doc.getMap('records');
}

/**
 * A document with these records. Only the server makes one: two seeds of one diagram would be two of everything.
 *
 * @param client the Yjs client that says it; a random one when left out
 */
export function seedDocument(records: Records, client?: number): Doc {
  const doc = new Doc();
  if (client !== undefined) doc.clientID = client;
  doc.transact(() => {
    for (const [key, record] of records) putRecord(recordMap(doc), key, record);
  });
  return doc;
}

/** Puts a whole record into the map. */
export function putRecord(map: YMap<unknown>, key: RecordKey, { $parent, $prop, z, ...rest }: SharedRecord): void {
  const entries = new YMap(Object.entries(rest).filter(([, value]) => value !== undefined));
  if ($parent !== undefined) entries.set(PLACE, placeOf($parent, $prop, z));
  map.set(key, entries);
}

/** Changes entries of a record that is in the map. */
export function changeRecord(map: YMap<unknown>, key: RecordKey, changes: ReadonlyMap<string, Plain | undefined>): void {
  const entries = map.get(key);
  if (!(entries instanceof YMap)) return;
  if (PLACED.some((name) => changes.has(name))) {
    const was = readRecord(entries);
    const [parent, prop, z] = PLACED.map((name) => (changes.has(name) ? changes.get(name) : was?.[name])) as [string, string, string | undefined];
    (entries as YMap<unknown>).set(PLACE, placeOf(parent, prop, z));
  }
  for (const [name, value] of changes) {
    if ((PLACED as readonly string[]).includes(name)) continue;
    if (value !== undefined) (entries as YMap<unknown>).set(name, value);
    else if (entries.has(name)) entries.delete(name);
  }
}

/** All records of a document; what is no record is left out. */
export function recordsIn(doc: Doc): Map<RecordKey, SharedRecord> {
  const records = new Map<RecordKey, SharedRecord>();
  for (const [key, value] of recordMap(doc).entries()) {
    const record = readRecord(value);
    if (record) records.set(key, record);
  }
  return records;
}

/** One record of a document; undefined when it is gone or none. */
export function recordIn(doc: Doc, key: RecordKey): SharedRecord | undefined {
  return readRecord(recordMap(doc).get(key));
}

/** The keys that events of `recordMap(doc).observeDeep` are about. */
export function touchedKeys(events: readonly YEvent<AbstractType<unknown>>[]): Set<RecordKey> {
  const keys = new Set<RecordKey>();
  for (const { path, keys: changed } of events) {
    if (path.length > 0) keys.add(String(path[0]));
    else for (const key of changed.keys()) keys.add(key);
  }
  return keys;
}

function readRecord(value: unknown): SharedRecord | undefined {
  if (!(value instanceof YMap)) return undefined;
  const record: Record<string, Plain> = {};
  for (const [entry, content] of (value as YMap<unknown>).entries()) if (entry !== PLACE && entry !== '__proto__' && isPlainEnough(content)) record[entry] = content;
  const place: unknown = value.get(PLACE);
  for (const [at, name] of PLACED.entries()) {
    const said: unknown = Array.isArray(place) ? place[at] : undefined;
    if (typeof said === 'string') record[name] = said;
    else delete record[name];
  }
  return typeof record['$type'] === 'string' ? (record as unknown as SharedRecord) : undefined;
}

function placeOf(parent: string, prop: string | undefined, z: string | undefined): Plain {
  return [parent, prop ?? '', ...(z === undefined ? [] : [z])];
}

/** What lives in Yjs or is binary is no value; inner values are looked at where they are used. */
function isPlainEnough(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return typeof value !== 'undefined' && typeof value !== 'bigint';
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
