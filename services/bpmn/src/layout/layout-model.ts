import type { Bounds, Point } from '../render/geometry.js';
import type { XmlElement } from '../xml/xml-tree.js';

export type BoxKind = 'activity' | 'event' | 'gateway' | 'data' | 'annotation' | 'group' | 'pool' | 'lane' | 'conversation';

/** Something that is drawn as a shape. Places are relative to the container's origin until they are settled, then absolute. */
export interface Box extends Bounds {
  readonly id: string;
  /** The local name of its element: 'userTask'. */
  readonly type: string;
  readonly kind: BoxKind;
  /** What is written in or beside it; '' for nothing. */
  readonly name: string;
  readonly element: XmlElement;
  /** What it lies in; undefined for pools and their like, which lie on the plane itself. */
  container: Container | undefined;
  /** What lies in it when it is shown open. */
  content: Container | undefined;
  /** The activity whose border this event sits on, and the events on this one's border. */
  host: Box | undefined;
  readonly guests: Box[];
  /** The leaf lane of its container it belongs to, from 0; undefined when none is named. */
  lane: number | undefined;
  /** Participants of a choreography activity, the initiating one first among equals. */
  readonly bands: readonly { readonly participant: string; readonly initiating: boolean }[];
  label: Bounds | undefined;
  /** Whether the file has its place already: it never moves then. */
  fixed: boolean;
}

/** Something that is drawn as an edge. An association may end at another edge. */
export interface Link {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly element: XmlElement;
  readonly source: Box | Link;
  readonly target: Box | Link;
  waypoints: Point[];
  /** The height at which a row was kept free for it. */
  level: number | undefined;
  label: Bounds | undefined;
  fixed: boolean;
}

export interface Lane {
  readonly box: Box;
  readonly children: Lane[];
  /** From 0 for the lanes of the process itself. */
  readonly depth: number;
  readonly members: readonly string[];
}

export interface KeptLine {
  readonly from: Box;
  readonly to: Box;
  /** As the places of boxes are: relative to the container until they are settled. */
  readonly y: number;
}

/** What is laid out as one: the content of a process, a choreography or a sub-process that is shown open. */
export interface Container {
  /** The id of the process, choreography or sub-process. */
  readonly id: string;
  readonly element: XmlElement;
  /** The pool or sub-process it is shown in; undefined on a plane of its own. */
  owner: Box | undefined;
  readonly boxes: Box[];
  readonly lanes: Lane[];
  /** Rows that were kept free for flows between two boxes. */
  readonly lines: KeptLine[];
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One diagram to be: what it depicts and what lies on it, outer before inner. */
export interface Plane {
  /** The collaboration, choreography, process or closed sub-process. */
  readonly rootId: string;
  readonly rootElement: XmlElement;
  readonly pools: Box[];
  readonly conversations: Box[];
  /** Those directly on the plane, under the pools. */
  readonly containers: Container[];
}

/** What could not be placed, and why. */
export interface Unplaced {
  /** '' when it has none. */
  readonly elementId: string;
  /** With the prefix of the specification: 'bpmn:UserTask'. */
  readonly type: string;
  readonly name: string | null;
  readonly reason: string;
}

export interface LayoutModel {
  readonly planes: Plane[];
  readonly boxes: ReadonlyMap<string, Box>;
  readonly links: Link[];
  readonly unplaced: Unplaced[];
}

export function isBox(end: Box | Link): end is Box {
  return 'kind' in end;
}
