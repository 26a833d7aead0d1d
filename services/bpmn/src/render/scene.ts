import type { ModdleElement } from '../model/moddle-element.js';
import type { Bounds, Extent, Point } from './geometry.js';
import type { Paint } from './paint.js';

/** A shape of the diagram interchange, checked and ready to draw. */
export interface SceneShape {
  element: ModdleElement;
  di: ModdleElement;
  type: string;
  bounds: Bounds;
  labelBounds: Bounds | undefined;
  paint: Paint;
  /** Sub-processes and call activities: whether the content is shown. Pools: whether there is content at all. */
  expanded: boolean;
  /** Pools and lanes: whether they run from left to right. */
  horizontal: boolean;
  /** Call activities and call choreographies: what they call, when it is in the same file. */
  called: ModdleElement | undefined;
  /** Choreography activities: the bands of their participants. */
  bands: SceneShape[];
}

/** An edge of the diagram interchange, checked and ready to draw. Has at least two waypoints. */
export interface SceneEdge {
  element: ModdleElement;
  di: ModdleElement;
  type: string;
  waypoints: Point[];
  labelBounds: Bounds | undefined;
  paint: Paint;
}

export interface Scene {
  /** In drawing order: containers before what they contain. */
  shapes: SceneShape[];
  edges: SceneEdge[];
  title: string | undefined;
}

/** What the drawing functions share. */
export interface Drawing {
  /** Learns of everything drawn that may lie outside the shapes. */
  extent: Extent;
  /** The colour behind the diagram, undefined when transparent. */
  background: string | undefined;
  /** Longer names are cut, in characters. */
  maxLabelLength: number;
}
