import { elementFor, fillElement, fillLists, idOfKey, keyOf, type Changes, type DerivedLists, type Projection, type RecordKey, type Records } from '@bpmn-studio/bpmn/shared';
import type { Moddle, Parts } from './canvas-parts.js';

type Element = Parameters<typeof keyOf>[0];
type Library = Parameters<typeof fillElement>[3];

/** Entries that say where an element lies, not what it says. */
const PLACE: ReadonlySet<string> = new Set(['$parent', '$prop', 'z', '$lanes']);

/** The tree of the model on a canvas, with the element of each record, brought in step with a shared document in place. */
export class LiveTree {
  private elements = new Map<RecordKey, Element>();

  constructor(
    private readonly definitions: Moddle,
    private readonly moddle: Parts['moddle'],
  ) {}

  /** Looks through the tree for the elements of these records: the canvas library makes and replaces them. */
  index(records: Records): void {
    const found = new Map<RecordKey, Element>();
    const pending: Moddle[] = [this.definitions];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const key = keyOf(next as Element);
      if (key !== undefined && records.has(key) && !found.has(key)) found.set(key, next as Element);
      for (const inner of innerOf(next)) pending.push(inner);
    }
    this.elements = found;
  }

  /** The canvas library put this element in place of one of the same kind and id. */
  know(element: Moddle): void {
    const key = keyOf(element as Element);
    if (key !== undefined && this.elements.has(key)) this.elements.set(key, element as Element);
  }

  readonly lookup = (key: RecordKey): Element | undefined => this.elements.get(key);

  /**
   * Makes the changes in the tree, and gives every list its order.
   * @returns the elements that say something else than before, or are new
   */
  patch(changes: Changes, before: Records, after: Projection): Set<Moddle> {
    const { added, removed, changed } = changes;
    const retyped = [...changed].flatMap(([key, entries]) => (entries.has('$type') ? [key] : []));
    const fresh = new Set([...added.keys(), ...retyped]);
    const filled = new Set([...fresh, ...[...changed].flatMap(([key, entries]) => ([...entries.keys()].some((entry) => !PLACE.has(entry)) ? [key] : []))]);
    for (const key of removed) this.drop(key);
    for (const key of fresh) this.make(key, after);
    if (retyped.length > 0) for (const key of referrersTo(new Set(retyped), after.records)) filled.add(key);
    const touched = new Set<Moddle>();
    for (const key of filled) {
      const element = this.elements.get(key);
      if (!element) continue;
      fillElement(element, after.records.get(key)!, this.lookup, this.moddle as unknown as Library);
      touched.add(element as unknown as Moddle);
    }
    for (const key of this.unordered(changes, fresh, before, after)) {
      const element = this.elements.get(key);
      if (!element) continue;
      fillLists(element, key, after, this.lookup);
      touched.add(element as unknown as Moddle);
    }
    return touched;
  }

  private drop(key: RecordKey): void {
    const id = idOfKey(key);
    if (id !== undefined) this.moddle.ids.unclaim(id);
    this.elements.delete(key);
  }

  private make(key: RecordKey, after: Projection): void {
    const element = elementFor(key, after.records.get(key)!, this.moddle as unknown as Library);
    const id = idOfKey(key);
    if (id !== undefined) this.moddle.ids.claim(id, element);
    this.elements.set(key, element);
  }

  /** Everything whose children or derived lists are others, or stand in another order. */
  private unordered({ added, removed, changed }: Changes, fresh: ReadonlySet<RecordKey>, before: Records, after: Projection): Set<RecordKey> {
    const keys = new Set<RecordKey>(fresh);
    const around = (records: Records, key: RecordKey) => {
      const parent = records.get(key)?.$parent;
      if (parent !== undefined) keys.add(parent);
    };
    for (const key of added.keys()) around(after.records, key);
    for (const key of removed) around(before, key);
    for (const [key, entries] of changed) {
      if (!fresh.has(key) && !['$parent', '$prop', 'z'].some((entry) => entries.has(entry))) continue;
      around(before, key);
      around(after.records, key);
    }
    for (const [key, element] of this.elements) if (!keys.has(key) && !this.isDerived(element, after.derived.get(key))) keys.add(key);
    return keys;
  }

  private isDerived(element: Element, lists: DerivedLists | undefined): boolean {
    return (['incoming', 'outgoing', 'flowNodeRef'] as const).every((name) => {
      const now = Object.hasOwn(element, name) ? (element[name] as readonly Element[] | undefined) : undefined;
      const wanted = lists?.[name];
      if (!wanted) return !Array.isArray(now) || now.length === 0;
      return now?.length === wanted.length && wanted.every((key, index) => this.elements.get(key) === now[index]);
    });
  }
}

/** What an element holds in it: not what it refers to. */
function innerOf(element: Moddle): Moddle[] {
  const { properties = [] } = element.$descriptor as unknown as { properties?: readonly { readonly name: string; readonly isReference?: boolean; readonly isAttr?: boolean; readonly isVirtual?: boolean }[] };
  return properties.flatMap(({ name, isReference, isAttr, isVirtual }) => {
    if (isReference || isAttr || isVirtual) return [];
    const local = element[name] ?? element[name.slice(name.indexOf(':') + 1)];
    return (Array.isArray(local) ? local : [local]).filter(isModdle);
  });
}

const isModdle = (value: unknown): value is Moddle => typeof value === 'object' && value !== null && typeof (value as Moddle).$type === 'string' && '$descriptor' in value;

/** The records that refer to one of these. */
function referrersTo(keys: ReadonlySet<RecordKey>, records: Records): RecordKey[] {
  return [...records].flatMap(([key, record]) => (Object.values(record).some((value) => refersTo(value, keys)) ? [key] : []));
}

function refersTo(value: unknown, keys: ReadonlySet<RecordKey>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { $ref } = value as { $ref?: unknown };
  return (typeof $ref === 'string' && keys.has($ref)) || Object.values(value).some((inner) => refersTo(inner, keys));
}
