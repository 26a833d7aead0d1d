import { fits, schemaOf } from './element-schema.js';
import { firstOf, type Living } from './living.js';
import { byPlace } from './places.js';
import { DEFINITIONS_KEY, isReference, type RecordKey, type SharedRecord } from './record.js';

const PLANE = 'bpmndi:BPMNPlane';
const ROOTS = new Set(['bpmn:Process', 'bpmn:Collaboration', 'bpmn:Choreography', 'bpmn:GlobalConversation']);
const MOST_PARENTS = 64;

/**
 * What is drawn, once it is known what lives: diagrams whose root is gone show another one or are hidden, shapes of what is gone
 * are hidden, and what lost its plane goes to the plane of what its element lies in.
 */
export class Drawings {
  private readonly records: Map<RecordKey, SharedRecord>;
  /** By what they show, the first of each. */
  private readonly planes = new Map<RecordKey, RecordKey>();
  /** Shapes and edges by plane and element. */
  private readonly drawn = new Map<RecordKey, Map<RecordKey, { readonly key: RecordKey; readonly record: SharedRecord }[]>>();
  private pools: Map<RecordKey, RecordKey> | undefined;

  constructor(private readonly living: Living) {
    this.records = living.records;
  }

  /** Adds what is drawn to the records that live. */
  settle(): void {
    const { drawing } = this.living;
    for (const [key, record] of drawing) if (record.$parent === DEFINITIONS_KEY && this.isWellPlaced(record)) this.records.set(key, record);
    this.settlePlanes();
    const homeless: [RecordKey, SharedRecord][] = [];
    for (const [key, record] of drawing) {
      if (record.$parent === DEFINITIONS_KEY || record.$type === PLANE || !this.isAlive(record)) continue;
      if (!this.isWellPlaced(record)) homeless.push([key, record]);
      else this.draw(key, record);
    }
    homeless.push(...this.takeFromCollapsed());
    for (const [key, record] of homeless.sort(([a], [b]) => (a < b ? -1 : 1))) this.rehome(key, record);
  }

  /** One plane for each diagram. Where no root is shown any more, the first that lost its own shows the first root there is. */
  private settlePlanes(): void {
    const planes = [...this.living.drawing].filter(([, record]) => record.$type === PLANE && this.isWellPlaced(record)).map(([key, record]) => ({ key, record, z: this.records.get(record.$parent!)!.z }));
    const isLost = ({ record: { bpmnElement } }: { record: SharedRecord }) => isReference(bpmnElement) && !this.isThere(bpmnElement.$ref);
    const filled = new Set<RecordKey>();
    for (const { key, record } of planes.filter((plane) => !isLost(plane)).sort(byPlace)) if (!filled.has(record.$parent!)) this.keepPlane(key, record, filled);
    const lost = planes.filter((plane) => isLost(plane) && !filled.has(plane.record.$parent!)).sort(byPlace);
    const showsRoot = [...this.planes.keys()].some((key) => ROOTS.has(this.records.get(key)?.$type ?? ''));
    const root = showsRoot ? undefined : (firstOf(this.records, 'bpmn:Collaboration') ?? firstOf(this.records, 'bpmn:Process'));
    const [heir] = lost;
    if (heir && root !== undefined) this.keepPlane(heir.key, { ...heir.record, bpmnElement: { $ref: root } }, filled);
    for (const { record } of lost) if (!filled.has(record.$parent!)) this.records.delete(record.$parent!);
  }

  private keepPlane(key: RecordKey, record: SharedRecord, filled: Set<RecordKey>): void {
    this.records.set(key, record);
    filled.add(record.$parent!);
    const { bpmnElement } = record;
    if (isReference(bpmnElement) && !this.planes.has(bpmnElement.$ref)) this.planes.set(bpmnElement.$ref, key);
  }

  private isThere(key: RecordKey): boolean {
    return this.records.has(key) || this.living.isPart(key);
  }

  private isWellPlaced({ $type, $parent, $prop }: SharedRecord): boolean {
    const parent = this.records.get($parent!);
    const slot = parent && typeof $prop === 'string' ? schemaOf(parent.$type)?.slots.get($prop) : undefined;
    return slot !== undefined && fits($type, slot);
  }

  /** Whether what a shape or edge shows, and what a band belongs to, is there. */
  private isAlive({ bpmnElement, choreographyActivityShape }: SharedRecord): boolean {
    if (isReference(choreographyActivityShape) && !this.living.drawing.has(choreographyActivityShape.$ref)) return false;
    return !isReference(bpmnElement) || this.isThere(bpmnElement.$ref);
  }

  private draw(key: RecordKey, record: SharedRecord): void {
    this.records.set(key, record);
    const shown = record['bpmnElement'];
    if (!isReference(shown)) return;
    let onPlane = this.drawn.get(record.$parent!);
    if (!onPlane) this.drawn.set(record.$parent!, (onPlane = new Map()));
    const list = onPlane.get(shown.$ref);
    if (list) list.push({ key, record });
    else onPlane.set(shown.$ref, [{ key, record }]);
  }

  /** What lies in a collapsed sub-process that has a plane of its own is drawn there: somebody collapsed it meanwhile. */
  private takeFromCollapsed(): [RecordKey, SharedRecord][] {
    const taken: [RecordKey, SharedRecord][] = [];
    if (this.planes.size < 2) return taken;
    for (const [plane, shapes] of this.drawn) {
      for (const [element, drawn] of shapes) {
        const parent = this.records.get(element)?.$parent;
        const own = parent === undefined ? undefined : this.planes.get(parent);
        const isClosed = own !== undefined && own !== plane && shapes.get(parent!)?.every(({ record }) => record['isExpanded'] === false);
        if (isClosed && !this.drawn.get(own)?.has(element)) taken.push(...drawn.map(({ key, record }): [RecordKey, SharedRecord] => [key, record]));
      }
    }
    for (const [key] of taken) this.records.delete(key);
    return taken;
  }

  private rehome(key: RecordKey, record: SharedRecord): void {
    const shown = record['bpmnElement'];
    const plane = isReference(shown) ? this.planeFor(shown.$ref) : undefined;
    if (plane !== undefined && !this.drawn.get(plane)?.has((shown as { $ref: RecordKey }).$ref)) this.draw(key, { ...record, $parent: plane, $prop: 'planeElement' });
  }

  /** The plane of what an element lies in; of what is in a pool that of the pools. */
  private planeFor(element: RecordKey): RecordKey | undefined {
    let at: RecordKey | undefined = this.records.get(element)?.$parent;
    for (let steps = 0; at !== undefined && steps < MOST_PARENTS; steps++) {
      const plane = this.planes.get(at) ?? this.planes.get(this.poolOf(at) ?? '');
      if (plane !== undefined) return plane;
      at = this.records.get(at)?.$parent;
    }
    return undefined;
  }

  private poolOf(process: RecordKey): RecordKey | undefined {
    if (!this.pools) {
      this.pools = new Map();
      for (const { $type, $parent, processRef } of this.records.values()) {
        if ($type !== 'bpmn:Participant' || !isReference(processRef)) continue;
        const other = this.pools.get(processRef.$ref);
        if (other === undefined || $parent! < other) this.pools.set(processRef.$ref, $parent!);
      }
    }
    return this.pools.get(process);
  }
}
