import type { ModuleDeclaration } from 'didi';
import type { Box } from './services.js';
import { transposedHolder, transposedShape } from './transposed.js';

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
  readonly incoming: readonly object[];
  readonly outgoing: readonly object[];
}
interface Turn {
  readonly pool: Shape;
  before?: readonly (readonly [Shape, Box, unknown])[];
}

const isHolder = ({ type }: Shape): boolean => type === 'bpmn:Participant' || type === 'bpmn:Lane';
const isDrawn = (shape: Shape): boolean => shape.waypoints === undefined;

/** Turns a pool upright or level, lanes and contents with it; one step to undo. */
class TurnPoolHandler {
  static readonly $inject = ['bpmnUpdater', 'modeling'];

  constructor(
    private readonly updater: { updateBounds(shape: Shape): void },
    private readonly modeling: { layoutConnection(connection: object): void },
  ) {}

  execute(context: Turn): readonly Shape[] {
    const { pool } = context;
    const origin = { x: pool.x, y: pool.y };
    const upright = pool.di.get('isHorizontal') !== false;
    const all = within(pool);
    context.before = all.map((shape) => [shape, { x: shape.x, y: shape.y, width: shape.width, height: shape.height }, shape.di.get('isHorizontal')]);
    const places = new Map(all.map((shape) => [shape, placeOf(shape, origin)]));
    for (const [shape, place] of places) this.put(shape, place, isHolder(shape) ? !upright : undefined);
    return all;
  }

  revert({ before = [] }: Turn): readonly Shape[] {
    for (const [shape, place, horizontal] of before) this.put(shape, place, horizontal);
    return before.map(([shape]) => shape);
  }

  /** Arrows find their way anew, also those that come from outside. */
  postExecute({ pool }: Turn): void {
    for (const connection of new Set(within(pool).flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing]))) this.modeling.layoutConnection(connection);
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
