import { isReference, type RecordKey, type Records, type SharedRecord } from './record.js';

const MOST_PARENTS = 128;

/** A node without the lanes it cannot be in: those of a process it does not lie in (any more). */
export function keepLanes(record: SharedRecord, records: Records): SharedRecord {
  const lanes = record['$lanes'];
  if (lanes === undefined) return record;
  const around = new Set(parentsOf(record, records));
  const kept = (Array.isArray(lanes) ? lanes : []).filter((lane) => isReference(lane) && isLaneWithin(lane.$ref, around, records));
  if (Array.isArray(lanes) && kept.length === lanes.length && kept.length > 0) return record;
  const { $lanes: _left, ...rest } = record;
  return (kept.length > 0 ? { ...rest, $lanes: kept } : rest) as SharedRecord;
}

function isLaneWithin(key: RecordKey, around: ReadonlySet<RecordKey>, records: Records): boolean {
  const lane = records.get(key);
  if (lane?.$type !== 'bpmn:Lane') return false;
  for (const parent of parentsOf(lane, records)) if (around.has(parent)) return parent !== '#definitions';
  return false;
}

function* parentsOf(record: SharedRecord, records: Records): Generator<RecordKey> {
  let at = record.$parent;
  for (let steps = 0; at !== undefined && steps < MOST_PARENTS; steps++) {
    yield at;
    at = records.get(at)?.$parent;
  }
}
