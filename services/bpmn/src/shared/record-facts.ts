import { isReference, keyOfId, type Plain, type RecordKey, type SharedRecord } from './record.js';

/** What a record says of others, read once for each record. */
export interface RecordFacts {
  /** All it refers to, inside its values too. */
  readonly refers: readonly RecordKey[];
  /** The ids of elements inside its values, as keys. */
  readonly parts: readonly RecordKey[];
}

const NONE: RecordFacts = { refers: [], parts: [] };
const facts = new WeakMap<SharedRecord, RecordFacts>();
/** Values are bounded in size, not in depth, where nobody has checked them. */
const DEEPEST = 64;

export function factsOf(record: SharedRecord): RecordFacts {
  let known = facts.get(record);
  if (!known) facts.set(record, (known = readFacts(record)));
  return known;
}

/** A record without the references that lead nowhere; the same one when all lead somewhere. */
export function withoutDangling(record: SharedRecord, isThere: (key: RecordKey) => boolean): SharedRecord {
  if (factsOf(record).refers.every(isThere)) return record;
  const kept = Object.entries(record).map(([entry, value]) => [entry, entry.startsWith('$') && entry !== '$lanes' ? value : prune(value, isThere, 0)] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as SharedRecord;
}

function prune(value: Plain | undefined, isThere: (key: RecordKey) => boolean, depth: number): Plain | undefined {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (isReference(value)) return isThere(value.$ref) ? value : undefined;
  if (Array.isArray(value)) {
    const items = (value as readonly Plain[]).map((item) => prune(item, isThere, depth + 1)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const entries = Object.entries(value as Record<string, Plain>).map(([name, inner]) => [name, prune(inner, isThere, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as Plain;
}

function readFacts(record: SharedRecord): RecordFacts {
  const refers: RecordKey[] = [];
  const parts: RecordKey[] = [];
  const look = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
    if (isReference(value)) return void refers.push(value.$ref);
    if (!Array.isArray(value) && typeof (value as { id?: unknown }).id === 'string' && !('$uri' in value)) parts.push(keyOfId((value as { id: string }).id));
    for (const inner of Object.values(value)) look(inner, depth + 1);
  };
  for (const value of Object.values(record)) look(value, 0);
  return refers.length + parts.length === 0 ? NONE : { refers, parts };
}
