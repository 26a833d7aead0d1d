import type { BpmnModdle } from 'bpmn-moddle';
import type { ModdleElement } from '../model/moddle-element.js';
import { theModdle } from '../model/the-moddle.js';
import { waypointsOf } from './docking.js';
import { giveKey } from './element-keys.js';
import { descriptorOfElement, isUnstored, schemaOf, type Property } from './element-schema.js';
import type { Projection } from './projection.js';
import { DEFINITIONS_KEY, idOfKey, type RecordKey, type SharedRecord } from './record.js';
import { createElement, type Lookup, type Maker } from './maker.js';
import { writeEntries } from './write-values.js';

/** A tree of the model, and where each record is in it. */
export interface SharedTree {
  readonly definitions: ModdleElement;
  readonly elements: ReadonlyMap<RecordKey, ModdleElement>;
}

/** The tree of the model that a projection describes; `writeBpmn(treeOf(...).definitions)` is the document. */
export function treeOf(projection: Projection, moddle: BpmnModdle = theModdle()): SharedTree {
  const elements = new Map<RecordKey, ModdleElement>();
  for (const [key, record] of projection.records) elements.set(key, elementFor(key, record, moddle));
  const parts = new Map<RecordKey, ModdleElement>();
  const later: (() => void)[] = [];
  const lookup = (key: RecordKey) => elements.get(key) ?? parts.get(key);
  for (const [key, record] of projection.records) write(elements.get(key)!, record, { moddle, lookup, parts, later });
  // What is referred to may lie inside a value.
  for (const refer of later) refer();
  for (const [key, element] of elements) fillLists(element, key, projection, lookup);
  return { definitions: elements.get(DEFINITIONS_KEY)!, elements };
}

/** A new element for a record, with its id and nothing else. */
export function elementFor(key: RecordKey, record: SharedRecord, moddle: BpmnModdle = theModdle()): ModdleElement {
  const element = createElement(record.$type, moddle);
  if (!element) throw new TypeError(`"${record.$type}" is no type of the model: only what was projected can be made an element`);
  const id = key === DEFINITIONS_KEY ? record['id'] : idOfKey(key);
  if (typeof id === 'string' && id !== '') element.id = id;
  else giveKey(element, key);
  return element;
}

/**
 * Gives an element the properties and attributes of its record and takes away all others, in place. Children which are records of
 * their own, incoming, outgoing and flowNodeRef are left alone: see `fillLists`.
 *
 * @param lookup the element of a key, or of an id inside a value
 */
export function fillElement(element: ModdleElement, record: SharedRecord, lookup: Lookup, moddle: BpmnModdle = theModdle()): void {
  const slots = schemaOf(record.$type)?.slots;
  for (const property of descriptorOfElement(element).properties as Property[]) {
    if (!isUnstored(property) && property.name !== 'id' && !slots?.has(property.name)) delete element[property.name];
  }
  for (const name of Object.keys(element.$attrs ?? {})) delete element.$attrs![name];
  write(element, record, { moddle, lookup });
}

/** Gives an element its children (and them their $parent) and its derived lists, in the order of the projection. */
export function fillLists(element: ModdleElement, key: RecordKey, projection: Projection, lookup: Lookup): void {
  const children = projection.children.get(key);
  for (const { name, isMany } of schemaOf(element.$type)?.slots.values() ?? []) {
    const inside = (children?.get(name) ?? []).map(lookup).filter((child) => child !== undefined);
    for (const child of inside) child.$parent = element;
    fill(element, name, inside, isMany === true);
  }
  const derived = projection.derived.get(key);
  for (const name of ['incoming', 'outgoing', 'flowNodeRef'] as const) {
    if (name in descriptorOfElement(element).propertiesByName) fill(element, name, (derived?.[name] ?? []).map(lookup).filter((each) => each !== undefined), true);
  }
}

function write(element: ModdleElement, record: SharedRecord, maker: Maker): void {
  const points = record['waypoint'] === undefined ? undefined : waypointsOf(record)?.points;
  writeEntries(element, points ? { ...record, waypoint: points } : record, maker);
}

function fill(element: ModdleElement, name: string, values: readonly ModdleElement[], isMany: boolean): void {
  if (values.length === 0) delete element[name];
  else (element as unknown as { set(name: string, value: unknown): void }).set(name, isMany ? [...values] : values[0]);
}
