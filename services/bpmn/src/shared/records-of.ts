import { isModdleElement, type ModdleElement } from '../model/moddle-element.js';
import { geometryFault } from './check-geometry.js';
import { dockedNow, shapesIn } from './docking.js';
import { giveKey, keyOf } from './element-keys.js';
import { schemaOf } from './element-schema.js';
import { settlePlaces } from './places.js';
import { readEntries, type Entries } from './read-values.js';
import { DEFINITIONS_KEY, isReference, type Plain, type RecordKey, type Records, type SharedRecord } from './record.js';

/**
 * Reads records from a tree of the model, in document order. The tree may be bpmn-js's, with packages of vendors: what they make
 * of attributes and elements is stored as it is written in XML.
 *
 * @param known the records as they were: places among siblings (`z`) are kept where the order allows it
 */
export function recordsOf(definitions: ModdleElement, known?: Records): Map<RecordKey, SharedRecord> {
  return new Reading(known).run(definitions);
}

class Reading {
  private readonly records = new Map<RecordKey, SharedRecord & Entries>();
  private readonly taken = new Set<RecordKey>([DEFINITIONS_KEY]);
  private readonly lanes: [lane: RecordKey, nodes: readonly ModdleElement[]][] = [];

  constructor(private readonly known: Records | undefined) {}

  run(definitions: ModdleElement): Map<RecordKey, SharedRecord> {
    const pending = [{ element: definitions, key: DEFINITIONS_KEY }];
    this.enter(definitions, DEFINITIONS_KEY, { $type: definitions.$type });
    for (let next = pending.pop(); next; next = pending.pop()) {
      // From the back, so that the first child is looked into first: keys of what has none then go by the order of the document.
      for (const inner of this.children(next.element, next.key).reverse()) pending.push(inner);
    }
    for (const [lane, nodes] of this.lanes) this.fillLane(lane, nodes);
    this.dock();
    return this.records;
  }

  private enter(element: ModdleElement, key: RecordKey, place: Entries): void {
    if (key === DEFINITIONS_KEY && typeof element.id === 'string') place['id'] = element.id;
    const entries = readEntries(element, true, place);
    // A canvas can come to boxes without a number; those of a file stay as they are.
    for (const name of ['bounds', 'label']) {
      if (!this.known || entries[name] === undefined || geometryFault(name, entries[name]) === undefined) continue;
      const was = this.known.get(key)?.[name];
      if (was !== undefined) entries[name] = was;
      else if (name === 'label') delete entries[name];
    }
    this.records.set(key, entries as SharedRecord & Entries);
    if (element.$type === 'bpmn:Lane' && Array.isArray(element['flowNodeRef'])) this.lanes.push([key, element['flowNodeRef'].filter(isModdleElement)]);
  }

  private children(element: ModdleElement, parent: RecordKey): { element: ModdleElement; key: RecordKey }[] {
    const all: { element: ModdleElement; key: RecordKey }[] = [];
    for (const { name, isMany } of schemaOf(element.$type)?.slots.values() ?? []) {
      const value: unknown = Object.hasOwn(element, name) ? element[name] : undefined;
      const inside = (Array.isArray(value) ? value : [value]).filter((child): child is ModdleElement => isModdleElement(child) && schemaOf(child.$type)?.isApart === true);
      if (inside.length === 0) continue;
      const keyed = inside.map((child, at) => ({ element: child, key: this.keyFor(child, parent, name, at) }));
      const places = isMany ? settlePlaces(keyed.map(({ key }) => key), (key) => this.placeOf(key, parent, name)) : undefined;
      for (const { element: child, key } of keyed) this.enter(child, key, { $type: child.$type, $parent: parent, $prop: name, ...(places && { z: places.get(key)! }) });
      all.push(...keyed);
    }
    return all;
  }

  private dock(): void {
    const findShape = shapesIn(this.records);
    for (const [key, record] of this.records) {
      if (record.$type !== 'bpmndi:BPMNEdge' || record['waypoint'] === undefined) continue;
      const { waypoint: _points, ...rest } = record;
      const waypoint = dockedNow(record, this.records, findShape) as unknown as Plain | undefined;
      this.records.set(key, (waypoint === undefined ? rest : { ...rest, waypoint }) as SharedRecord & Entries);
    }
  }

  private placeOf(key: RecordKey, parent: RecordKey, prop: string): string | undefined {
    const record = this.known?.get(key);
    return record?.$parent === parent && record.$prop === prop ? record.z : undefined;
  }

  private keyFor(element: ModdleElement, parent: RecordKey, prop: string, at: number): RecordKey {
    let key = keyOf(element);
    if (key === undefined || this.taken.has(key)) {
      // What is drawn is known by what it shows, so that its key does not depend on its neighbours.
      const shown = isModdleElement(element['bpmnElement']) ? keyOf(element['bpmnElement']) : undefined;
      const plain = `#/${parent}/${shown ?? `${prop}/${at + 1}`}`;
      key = plain;
      for (let i = 2; this.taken.has(key); i++) key = `${plain}/${i}`;
      giveKey(element, key);
    }
    this.taken.add(key);
    return key;
  }

  private fillLane(lane: RecordKey, nodes: readonly ModdleElement[]): void {
    for (const node of nodes) {
      const key = keyOf(node);
      const record = key === undefined ? undefined : this.records.get(key);
      if (!record) continue;
      const lanes = Array.isArray(record.$lanes) ? (record.$lanes as Plain[]) : [];
      if (!lanes.some((each) => isReference(each) && each.$ref === lane)) this.records.set(key!, { ...record, $lanes: [...lanes, { $ref: lane }] });
    }
  }
}
