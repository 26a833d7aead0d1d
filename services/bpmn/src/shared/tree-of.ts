import type { BpmnModdle } from 'bpmn-moddle';
import type { ModdleElement } from '../model/moddle-element.js';
import type { Projection } from './projection.js';
import type { RecordKey, SharedRecord } from './record.js';

/** A tree of the model, and where each record is in it. */
export interface SharedTree {
  readonly definitions: ModdleElement;
  readonly elements: ReadonlyMap<RecordKey, ModdleElement>;
}

/** The tree of the model that a projection describes; `writeBpmn(treeOf(...).definitions)` is the document. */
export function treeOf(projection: Projection, moddle?: BpmnModdle): SharedTree {
  throw new Error(`not built yet: ${projection.records.size} ${typeof moddle}`);
}

/** A new element for a record, with its id and nothing else. */
export function elementFor(key: RecordKey, record: SharedRecord, moddle?: BpmnModdle): ModdleElement {
  throw new Error(`not built yet: ${key} ${record.$type} ${typeof moddle}`);
}

/**
 * Gives an element the properties and attributes of its record and takes away all others, in place. Children which are records of
 * their own, incoming, outgoing and flowNodeRef are left alone: see `fillLists`.
 *
 * @param lookup the element of a key
 */
export function fillElement(element: ModdleElement, record: SharedRecord, lookup: (key: RecordKey) => ModdleElement | undefined, moddle?: BpmnModdle): void {
  throw new Error(`not built yet: ${element.$type} ${record.$type} ${typeof lookup} ${typeof moddle}`);
}

/** Gives an element its children (and them their $parent) and its derived lists, in the order of the projection. */
export function fillLists(element: ModdleElement, key: RecordKey, projection: Projection, lookup: (key: RecordKey) => ModdleElement | undefined): void {
  throw new Error(`not built yet: ${element.$type} ${key} ${projection.records.size} ${typeof lookup}`);
}
