import type { ModuleDeclaration } from 'didi';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Di {
  readonly bpmnElement?: { readonly $parent?: object; $instanceOf?(type: string): boolean };
  readonly bounds?: Bounds;
  isExpanded?: boolean;
}
interface Definitions {
  readonly diagrams?: readonly { readonly plane?: { get(name: 'planeElement'): readonly Di[] } }[];
}
interface Event {
  readonly definitions?: Definitions;
}
interface EventBus {
  on<E>(event: string, priority: number, listener: (event: E) => void): void;
}

/** The library moves the content of what is collapsed to planes of its own at 1500. */
const BEFORE = 2_000;
const BEHIND = 500;

/**
 * The sub-processes of a plane that are drawn open although their file does not say so, as jBPM writes them: what is in them lies on
 * the same plane, inside of their box. Pictures take them for open too.
 */
export function drawnOpen(items: readonly Di[]): Di[] {
  const inside = new Map<object, Bounds[]>();
  for (const { bpmnElement, bounds } of items) {
    const parent = bpmnElement?.$parent;
    if (!parent || !bounds || !bpmnElement.$instanceOf?.('bpmn:FlowNode')) continue;
    const list = inside.get(parent);
    if (list) list.push(bounds);
    else inside.set(parent, [bounds]);
  }
  return items.filter((di) => {
    const { bpmnElement, bounds } = di;
    const content = bpmnElement && inside.get(bpmnElement);
    return content && bounds && !Object.hasOwn(di, 'isExpanded') && bpmnElement.$instanceOf?.('bpmn:SubProcess') && content.every((each) => isIn(bounds, each));
  });
}

function isIn(outer: Bounds, { x, y, width, height }: Bounds): boolean {
  const [middle, centre] = [x + width / 2, y + height / 2];
  return middle >= outer.x && middle <= outer.x + outer.width && centre >= outer.y && centre <= outer.y + outer.height;
}

/**
 * Shows such sub-processes open. The library takes silence for collapsed: it would hide what is drawn, and write it to another
 * place with the first edit in there. The file goes on saying nothing of it.
 */
export class OpenSubProcesses {
  static readonly $inject = ['eventBus'];

  constructor(eventBus: EventBus) {
    const files = new WeakMap<Definitions, readonly Di[]>();
    let unsaid: readonly Di[] = [];
    const say = () => {
      for (const di of unsaid) di.isExpanded = true;
      unsaid = [];
    };
    eventBus.on<Event>('import.render.start', BEFORE, ({ definitions }) => {
      if (!definitions || files.has(definitions)) return; // another drawing of the same file
      const silent = (definitions.diagrams ?? []).flatMap(({ plane }) => drawnOpen(plane?.get('planeElement') ?? []));
      files.set(definitions, silent);
      for (const di of silent) di.isExpanded = true;
    });
    eventBus.on<Event>('saveXML.start', BEHIND, ({ definitions }) => {
      say();
      unsaid = (definitions ? (files.get(definitions) ?? []) : []).filter(({ isExpanded }) => isExpanded === true);
      for (const di of unsaid) delete di.isExpanded;
    });
    eventBus.on('saveXML.done', BEHIND, say);
  }
}

export const openSubProcesses: ModuleDeclaration = { __init__: ['openSubProcesses'], openSubProcesses: ['type', OpenSubProcesses] };
