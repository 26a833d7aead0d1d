import type { ModuleDeclaration } from 'didi';
import { inFileOrder } from './file-order.js';

interface Point {
  x: number;
  y: number;
}
interface Di {
  readonly bounds?: Point;
  readonly waypoint?: readonly Point[];
}
interface Plane {
  get(name: 'planeElement'): readonly Di[];
  set(name: 'planeElement', items: readonly Di[]): void;
}
interface Diagram {
  readonly plane?: Plane;
}
interface Definitions {
  diagrams?: Diagram[];
}
interface EventBus {
  on<E>(event: string, priority: number, listener: (event: E) => void): void;
}

/** Everything on a plane, and where it lay. */
type Places = ReadonlyMap<Di, readonly Point[]>;
interface File {
  readonly filed: ReadonlyMap<Plane, Places>;
  /** The planes that came when it was opened; null until it is. */
  made: ReadonlyMap<Diagram, Places> | null;
}

/** The library makes its planes at 1500, and the order of a file is put right at 2500. */
const BEFORE = 2_500;
const BEHIND = 500;
const nothing = () => undefined;

/**
 * The canvas library draws the inside of a collapsed sub-process on a plane of its own. Where a file has none, it makes one when
 * the file is opened: empty, or with what lay on the plane around, moved to another place. So it is shown; it is written into
 * the file with the first edit in there, and not with one of something else.
 */
export class InnerPlanes {
  static readonly $inject = ['eventBus'];
  private readonly files = new WeakMap<Definitions, File>();

  constructor(eventBus: EventBus) {
    eventBus.on<{ definitions?: Definitions }>('import.render.start', BEFORE, ({ definitions }) => {
      if (!definitions || this.files.has(definitions)) return; // another drawing of the same file
      this.files.set(definitions, { filed: new Map(planesOf(definitions).map((plane) => [plane, placesOn(plane)])), made: null });
    });
    eventBus.on<{ definitions?: Definitions }>('import.render.start', BEHIND, ({ definitions }) => {
      const file = definitions && this.files.get(definitions);
      if (file?.made !== null) return;
      file.made = new Map((definitions?.diagrams ?? []).flatMap((diagram) => (diagram.plane && !file.filed.has(diagram.plane) ? [[diagram, placesOn(diagram.plane)]] : [])));
    });
    let putBack: () => void = nothing;
    eventBus.on<{ definitions?: Definitions }>('saveXML.start', BEHIND, ({ definitions }) => {
      putBack();
      putBack = definitions ? this.asFiled(definitions) : nothing;
    });
    eventBus.on('saveXML.done', BEHIND, () => {
      putBack();
      putBack = nothing;
    });
  }

  /** Takes back, while the file is written, what was made of it when it was opened and nobody touched since. Returns what undoes that. */
  private asFiled(definitions: Definitions): () => void {
    const { filed, made } = this.files.get(definitions) ?? {};
    const shown = definitions.diagrams;
    const out = new Set((shown ?? []).filter((diagram) => made?.has(diagram) && isSame(placesOn(diagram.plane!), made.get(diagram)!)));
    if (!filed || out.size === 0) return nothing;
    definitions.diagrams = shown?.filter((diagram) => !out.has(diagram));
    const inside = new Map([...out].flatMap(({ plane }) => [...placesOn(plane!)]));
    const before = [...filed].map(([plane, places]) => {
      const items = plane.get('planeElement');
      const own = [...places.keys()];
      const taken = own.filter((di) => inside.has(di));
      if (taken.length > 0) plane.set('planeElement', inFileOrder(own, [...items, ...taken], items));
      for (const di of taken) move(di, places.get(di)!);
      return () => plane.set('planeElement', items);
    });
    return () => {
      definitions.diagrams = shown;
      for (const restore of before) restore();
      for (const [di, places] of inside) move(di, places);
    };
  }
}

const planesOf = ({ diagrams = [] }: Definitions) => diagrams.flatMap(({ plane }) => plane ?? []);
const pointsOf = ({ bounds, waypoint = [] }: Di): readonly Point[] => [...(bounds ? [bounds] : []), ...waypoint];
const placesOn = (plane: Plane): Places => new Map(plane.get('planeElement').map((di) => [di, pointsOf(di).map(({ x, y }) => ({ x, y }))]));

function isSame(now: Places, then: Places): boolean {
  return now.size === then.size && [...now].every(([di, points]) => {
    const before = then.get(di);
    return before?.length === points.length && points.every(({ x, y }, index) => x === before[index]!.x && y === before[index]!.y);
  });
}

function move(di: Di, to: readonly Point[]): void {
  for (const [index, point] of pointsOf(di).entries()) Object.assign(point, to[index]);
}

export const innerPlanes: ModuleDeclaration = { __init__: ['innerPlanes'], innerPlanes: ['type', InnerPlanes] };
