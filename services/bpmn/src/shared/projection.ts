import type { RecordKey, Records } from './record.js';

/** The consistent part of a document: what can be shown and written. */
export interface Projection {
  /**
   * What is shown, the definitions always among it. All parents are there, all references lead somewhere, edges dock. A record
   * that needed no mending is the very object that was given, so that two projections can be compared by identity first.
   */
  readonly records: Records;
  /** The children of an element by property, in order. */
  readonly children: ReadonlyMap<RecordKey, ReadonlyMap<string, readonly RecordKey[]>>;
  /** What follows from the records and is stored nowhere, in document order; nothing where a list would be empty. */
  readonly derived: ReadonlyMap<RecordKey, DerivedLists>;
  /** What is in the document but not shown, since something it hangs on is gone. */
  readonly hidden: ReadonlySet<RecordKey>;
  /** What lay in a circle and is shown at the root instead. */
  readonly recovered: ReadonlySet<RecordKey>;
}

/** Of flow nodes: the flows that reach and leave them. Of lanes: the nodes in them. */
export interface DerivedLists {
  readonly incoming?: readonly RecordKey[];
  readonly outgoing?: readonly RecordKey[];
  readonly flowNodeRef?: readonly RecordKey[];
}
