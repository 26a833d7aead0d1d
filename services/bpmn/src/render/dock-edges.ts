import { elementOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { centreOf, contains, inset } from './geometry.js';
import type { Point } from './geometry.js';
import type { SceneEdge, SceneShape } from './scene.js';

const TOLERATED = 4;
const HALVINGS = 12;

/**
 * Ends edges at the outline of what they join. Most files say so themselves; some tools run every edge from centre to
 * centre and rely on shapes covering the rest, which would put the arrow heads into the middle of the names.
 */
export function dockEdges(edges: SceneEdge[], shapes: SceneShape[]): SceneEdge[] {
  const shapeOf = new Map(shapes.map((shape) => [shape.element, shape]));
  return edges.map((edge) => {
    const waypoints = [...edge.waypoints];
    dock(waypoints, shapeOf.get(elementOf(edge.element, 'sourceRef') as ModdleElement));
    waypoints.reverse();
    dock(waypoints, shapeOf.get(elementOf(edge.element, 'targetRef') as ModdleElement));
    return { ...edge, waypoints: waypoints.reverse() };
  });
}

/** Moves the first point to where the line leaves the shape, if it lies well inside and the next one does not. */
function dock(waypoints: Point[], shape: SceneShape | undefined): void {
  const [first, second] = waypoints;
  if (!shape || !first || !second || !contains(inset(shape.bounds, TOLERATED), first) || covers(shape, second)) return;
  let [inside, outside] = [first, second];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = { x: (inside.x + outside.x) / 2, y: (inside.y + outside.y) / 2 };
    if (covers(shape, middle)) inside = middle;
    else outside = middle;
  }
  waypoints[0] = outside;
}

function covers({ element, bounds }: SceneShape, point: Point): boolean {
  if (!contains(bounds, point)) return false;
  const centre = centreOf(bounds);
  const [dx, dy] = [(2 * Math.abs(point.x - centre.x)) / bounds.width, (2 * Math.abs(point.y - centre.y)) / bounds.height];
  if (isA(element, 'bpmn:Event')) return Math.hypot(dx, dy) <= 1;
  return isA(element, 'bpmn:Gateway') ? dx + dy <= 1 : true;
}
