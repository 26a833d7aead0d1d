import { AbstractType, applyUpdate, encodeStateAsUpdate, Map as YMap, type Doc, type Transaction } from 'yjs';
import { refuseSlow, refuseTurnedBack } from './check-history.js';
import { checkEntry, checkRecord, Refusal, type UpdateFault, type UpdateLimits } from './check-record.js';
import { PLACE, recordMap } from './document.js';
import { DEFINITIONS_KEY, type RecordKey } from './record.js';

export const DEFAULT_UPDATE_LIMITS: UpdateLimits = Object.freeze({ maxRecords: 20_000, maxValue: 64 * 1024, maxUpdateBytes: 1024 * 1024, maxDocumentBytes: 32 * 1024 * 1024 });

export type UpdateVerdict =
  | {
      readonly ok: true;
      readonly touched: ReadonlySet<RecordKey>;
      /** The Yjs clients whose work is new with this update. One that writes under the id of somebody else who is there makes that one's edits vanish. */
      readonly authors: ReadonlySet<number>;
    }
  /** `detail` says which record and why, for the person who sent it; it may quote the document. */
  | { readonly ok: false; readonly fault: UpdateFault; readonly key?: RecordKey; readonly detail: string };

/**
 * Applies an update to a second copy of the document and says whether what it touched may be kept. Never throws. After a refusal
 * the copy is spoilt: throw it away and make another one of what was kept.
 */
export function checkUpdate(stage: Doc, update: Uint8Array, limits: UpdateLimits = DEFAULT_UPDATE_LIMITS): UpdateVerdict {
  try {
    if (update.length > limits.maxUpdateBytes) throw new Refusal('too_large', `The edit has ${update.length} bytes; ${limits.maxUpdateBytes} are allowed at once. Make it in smaller steps.`);
    const branches = refuseSlow(stage, update);
    const transaction = apply(stage, update);
    if (stage.store.pendingStructs !== null || stage.store.pendingDs !== null) throw new Refusal('early', 'The edit builds on others that have not arrived. Send them together.');
    refuseTurnedBack(stage, branches);
    const touched = transaction ? checkTouched(stage, transaction, limits) : new Set<RecordKey>();
    checkSize(stage, update.length, limits);
    return { ok: true, touched, authors: authorsOf(transaction) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: error.fault, detail: error.message, ...(error.key === undefined ? {} : { key: error.key }) };
    return { ok: false, fault: 'garbage', detail: 'The edit could not be read as an update of a shared document.' };
  }
}

function apply(stage: Doc, update: Uint8Array): Transaction | undefined {
  recordMap(stage);
  let made: Transaction | undefined;
  const note = (transaction: Transaction) => (made = transaction);
  stage.on('beforeObserverCalls', note);
  try {
    applyUpdate(stage, update);
  } finally {
    stage.off('beforeObserverCalls', note);
  }
  return made;
}

function checkTouched(stage: Doc, { changed }: Transaction, limits: UpdateLimits): Set<RecordKey> {
  const records = recordMap(stage);
  const touched = new Set<RecordKey>();
  for (const [type, names] of changed) {
    const key = (type as AbstractType<unknown>) === records ? undefined : type._item?.parentSub;
    if (names.has(null) || key === null || (key !== undefined && type._item?.parent !== records)) throw new Refusal('structure', 'The edit holds something that is no record. Only maps of plain values are shared.');
    if (key === undefined) {
      for (const name of names as Set<string>) {
        touched.add(name);
        checkWhole(name, records.get(name), limits);
      }
    } else if (!type._item!.deleted) {
      touched.add(key);
      checkParts(key, records.get(key), names as Set<string>, limits);
    }
  }
  if (!records.has(DEFINITIONS_KEY)) throw new Refusal('structure', 'The edit takes away the definitions, which all else lies in.');
  return touched;
}

function checkWhole(key: RecordKey, value: unknown, limits: UpdateLimits): void {
  if (value === undefined) return;
  checkRecord(key, entriesOf(key, value), limits);
}

const NEEDED = new Set(['$type', PLACE, 'bounds']);

/** Only what was touched: what came from the file may be larger than what may be written here. */
function checkParts(key: RecordKey, value: unknown, names: ReadonlySet<string>, limits: UpdateLimits): void {
  const entries = entriesOf(key, value);
  for (const name of names) {
    if (entries.has(name)) checkEntry(key, name, entries.get(name), limits);
    else if (NEEDED.has(name)) throw new Refusal('structure', `The edit takes "${name}" of "${key}" away, which it cannot be without.`, key);
  }
}

function entriesOf(key: RecordKey, value: unknown): Map<string, unknown> {
  if (!(value instanceof YMap) || value._start !== null) throw new Refusal('structure', `What the edit puts under "${key.slice(0, 100)}" is no record: a map of plain values is.`, key);
  return new Map((value as YMap<unknown>).entries());
}

/** What a copy has at most in bytes; measured again when that is too much, since what was overwritten counts no more. */
const sizes = new WeakMap<Doc, number>();

function checkSize(stage: Doc, added: number, { maxRecords, maxDocumentBytes }: UpdateLimits): void {
  if (recordMap(stage).size > maxRecords) throw new Refusal('too_large', `The diagram would have more than ${maxRecords} elements. Split it into several diagrams.`);
  let size = (sizes.get(stage) ?? Infinity) + added;
  if (size > maxDocumentBytes) size = encodeStateAsUpdate(stage).length;
  sizes.set(stage, size);
  if (size > maxDocumentBytes) throw new Refusal('too_large', `The diagram would have more than ${maxDocumentBytes} bytes. Split it into several diagrams.`);
}

function authorsOf(transaction: Transaction | undefined): Set<number> {
  const authors = new Set<number>();
  for (const [client, clock] of transaction?.afterState ?? []) if (clock > (transaction!.beforeState.get(client) ?? 0)) authors.add(client);
  return authors;
}
