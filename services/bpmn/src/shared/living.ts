import { fits, isKind, schemaOf } from './element-schema.js';
import { byPlace } from './places.js';
import { factsOf } from './record-facts.js';
import { DEFINITIONS_KEY, isReference, referencesIn, type RecordKey, type Records, type SharedRecord } from './record.js';

/** Elements may be nested 64 deep in a file, their values included. */
const DEEPEST = 48;

const NO_DEFINITIONS: SharedRecord = { $type: 'bpmn:Definitions' };

/**
 * The records that live: their parents do, and all they cannot be without. Circles of parents are cut. What is drawn is looked at
 * after what it shows: see drawings.ts.
 */
export class Living {
  readonly records = new Map<RecordKey, SharedRecord>();
  readonly drawing = new Map<RecordKey, SharedRecord>();
  readonly recovered = new Set<RecordKey>();
  private home: { readonly key: RecordKey | undefined } | undefined;
  private parts: Set<RecordKey> | undefined;
  private readonly dependents = new Map<RecordKey, RecordKey[]>();

  constructor(readonly all: Records) {
    const definitions = all.get(DEFINITIONS_KEY);
    this.records.set(DEFINITIONS_KEY, definitions?.$type === 'bpmn:Definitions' ? definitions : NO_DEFINITIONS);
    for (const [key, record] of all) {
      const schema = typeof record.$type === 'string' ? schemaOf(record.$type) : undefined;
      if (key === DEFINITIONS_KEY || !schema?.isApart || schema.isAbstract || typeof record.$parent !== 'string') continue;
      if (schema.isDrawing) this.drawing.set(key, record);
      else this.records.set(key, record);
    }
    const gone: RecordKey[] = [];
    for (const [key, record] of this.records) {
      if (key === DEFINITIONS_KEY) continue;
      const needs = this.isWellPlaced(record) ? this.needsOf(record) : undefined;
      if (needs) for (const need of needs) this.depend(key, need);
      else gone.push(key);
    }
    this.remove(gone);
    this.settleSingles();
    this.followHosts();
    this.cutCircles();
  }

  /** Takes records away, and all that cannot be without them. */
  remove(keys: Iterable<RecordKey>): void {
    const pending = [...keys];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this.records.delete(next)) pending.push(...(this.dependents.get(next) ?? []));
    }
  }

  /** Puts a record into another parent. */
  move(key: RecordKey, parent: RecordKey, prop: string): void {
    const record = this.records.get(key);
    if (!record || (record.$parent === parent && record.$prop === prop)) return;
    this.records.set(key, { ...record, $parent: parent, $prop: prop });
    this.depend(key, parent);
  }

  /** What a record cannot be without; undefined when something of it is gone. */
  private needsOf(record: SharedRecord): RecordKey[] | undefined {
    const needs = [record.$parent!];
    for (const entry of schemaOf(record.$type)!.needs) {
      const named = referencesIn(record[entry]);
      const left = named.filter((key) => this.records.has(key));
      // Ends may be parts of values, such as the data of a loop. Of several sources one that is left is enough.
      if (named.length > 0 && left.length === 0 && !named.some((key) => this.isPart(key))) return undefined;
      if (left.length === 1) needs.push(left[0]!);
    }
    return needs;
  }

  /** Whether an element inside a value has this key. */
  isPart(key: RecordKey): boolean {
    this.parts ??= new Set([...this.all.values()].flatMap((record) => factsOf(record).parts));
    return this.parts.has(key);
  }

  private depend(key: RecordKey, on: RecordKey): void {
    const list = this.dependents.get(on);
    if (list) list.push(key);
    else this.dependents.set(on, [key]);
  }

  private isWellPlaced({ $type, $parent, $prop }: SharedRecord): boolean {
    const parent = this.records.get($parent!);
    const slot = parent && typeof $prop === 'string' ? schemaOf(parent.$type)?.slots.get($prop) : undefined;
    return slot !== undefined && fits($type, slot);
  }

  /** Where one may be, the first by place and key stays. */
  private settleSingles(): void {
    const first = new Map<string, { key: RecordKey; z: unknown }>();
    const surplus: RecordKey[] = [];
    for (const [key, { $parent, $prop, z }] of this.records) {
      if (key === DEFINITIONS_KEY || schemaOf(this.records.get($parent!)!.$type)!.slots.get($prop!)!.isMany) continue;
      const slot = `${$prop} ${$parent}`;
      const other = first.get(slot);
      if (!other || byPlace({ key, z }, other) < 0) {
        if (other) surplus.push(other.key);
        first.set(slot, { key, z });
      } else surplus.push(key);
    }
    this.remove(surplus);
  }

  /** What sits on a border lies where its host lies. */
  private followHosts(): void {
    for (const [key, record] of this.records) {
      const host = isReference(record['attachedToRef']) ? this.records.get(record['attachedToRef'].$ref) : undefined;
      if (host && isKind(host.$type, 'bpmn:Activity') && host.$prop === record.$prop) this.move(key, host.$parent!, host.$prop!);
    }
  }

  /** What cannot be reached from the definitions lies in a circle: its smallest key goes to the first process. */
  private cutCircles(): void {
    const depths = new Map<RecordKey, number>([[DEFINITIONS_KEY, 0]]);
    for (const key of this.records.keys()) {
      // Each look either cuts the circle above or finds the way to the definitions.
      while (this.records.has(key) && !this.walkUp(key, depths));
    }
    this.remove([...depths].filter(([, depth]) => depth > DEEPEST).map(([key]) => key));
  }

  private walkUp(start: RecordKey, depths: Map<RecordKey, number>): boolean {
    const way: RecordKey[] = [];
    const onWay = new Set<RecordKey>();
    let at = start;
    while (!depths.has(at) && !onWay.has(at)) {
      way.push(at);
      onWay.add(at);
      at = this.records.get(at)!.$parent!;
    }
    if (onWay.has(at)) {
      this.cut(way.slice(way.indexOf(at)).reduce((one, other) => (one < other ? one : other)));
      return false;
    }
    let depth = depths.get(at)!;
    for (const key of way.reverse()) depths.set(key, ++depth);
    return true;
  }

  private cut(key: RecordKey): void {
    this.home ??= { key: firstOf(this.records, 'bpmn:Process') };
    if (this.home.key === undefined || !isKind(this.records.get(key)!.$type, 'bpmn:FlowElement')) return this.remove([key]);
    this.move(key, this.home.key, 'flowElements');
    this.recovered.add(key);
  }
}

/** The first record of a type by place and key: of the roots, which have one parent. */
export function firstOf(records: Records, type: string): RecordKey | undefined {
  let first: { key: RecordKey; z: unknown } | undefined;
  for (const [key, { $type, z }] of records) if ($type === type && (!first || byPlace({ key, z }, first) < 0)) first = { key, z };
  return first?.key;
}
