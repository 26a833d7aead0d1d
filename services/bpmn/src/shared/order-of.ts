import { schemaOf } from './element-schema.js';
import { byPlace } from './places.js';
import { DEFINITIONS_KEY, type RecordKey, type Records, type SharedRecord } from './record.js';

type Children = Map<RecordKey, Map<string, RecordKey[]>>;

/** Records in the order of the document, and the children of each, in order. */
export function orderOf(records: Records): { ordered: Map<RecordKey, SharedRecord>; children: Children } {
  const lists = new Map<RecordKey, Map<string, { key: RecordKey; z: unknown }[]>>();
  for (const [key, { $parent, $prop, z }] of records) {
    if ($parent === undefined || $prop === undefined || key === DEFINITIONS_KEY) continue;
    let inside = lists.get($parent);
    if (!inside) lists.set($parent, (inside = new Map()));
    const list = inside.get($prop);
    if (list) list.push({ key, z });
    else inside.set($prop, [{ key, z }]);
  }
  const children: Children = new Map();
  for (const [parent, inside] of lists) children.set(parent, new Map([...inside].map(([prop, list]) => [prop, list.sort(byPlace).map(({ key }) => key)])));
  return { ordered: inOrder(records, children), children };
}

function inOrder(records: Records, children: Children): Map<RecordKey, SharedRecord> {
  const ordered = new Map<RecordKey, SharedRecord>();
  const pending: RecordKey[] = [DEFINITIONS_KEY];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const record = records.get(key)!;
    ordered.set(key, record);
    const inside = children.get(key);
    if (!inside) continue;
    const next = [...schemaOf(record.$type)!.slots.keys()].flatMap((prop) => inside.get(prop) ?? []);
    for (let at = next.length - 1; at >= 0; at--) pending.push(next[at]!);
  }
  return ordered;
}
