import { dockAgain, shapesIn } from './docking.js';
import { deriveLists } from './derive-lists.js';
import { Drawings } from './drawings.js';
import { Living } from './living.js';
import { orderOf } from './order-of.js';
import { joinRoots } from './join-roots.js';
import type { Projection } from './projection.js';
import { factsOf, withoutDangling } from './record-facts.js';
import { keepLanes } from './keep-lanes.js';
import type { RecordKey, Records, SharedRecord } from './record.js';

/**
 * The consistent part of the records. Pure and total: the same records give the same projection everywhere, and no content makes
 * it throw. It never writes: what is hidden comes back when what it hangs on does.
 */
export function project(records: Records): Projection {
  const living = new Living(records);
  joinRoots(living);
  new Drawings(living).settle();
  const shown = mended(living.records);
  const { ordered, children } = orderOf(shown);
  return { records: ordered, children, derived: deriveLists(ordered), hidden: hiddenOf(records, ordered), recovered: living.recovered };
}

/** References lead somewhere, edges dock. */
function mended(alive: Map<RecordKey, SharedRecord>): Map<RecordKey, SharedRecord> {
  let parts: Set<RecordKey> | undefined;
  const isThere = (key: RecordKey) => alive.has(key) || (parts ??= partsOf(alive)).has(key);
  for (const [key, record] of alive) {
    const whole = keepLanes(withoutDangling(record, isThere), alive);
    if (whole !== record) alive.set(key, whole);
  }
  const findShape = shapesIn(alive);
  for (const [key, record] of alive) {
    if (record.$type !== 'bpmndi:BPMNEdge') continue;
    const docked = dockAgain(record, alive, findShape);
    if (docked !== record) alive.set(key, docked);
  }
  return alive;
}

function partsOf(alive: Records): Set<RecordKey> {
  const parts = new Set<RecordKey>();
  for (const record of alive.values()) for (const part of factsOf(record).parts) parts.add(part);
  return parts;
}

function hiddenOf(records: Records, shown: Records): Set<RecordKey> {
  const hidden = new Set<RecordKey>();
  if (records.size !== shown.size) for (const key of records.keys()) if (!shown.has(key)) hidden.add(key);
  return hidden;
}
