import { elementOf, elementsOf, isA, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { coordinate, usableBounds } from './geometry.js';
import type { Bounds, Point } from './geometry.js';
import { CalledElements } from './called-elements.js';
import { dockEdges } from './dock-edges.js';
import { drawingRank } from './drawing-rank.js';
import { paintOf } from './paint.js';
import type { Scene, SceneEdge, SceneShape } from './scene.js';

const MOST_WAYPOINTS = 500;

/** Reads one diagram of the interchange into what can be drawn; what is unusable is left out. */
export function readScene(diagram: ModdleElement): Scene {
  const plane = elementOf(diagram, 'plane');
  const items = elementsOf(plane, 'planeElement').filter((di) => depictedBy(di));
  const drawn = new Map(items.filter((di) => isA(di, 'bpmndi:BPMNShape')).map((di) => [depictedBy(di)!, di]));
  const busy = parentsOf(drawn);
  const hidden = (element: ModdleElement) => liesInCollapsed(element, drawn, busy);
  const called = new CalledElements(diagram);
  const shapes: SceneShape[] = [];
  const edges: SceneEdge[] = [];
  for (const di of items) {
    const element = depictedBy(di)!;
    if (hidden(element)) continue;
    if (isA(di, 'bpmndi:BPMNEdge')) pushIfDefined(edges, readEdge(di, element));
    else if (isA(di, 'bpmndi:BPMNShape')) pushIfDefined(shapes, readShape(di, element, busy, called));
  }
  const title = textOf(diagram, 'name') ?? textOf(elementOf(plane, 'bpmnElement'), 'name');
  return { shapes: inDrawingOrder(withBands(inheritDirection(shapes))), edges: dockEdges(edges, shapes), title };
}

// An edge that joins two others may depict no element of its own, as data on a sequence flow does (BPMN 2.0, 12.2.3.4).
function depictedBy(di: ModdleElement): ModdleElement | undefined {
  const joins = isA(di, 'bpmndi:BPMNEdge') && elementOf(di, 'sourceElement') && elementOf(di, 'targetElement');
  return elementOf(di, 'bpmnElement') ?? (joins ? di : undefined);
}

function readShape(di: ModdleElement, element: ModdleElement, busy: Set<ModdleElement>, called: CalledElements): SceneShape | undefined {
  const bounds = usableBounds(di['bounds']);
  if (!bounds) return undefined;
  const horizontal = typeof di['isHorizontal'] === 'boolean' ? di['isHorizontal'] : undefined;
  return {
    element,
    di,
    type: element.$type,
    bounds,
    labelBounds: labelBoundsOf(di),
    paint: paintOf(di),
    expanded: isExpanded(di, element, busy),
    horizontal: horizontal ?? true,
    called: called.of(element),
    bands: [],
  };
}

function readEdge(di: ModdleElement, element: ModdleElement): SceneEdge | undefined {
  const waypoints: Point[] = [];
  for (const waypoint of elementsOf(di, 'waypoint').slice(0, MOST_WAYPOINTS)) {
    const [x, y] = [coordinate(waypoint['x']), coordinate(waypoint['y'])];
    const last = waypoints.at(-1);
    if (x !== undefined && y !== undefined && (last?.x !== x || last.y !== y)) waypoints.push({ x, y });
  }
  if (waypoints.length < 2) return undefined;
  return { element, di, type: element.$type, waypoints, labelBounds: labelBoundsOf(di), paint: paintOf(di) };
}

// Some tools write label bounds without a size or with one of 0: the place is still good.
function labelBoundsOf(di: ModdleElement): Bounds | undefined {
  const bounds = elementOf(elementOf(di, 'label'), 'bounds');
  const [x, y] = [coordinate(bounds?.['x']), coordinate(bounds?.['y'])];
  if (x === undefined || y === undefined) return undefined;
  return { x, y, width: Math.max(0, coordinate(bounds?.['width']) ?? 0), height: Math.max(0, coordinate(bounds?.['height']) ?? 0) };
}

function isExpanded(di: ModdleElement, element: ModdleElement, busy: Set<ModdleElement>): boolean {
  if (element.$type === 'bpmn:Participant') {
    const process = elementOf(element, 'processRef');
    return process !== undefined && (busy.has(process) || elementsOf(process, 'flowElements').length > 0 || elementsOf(process, 'laneSets').length > 0);
  }
  return typeof di['isExpanded'] === 'boolean' ? di['isExpanded'] : busy.has(element);
}

/** The elements with content that is drawn on this plane. */
function parentsOf(drawn: Map<ModdleElement, ModdleElement>): Set<ModdleElement> {
  const parents = new Set<ModdleElement>();
  for (const element of drawn.keys()) if (element.$parent) parents.add(element.$parent);
  return parents;
}

function liesInCollapsed(element: ModdleElement, drawn: Map<ModdleElement, ModdleElement>, busy: Set<ModdleElement>): boolean {
  for (let parent = element.$parent; parent; parent = parent.$parent) {
    const di = drawn.get(parent);
    if (di && isA(parent, 'bpmn:SubProcess') && !isExpanded(di, parent, busy)) return true;
  }
  return false;
}

// A lane that does not say how it runs runs as its pool does.
function inheritDirection(shapes: SceneShape[]): SceneShape[] {
  const poolOf = new Map<ModdleElement, SceneShape>();
  for (const shape of shapes) {
    const process = shape.type === 'bpmn:Participant' ? elementOf(shape.element, 'processRef') : undefined;
    if (process) poolOf.set(process, shape);
  }
  for (const shape of shapes) {
    if (shape.type !== 'bpmn:Lane' || typeof shape.di['isHorizontal'] === 'boolean') continue;
    let process = shape.element.$parent;
    while (process && process.$type !== 'bpmn:Process') process = process.$parent;
    shape.horizontal = (process && poolOf.get(process)?.horizontal) ?? true;
  }
  return shapes;
}

/** Moves the bands of choreography participants into the activity they belong to. */
function withBands(shapes: SceneShape[]): SceneShape[] {
  const byDi = new Map(shapes.map((shape) => [shape.di, shape]));
  return shapes.filter((shape) => {
    const activity = elementOf(shape.di, 'choreographyActivityShape');
    const owner = activity && byDi.get(activity);
    if (!owner) return activity === undefined;
    owner.bands.push(shape);
    return false;
  });
}

function inDrawingOrder(shapes: SceneShape[]): SceneShape[] {
  const ranked = shapes.map((shape, order) => ({ shape, order, rank: drawingRank(shape) }));
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return ranked.map(({ shape }) => shape);
}

function pushIfDefined<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}
