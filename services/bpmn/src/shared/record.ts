/** What a record may hold: JSON, nothing with a life of its own. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** A reference to another element, or to a part with an id that lies inside a value. */
export interface Reference {
  readonly $ref: RecordKey;
}

/**
 * What an element goes by in the shared document: its id. Elements without an id have a key that begins with `#` and says where
 * they are; the definitions are always `#definitions`. Use `keyOfId` and `idOfKey`.
 */
export type RecordKey = string;

/**
 * One element of the file: of the model (definitions, processes, flow elements, lanes, participants ...) or of the interchange
 * (diagrams, planes, shapes, edges). Never changed in place: a change makes another object.
 *
 * - `$type`: 'bpmn:UserTask'.
 * - `$parent`, `$prop`: the element it lies in, and in which of its properties ('flowElements'). The definitions have neither.
 * - `z`: its place among its siblings, a fractional index; ties are settled by the key. Nothing where there is one child only.
 *   In the document these three are one entry: see document.ts.
 * - `$lanes`: of a node, references to the lanes it lies in (mostly one); lanes do not list their nodes.
 * - All other entries are properties ('name', 'sourceRef') and attributes of vendors ('camunda:assignee'). References are
 *   `{ $ref }`, or a list of them; inner elements are objects (see inline.ts); the points of an edge are `Waypoints`. Values that
 *   go without saying (defaults of the specification, empty lists) are left out, and so is the id, which is the key.
 */
export interface SharedRecord {
  readonly $type: string;
  readonly $parent?: RecordKey;
  readonly $prop?: string;
  readonly z?: string;
  readonly [entry: string]: Plain | undefined;
}

/**
 * Entry `waypoint` of an edge. `from` and `to` are the boxes of the shapes it joined when its points were set, each
 * [x, y, width, height]: where a box is another one now, somebody moved the shape at the same time, and the edge docks again.
 */
export interface Waypoints {
  readonly points: readonly { readonly x: number; readonly y: number; readonly [attribute: string]: Plain }[];
  readonly from?: readonly number[];
  readonly to?: readonly number[];
}

export type Records = ReadonlyMap<RecordKey, SharedRecord>;

/** What turns one state of the records into another one. */
export interface Changes {
  readonly added: ReadonlyMap<RecordKey, SharedRecord>;
  readonly removed: ReadonlySet<RecordKey>;
  /** By key, then by entry; undefined takes the entry away. */
  readonly changed: ReadonlyMap<RecordKey, ReadonlyMap<string, Plain | undefined>>;
}

export const DEFINITIONS_KEY: RecordKey = '#definitions';

/** The key of an element with this id. */
export function keyOfId(id: string): RecordKey {
  return id.startsWith('#') ? `#${id}` : id;
}

/** The id an element of this key has in the file; undefined when it has none. */
export function idOfKey(key: RecordKey): string | undefined {
  if (!key.startsWith('#')) return key;
  return key.startsWith('##') ? key.slice(1) : undefined;
}

/** Whether a value of a record refers to something. */
export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Reference>).$ref === 'string';
}

/** What a value refers to: one reference, or a list of them. */
export function referencesIn(value: unknown): RecordKey[] {
  return (Array.isArray(value) ? value : [value]).filter(isReference).map(({ $ref }) => $ref);
}
