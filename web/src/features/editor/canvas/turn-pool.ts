import type { ModuleDeclaration } from 'didi';
import type { Box } from './services.js';
import { borderTowards, docked, transposedHolder, transposedPoint, transposedShape } from './transposed.js';

interface Shape {
  x: number;
  y: number;
  width: number;
  height: number;
  readonly type: string;
  readonly di: { get(name: string): unknown; set(name: string, value: unknown): void };
  readonly waypoints?: unknown;
  readonly parent?: Shape;
  readonly host?: Shape;
  readonly labelTarget?: Shape;
  readonly children: readonly Shape[];
  readonly incoming: readonly Connection[];
  readonly outgoing: readonly Connection[];
}
interface Connection {
  waypoints: readonly Point[];
  readonly source: Shape;
  readonly target: Shape;
}
interface Point {
  readonly x: number;
  readonly y: number;
}
interface Turn {
  readonly pool: Shape;
  before?: readonly (readonly [Shape, Box, unknown])[];
  routes?: readonly (readonly [Connection, readonly Point[]])[];
}

const isHolder = ({ type }: Shape): boolean => type === 'bpmn:Participant' || type === 'bpmn:Lane';
const isDrawn = (shape: Shape): boolean => shape.waypoints === undefined;

/** Turns a pool upright or level, lanes and contents with it; one step to undo. */
class TurnPoolHandler {
  static readonly $inject = ['bpmnUpdater'];

  constructor(private readonly updater: { updateBounds(shape: Shape): void; updateConnectionWaypoints(connection: Connection): void }) {}

  execute(context: Turn): readonly (Shape | Connection)[] {
    const { pool } = context;
    const origin = { x: pool.x, y: pool.y };
    const upright = pool.di.get('isHorizontal') !== false;
    const all = within(pool);
    context.before = all.map((shape) => [shape, { x: shape.x, y: shape.y, width: shape.width, height: shape.height }, shape.di.get('isHorizontal')]);
    const connections = [...new Set(all.flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing]))];
    context.routes = connections.map((connection) => [connection, connection.waypoints]);
    const places = new Map(all.map((shape) => [shape, placeOf(shape, origin)]));
    const routes = connections.map((connection) => [connection, routeOf(connection, places, origin)] as const);
    for (const [shape, place] of places) this.put(shape, place, isHolder(shape) ? !upright : undefined);
    for (const [connection, route] of routes) this.lead(connection, route);
    return [...all, ...connections];
  }

  revert({ before = [], routes = [] }: Turn): readonly (Shape | Connection)[] {
    for (const [shape, place, horizontal] of before) this.put(shape, place, horizontal);
    for (const [connection, route] of routes) this.lead(connection, route);
    return [...before.map(([shape]) => shape), ...routes.map(([connection]) => connection)];
  }

  private lead(connection: Connection, waypoints: readonly Point[]): void {
    connection.waypoints = waypoints;
    this.updater.updateConnectionWaypoints(connection);
  }

  private put(shape: Shape, place: Box, horizontal: unknown): void {
    Object.assign(shape, place);
    if (isHolder(shape)) shape.di.set('isHorizontal', horizontal);
    this.updater.updateBounds(shape);
  }
}

/** What stands directly in the pool goes where its middle goes; what belongs to it goes along as it lies. */
function placeOf(shape: Shape, origin: { readonly x: number; readonly y: number }): Box {
  if (isHolder(shape)) return transposedHolder(shape, origin);
  const leader = leaderOf(shape);
  const place = transposedShape(leader, origin);
  return { x: shape.x + place.x - leader.x, y: shape.y + place.y - leader.y, width: shape.width, height: shape.height };
}

/**
 * Inside the pool an arrow's way is turned as everything is, and ends at the border of what it joins. Inside something that goes
 * along as it lies it only goes along; one from outside comes straight.
 */
function routeOf({ waypoints, source, target }: Connection, places: ReadonlyMap<Shape, Box>, origin: Point): readonly Point[] {
  const [from, to] = [places.get(source), places.get(target)];
  const [first, last] = [waypoints[0]!, waypoints.at(-1)!];
  if (!from || !to) return [from ? borderTowards(from, last) : first, to ? borderTowards(to, first) : last];
  const start = docked(first, source, from, origin);
  const end = docked(last, target, to, origin);
  const leader = leaderOf(source);
  if (leader !== source && leader === leaderOf(target) && !source.host && !target.host) {
    return waypoints.map(({ x, y }) => ({ x: x + from.x - source.x, y: y + from.y - source.y }));
  }
  return [start, ...waypoints.slice(1, -1).map(({ x, y }) => transposedPoint({ x, y }, origin)), end];
}

function leaderOf(shape: Shape): Shape {
  if (shape.labelTarget) return isDrawn(shape.labelTarget) ? leaderOf(shape.labelTarget) : shape;
  if (shape.host) return leaderOf(shape.host);
  return shape.parent && !isHolder(shape.parent) ? leaderOf(shape.parent) : shape;
}

function within(shape: Shape): Shape[] {
  return [shape, ...shape.children.filter(isDrawn).flatMap(within)];
}

class TurnPool {
  static readonly $inject = ['commandStack'];

  constructor(private readonly commandStack: { registerHandler(name: string, handler: object): void; execute(name: string, context: Turn): void }) {
    commandStack.registerHandler('pool.turn', TurnPoolHandler);
  }

  turn(pool: Shape): void {
    this.commandStack.execute('pool.turn', { pool });
  }
}

export const turnPool: ModuleDeclaration = { __init__: ['turnPool'], turnPool: ['type', TurnPool] };
