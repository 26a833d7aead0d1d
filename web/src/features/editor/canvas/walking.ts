/** A step from one element to another: along the flow, among branches, in and out of what holds others, or in reading order. */
export type Step = 'next' | 'previous' | 'forward' | 'back' | 'up' | 'down' | 'into' | 'out';

/** An element with what it is joined to, as far as walking is concerned. */
export interface Stop {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly parent?: Stop;
  readonly children?: readonly Stop[];
  readonly waypoints?: unknown;
  readonly labelTarget?: unknown;
  readonly hidden?: boolean;
  readonly incoming?: readonly { readonly source?: Stop }[];
  readonly outgoing?: readonly { readonly target?: Stop }[];
  /** Of a connection. */
  readonly source?: Stop;
  readonly target?: Stop;
  /** What it is fastened to, of an event on the border of a task. */
  readonly host?: Stop;
  readonly attachers?: readonly Stop[];
}

/** Elements in the order in which they are read: from left to right, then from top to bottom. */
function readingOrder<E extends Stop>(elements: readonly E[]): E[] {
  return elements.toSorted((a, b) => (a.x ?? 0) - (b.x ?? 0) || (a.y ?? 0) - (b.y ?? 0));
}

/** What can be walked to: shapes that are to be seen. */
function isStop(element: Stop): boolean {
  return element.parent !== undefined && element.labelTarget === undefined && element.waypoints === undefined && element.hidden !== true;
}

/**
 * Where a step leads.
 * @param all what is drawn on the plane in view
 * @param from undefined when nothing is selected: the first (or last) element is where one begins
 */
export function stepFrom<E extends Stop>(from: E | undefined, step: Step, all: readonly E[]): E | undefined {
  const order = readingOrder(all.filter(isStop));
  const at = from ? order.findIndex(({ id }) => id === from.id) : -1;
  if (!from || (at < 0 && from.waypoints === undefined)) return step === 'previous' || step === 'back' ? order.at(-1) : order[0];
  const here = (stop: Stop | undefined): E | undefined => order.find(({ id }) => id === stop?.id);
  switch (step) {
    case 'next':
      return order[(at + 1) % order.length];
    case 'previous':
      return order.at(at - 1);
    case 'forward':
      return here(topmost(targetsOf(from)) ?? topmost(from.attachers ?? []));
    case 'back':
      return here(topmost(sourcesOf(from)) ?? from.host);
    case 'into':
      return here(readingOrder((from.children ?? []).filter(isStop))[0]);
    case 'out':
      return here(from.parent);
    default:
      return here(branch(from, step)) ?? nearest(from, step, order);
  }
}

const targetsOf = (of: Stop): Stop[] => (of.target ? [of.target] : (of.outgoing ?? []).flatMap(({ target }) => target ?? []));
const sourcesOf = (of: Stop): Stop[] => (of.source ? [of.source] : (of.incoming ?? []).flatMap(({ source }) => source ?? []));
const topmost = (stops: readonly Stop[]): Stop | undefined => stops.filter(isStop).toSorted((a, b) => middle(a).y - middle(b).y)[0];

/** The next one among those that follow the same element. */
function branch(from: Stop, step: 'up' | 'down'): Stop | undefined {
  const others = [...new Set(sourcesOf(from).flatMap(targetsOf))].filter(isStop).toSorted((a, b) => middle(a).y - middle(b).y);
  const at = others.findIndex(({ id }) => id === from.id);
  return at < 0 ? undefined : others[at + (step === 'down' ? 1 : -1)];
}

/** The closest one above or below, in the same pool or sub-process. */
function nearest<E extends Stop>(from: E, step: 'up' | 'down', order: readonly E[]): E | undefined {
  const at = middle(from);
  const way = step === 'down' ? 1 : -1;
  const distance = (stop: Stop) => Math.abs(middle(stop).x - at.x) * 2 + Math.abs(middle(stop).y - at.y);
  const there = order.filter((stop) => stop.id !== from.id && stop.parent?.id === from.parent?.id && (middle(stop).y - at.y) * way > 1);
  return there.toSorted((a, b) => distance(a) - distance(b))[0];
}

function middle({ x = 0, y = 0, width = 0, height = 0 }: Stop) {
  return { x: x + width / 2, y: y + height / 2 };
}
