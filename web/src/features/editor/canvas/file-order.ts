import type { ModuleDeclaration } from 'didi';

/** A shape or edge of the file's diagram interchange. */
export type Di = object;
interface Plane {
  get(name: 'planeElement'): readonly Di[];
  set(name: 'planeElement', items: readonly Di[]): void;
}
interface Drawn {
  readonly di?: Di;
  readonly labelTarget?: unknown;
  readonly children?: readonly Drawn[];
}
interface EventBus {
  on<E>(event: string, priority: number, listener: (event: E) => void): void;
}

/** Before the canvas library's own listeners, which move the content of collapsed sub-processes to planes of their own. */
const FIRST = 2_500;

/**
 * The order in which shapes and edges are written: what was opened stays where it was in the file, what is new comes behind
 * what it is drawn upon.
 *
 * @param opened what the plane held when it was opened
 * @param now what it holds now: also what the canvas cannot draw, which is kept
 * @param drawn what of it is on the canvas, from the back to the front
 */
export function inFileOrder(opened: readonly Di[], now: readonly Di[], drawn: readonly Di[]): Di[] {
  const present = new Set([...now, ...drawn]);
  const kept = opened.filter((di) => present.has(di));
  const known = new Set(kept);
  const behind = new Map<Di | undefined, Di[]>();
  let last: Di | undefined;
  for (const di of drawn) {
    if (known.has(di)) last = di;
    else behind.set(last, [...(behind.get(last) ?? []), di]);
  }
  const shown = new Set(drawn);
  const others = now.filter((di) => !known.has(di) && !shown.has(di));
  return [...(behind.get(undefined) ?? []), ...kept.flatMap((di) => [di, ...(behind.get(di) ?? [])]), ...others];
}

/**
 * In place of the canvas library's own: that one writes what is drawn, in the order it is drawn in, so that one edit would
 * rearrange the file, and drop the places of whatever the canvas cannot draw.
 */
class FileOrder {
  static readonly $inject = ['eventBus', 'canvas'];

  constructor(eventBus: EventBus, canvas: { getRootElements(): readonly Drawn[] }) {
    const opened = new WeakMap<object, readonly Di[]>();
    eventBus.on<{ definitions?: { diagrams?: readonly { plane?: Plane }[] } }>('import.render.start', FIRST, ({ definitions }) => {
      for (const { plane } of definitions?.diagrams ?? []) if (plane && !opened.has(plane)) opened.set(plane, [...plane.get('planeElement')]);
    });
    eventBus.on('saveXML.start', FIRST, () => {
      const roots = canvas.getRootElements().map((root) => ({ plane: root.di as Plane | undefined, drawn: drawnIn(root) }));
      const elsewhere = new Map(roots.flatMap(({ plane, drawn }) => drawn.map((di) => [di, plane])));
      for (const { plane, drawn } of roots) {
        if (!plane) continue;
        const here = plane.get('planeElement').filter((di) => !elsewhere.has(di) || elsewhere.get(di) === plane);
        plane.set('planeElement', inFileOrder(opened.get(plane) ?? [], here, drawn));
      }
    });
  }
}

function drawnIn(root: Drawn): Di[] {
  const found: Di[] = [];
  const pending = [...(root.children ?? [])].reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.di && next.labelTarget === undefined) found.push(next.di);
    pending.push(...[...(next.children ?? [])].reverse());
  }
  return found;
}

export const fileOrder: ModuleDeclaration = { bpmnDiOrdering: ['type', FileOrder] };
