import { elementOf, elementsOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { add, called, contained, drop, refer, set } from './edited-model.js';
import type { Box, EditedModel, Point } from './edited-model.js';

const GRID = 10;

/** Moves a shape, what is in it and on its border, and the ends of what is connected with it. */
export function move(model: EditedModel): string | undefined {
  const node = model.some(model.pick(['bpmn:FlowNode', 'bpmn:FlowNode', 'bpmn:FlowNode', 'bpmn:Artifact', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])!, (each) => model.boxOf(each) !== undefined);
  if (!node) return undefined;
  const by = { x: GRID * model.number(-8, 8), y: GRID * model.number(-6, 6) };
  if (by.x === 0 && by.y === 0) by.x = GRID;
  moveBy(model, node, by);
  return `move ${called(node)} by ${by.x},${by.y}`;
}

/** Moves an element by a vector as the editor does. */
export function moveBy(model: EditedModel, node: ModdleElement, by: Point): void {
  const moved = new Set([node]);
  for (const inner of contained(node)) if (inner !== node && inner.id) moved.add(inner);
  for (const event of model.all('bpmn:BoundaryEvent')) if (moved.has(event['attachedToRef'] as ModdleElement)) moved.add(event);
  const plane = model.diOf(node)?.$parent;
  for (const each of moved) {
    const di = model.diOf(each);
    if (!di || di.$parent !== plane || !elementOf(di, 'bounds')) continue;
    shift(elementOf(di, 'bounds') as unknown as Point, by);
    shiftLabel(di, by);
  }
  for (const { element, source, target } of model.connections()) {
    const edge = model.diOf(element);
    if (!edge || edge.$parent !== plane) continue;
    const points = elementsOf(edge, 'waypoint') as unknown as Point[];
    const [from, to] = [source !== undefined && moved.has(source), target !== undefined && moved.has(target)];
    if (from && to) for (const point of points) shift(point, by);
    else if (from) follow(points, by);
    else if (to) follow(points.toReversed(), by);
    if (from && to) shiftLabel(edge, by);
  }
}

/** Moves one inner point of an edge, or bends a straight one. */
export function bend(model: EditedModel): string | undefined {
  const flow = model.some('bpmn:SequenceFlow', (each) => elementsOf(model.diOf(each), 'waypoint').length > 1);
  const edge = model.diOf(flow);
  if (!flow || !edge) return undefined;
  const points = edge['waypoint'] as ModdleElement[];
  if (points.length > 2) shift(points[1] as unknown as Point, { x: 0, y: GRID * model.number(1, 4) });
  else {
    const [a, b] = points as unknown as [Point, Point];
    const point = model.make('dc:Point', { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) + GRID * model.number(1, 5) });
    point.$parent = edge;
    points.splice(1, 0, point);
  }
  return `bend ${called(flow)}`;
}

/** Puts the label of an event, gateway or flow elsewhere. */
export function moveLabel(model: EditedModel): string | undefined {
  const element = model.some('bpmn:FlowElement', (each) => (isA(each, 'bpmn:Event') || isA(each, 'bpmn:Gateway') || isA(each, 'bpmn:SequenceFlow')) && each.name !== undefined && model.diOf(each) !== undefined);
  const di = model.diOf(element);
  if (!element || !di) return undefined;
  const bounds = elementOf(elementOf(di, 'label'), 'bounds') as unknown as Point | undefined;
  if (bounds) shift(bounds, { x: model.number(-20, 20), y: GRID });
  else {
    const at = (elementOf(di, 'bounds') ?? elementsOf(di, 'waypoint')[0]) as unknown as Point;
    const made = model.make('dc:Bounds', { x: Math.round(at.x), y: Math.round(at.y) + 43, width: 90, height: 27 });
    const label = elementOf(di, 'label') ?? model.make('bpmndi:BPMNLabel');
    set(label, 'bounds', made);
    set(di, 'label', label);
  }
  return `move the label of ${called(element)}`;
}

/** Makes a pool or the pool of a lane larger, and its lanes with it. */
export function resizePool(model: EditedModel): string | undefined {
  const pool = model.some('bpmn:Participant', (each) => model.boxOf(each) !== undefined);
  const box = model.boxOf(pool);
  if (!pool || !box) return undefined;
  const lanes = lanesOf(pool).flatMap((lane) => model.boxOf(lane) ?? []);
  const by = GRID * model.number(2, 12);
  if (model.random() < 0.5) {
    for (const each of [box, ...lanes]) each.width += by;
  } else {
    const bottom = box.y + box.height;
    for (const each of [box, ...lanes]) if (Math.abs(each.y + each.height - bottom) < 2) each.height += by;
  }
  return `resize ${called(pool)}`;
}

/** Puts a node into another lane of its process: both the reference and the place. */
export function changeLane(model: EditedModel): string | undefined {
  const lanes = model.all('bpmn:Lane').filter((lane) => elementOf(lane, 'childLaneSet') === undefined);
  const node = model.some('bpmn:FlowNode', (each) => lanes.some((lane) => elementsOf(lane, 'flowNodeRef').includes(each)));
  const from = lanes.find((lane) => node && elementsOf(lane, 'flowNodeRef').includes(node));
  const to = model.pick(lanes.filter((lane) => lane !== from && lane.$parent === from?.$parent));
  if (!node || !from || !to) return undefined;
  drop(from, 'flowNodeRef', node);
  refer(to, 'flowNodeRef', node);
  const [a, b] = [model.boxOf(from), model.boxOf(to)];
  if (a && b && model.boxOf(node)) moveBy(model, node, { x: 0, y: Math.round(b.y + b.height / 2 - a.y - a.height / 2) });
  return `put ${called(node)} into ${called(to)}`;
}

/** Adds a lane below the last one of a pool, which grows. */
export function addLane(model: EditedModel): string | undefined {
  const pool = model.some('bpmn:Participant', (each) => lanesOf(each).length > 0 && model.boxOf(each) !== undefined);
  const box = model.boxOf(pool);
  const set = pool && elementsOf(elementOf(pool, 'processRef'), 'laneSets')[0];
  if (!pool || !box || !set) return undefined;
  const lane = model.make('bpmn:Lane', { id: model.newId('Lane') });
  add(set, 'lanes', lane);
  const height = 120;
  model.drawShape(lane, { x: box.x + 30, y: box.y + box.height, width: box.width - 30, height } satisfies Box, pool);
  box.height += height;
  return `add ${called(lane)} to ${called(pool)}`;
}

function lanesOf(pool: ModdleElement): ModdleElement[] {
  return elementsOf(elementOf(pool, 'processRef'), 'laneSets').flatMap((laneSet) => elementsOf(laneSet, 'lanes'));
}

function shift(at: Point, by: Point): void {
  at.x += by.x;
  at.y += by.y;
}

function shiftLabel(di: ModdleElement, by: Point): void {
  const label = elementOf(elementOf(di, 'label'), 'bounds');
  if (label) shift(label as unknown as Point, by);
}

// The end goes along; the point next to it does as far as its segment was straight, unless it is the other end.
function follow([end, next, ...more]: readonly Point[], by: Point): void {
  if (!end) return;
  const was = { ...pointOf(end) };
  shift(end, by);
  if (!next || more.length === 0) return;
  if (next.y === was.y) next.y += by.y;
  else if (next.x === was.x) next.x += by.x;
}

function pointOf({ x, y }: Point): Point {
  return { x, y };
}
