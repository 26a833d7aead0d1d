import type { BpmnModdle } from 'bpmn-moddle';
import type { ModdleElement } from '../model/moddle-element.js';
import type { RecordKey } from './record.js';

export type Lookup = (key: RecordKey) => ModdleElement | undefined;

/** What elements are made with. */
export interface Maker {
  /** bpmn-js's own may know packages of vendors. */
  readonly moddle: BpmnModdle;
  readonly lookup: Lookup;
  /** Takes the elements inside values that have an id: others may refer to them. */
  readonly parts?: Map<RecordKey, ModdleElement>;
  /** Takes what sets references, where not all elements are there yet. */
  readonly later?: (() => void)[];
}

/** A new element; undefined where the type is none, or is abstract and cannot be made. */
export function createElement(type: string, moddle: BpmnModdle): ModdleElement | undefined {
  try {
    return (moddle as unknown as { create(type: string): ModdleElement }).create(type);
  } catch {
    // The registry throws for names it does not know; documents may hold any.
    return undefined;
  }
}
