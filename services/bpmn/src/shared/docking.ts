import { isReference, referencesIn, type Plain, type RecordKey, type Records, type SharedRecord, type Waypoints } from './record.js';

type Box = readonly [x: number, y: number, width: number, height: number];
type Point = Waypoints['points'][number];

/** Finds the shape that shows an element on a plane. */
type FindShape = (plane: RecordKey | undefined, element: RecordKey) => SharedRecord | undefined;

/** The shapes among these records, by plane and element. */
export function shapesIn(records: Records): FindShape {
  const shapes = new Map<RecordKey | undefined, Map<RecordKey, SharedRecord>>();
  const keys = new Map<SharedRecord, RecordKey>();
  for (const [key, record] of records) {
    const shown = record['bpmnElement'];
    if (record.$type !== 'bpmndi:BPMNShape' || !isReference(shown)) continue;
    let onPlane = shapes.get(record.$parent);
    if (!onPlane) shapes.set(record.$parent, (onPlane = new Map()));
    const other = onPlane.get(shown.$ref);
    if (other && !comesBefore([record.z ?? '', key], [other.z ?? '', keys.get(other)!])) continue; // drawn twice, in any order: the first on the plane counts
    onPlane.set(shown.$ref, record);
    keys.set(record, key);
  }
  return (plane, element) => shapes.get(plane)?.get(element);
}

const comesBefore = ([z, key]: readonly [string, string], [otherZ, otherKey]: readonly [string, string]) => z < otherZ || (z === otherZ && key < otherKey);

/** What a connection joins, as far as it says. */
export function endsOf(connection: SharedRecord | undefined): { source?: RecordKey | undefined; target?: RecordKey | undefined } {
  if (!connection) return {};
  const end = (name: string) => referencesIn(connection[name])[0];
  return {
    source: connection.$type === 'bpmn:DataOutputAssociation' ? connection.$parent : end('sourceRef'),
    target: connection.$type === 'bpmn:DataInputAssociation' ? connection.$parent : end('targetRef'),
  };
}

/**
 * The points of an edge with the boxes its ends have now, for keeping; undefined where there is no line. Points without a number
 * are left out: bpmn-js makes such beside a shape of no width. What is left of a line then may be a straight one.
 */
export function dockedNow(edge: SharedRecord, records: Records, findShape: FindShape): Waypoints | undefined {
  const points = (Array.isArray(edge['waypoint']) ? (edge['waypoint'] as readonly Plain[]) : []).filter(isPoint);
  const boxes = boxesOf(edge, records, findShape);
  if (points.length > 1) return { points, ...boxes };
  const { from, to } = boxes;
  return from && to ? { points: [middleOf(from), middleOf(to)], ...boxes } : points.length === 1 ? { points, ...boxes } : undefined;
}

/**
 * An edge whose ends are where the points say; where a shape is another place or size than when the points were set, the point on
 * it moves along, and where both moved alike, the whole line does. The same record when nothing moved.
 */
export function dockAgain(edge: SharedRecord, records: Records, findShape: FindShape): SharedRecord {
  const set = waypointsOf(edge);
  if (!set) return edge;
  const { from, to } = boxesOf(edge, records, findShape);
  if (sameBox(set.from, from) && sameBox(set.to, to)) return edge;
  const boxes = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  if (set.points.length < 2) return { ...edge, waypoint: { points: set.points, ...boxes } as unknown as Plain };
  const [first, last] = [movedWith(set.points[0]!, set.from, from), movedWith(set.points.at(-1)!, set.to, to)];
  const [dx, dy] = [(first?.x ?? 0) - set.points[0]!.x, (first?.y ?? 0) - set.points[0]!.y];
  const together = first && last && last.x - set.points.at(-1)!.x === dx && last.y - set.points.at(-1)!.y === dy;
  const points = set.points.map((point, at): Point => {
    if (together) return { ...point, x: point.x + dx, y: point.y + dy };
    return (at === 0 ? first : at === set.points.length - 1 ? last : undefined) ?? point;
  });
  return { ...edge, waypoint: { points, ...boxes } as unknown as Plain };
}

/** The points of an edge; undefined when what is stored there are none. */
export function waypointsOf(edge: SharedRecord): Waypoints | undefined {
  const value = edge['waypoint'] as Partial<Waypoints> | undefined;
  if (typeof value !== 'object' || value === null || !Array.isArray(value.points)) return undefined;
  const points = (value.points as readonly unknown[]).filter(isPoint);
  return { points, ...(isBox(value.from) ? { from: value.from } : {}), ...(isBox(value.to) ? { to: value.to } : {}) };
}

function boxesOf(edge: SharedRecord, records: Records, findShape: FindShape): { from?: Box; to?: Box } {
  const shown = edge['bpmnElement'];
  const { source, target } = isReference(shown) ? endsOf(records.get(shown.$ref)) : {};
  const box = (end: RecordKey | undefined) => (end === undefined ? undefined : boxOf(findShape(edge.$parent, end)));
  const [from, to] = [box(source), box(target)];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** Where a point on a box is once the box is another one; undefined when it is not. */
function movedWith(point: Point, before: readonly number[] | undefined, now: Box | undefined): Point | undefined {
  if (!isBox(before) || !now || sameBox(before, now)) return undefined;
  const scale = (at: number, start: number, size: number, newStart: number, newSize: number) =>
    size === newSize || size === 0 ? at + newStart - start : Math.round(newStart + ((at - start) / size) * newSize);
  return { ...point, x: scale(point.x, before[0], before[2], now[0], now[2]), y: scale(point.y, before[1], before[3], now[1], now[3]) };
}

function sameBox(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one.every((side, i) => side === other[i]));
}

function boxOf(shape: SharedRecord | undefined): Box | undefined {
  const bounds = shape?.['bounds'] as Record<string, unknown> | null | undefined;
  if (typeof bounds !== 'object' || bounds === null) return undefined;
  const box = [bounds['x'], bounds['y'], bounds['width'], bounds['height']];
  return isBox(box) ? box : undefined;
}

function middleOf([x, y, width, height]: Box): Point {
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

function isPoint(value: unknown): value is Point {
  return typeof value === 'object' && value !== null && Number.isFinite((value as Point).x) && Number.isFinite((value as Point).y);
}

function isBox(value: unknown): value is Box {
  return Array.isArray(value) && value.length === 4 && value.every((side) => Number.isFinite(side));
}
