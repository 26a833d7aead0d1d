import Modeler from 'bpmn-js/lib/Modeler';
import { recordsIn, recordsOf, seedDocument } from '@bpmn-studio/bpmn/shared';
import { encodeStateAsUpdate, type Doc } from 'yjs';
import { EDITING } from '../../canvas/canvas-modules.js';
import { listOf, part, type Drawn, type Moddle } from '../canvas-parts.js';
import { LiveCanvas, type LiveModeler } from '../live-canvas.js';
import { LiveUndo } from '../live-undo.js';
import { drawingOn } from '../wanted-drawing.js';
import { InMemoryRoom, randomOf, type Random } from './in-memory-room.js';
import { RandomDrawing } from './random-drawing.js';

export interface Run {
  readonly xml: string;
  readonly seed: number;
  readonly steps: number;
  /** How many deliveries are held back each time, from 0 to 1. */
  readonly withheld: number;
}
export interface Verdict {
  readonly seed: number;
  /** What differs, by editor; none when all is the same. */
  readonly differences: readonly string[];
  readonly deeds: readonly string[];
  readonly elements: number;
}

export interface Editor {
  readonly viewer: LiveModeler & { saveXML(options: object): Promise<{ xml?: string }>; open(diagram: Moddle): Promise<unknown> };
  readonly doc: Doc;
  readonly drawing: RandomDrawing;
  live: LiveCanvas;
  undo: LiveUndo;
}

let modelers: Editor['viewer'][] | undefined;

/** Several editors draw at random on one document, and in the end have to have the same everything. */
export async function converge({ xml, seed, steps, withheld }: Run): Promise<Verdict> {
  const random = randomOf(seed);
  const before = Math.random;
  Math.random = random; // the ids of what is new
  const deeds: string[] = [];
  try {
    const { room, editors } = await meet(xml, random, withheld);
    for (let step = 0; step < steps; step++) {
      const who = Math.floor(random() * editors.length);
      deeds.push(`${who}: ${editors[who]!.drawing.act()}`);
      room.deliverSome();
    }
    room.deliverAll();
    for (const { live } of editors) live.settle();
    const differences = [...(await compare(editors)), ...room.refused.map((detail) => `the server refused an edit: ${detail}`)];
    const elements = part(editors[0]!.viewer, 'elementRegistry').getAll().length;
    for (const { live, undo } of editors) {
      live.end();
      undo.end();
    }
    return { seed, differences, deeds, elements };
  } finally {
    Math.random = before;
  }
}

/** Times what one edit costs: putting it into the document, and showing it to somebody else. In milliseconds, the middle of many. */
export async function measure(xml: string, rounds: number): Promise<{ readonly elements: number; readonly push: number; readonly show: number; readonly bytes: number }> {
  const random = randomOf(1);
  const { room, editors } = await meet(xml, random, 0);
  const [one, other] = editors as [Editor, Editor];
  const [push, show] = [[] as number[], [] as number[]];
  const shapes = part(one.viewer, 'elementRegistry').getAll().filter(({ type }) => type === 'bpmn:Task' || type === 'bpmn:UserTask');
  const modeling = one.viewer.get<{ updateProperties(element: Drawn, properties: object): void }>('modeling');
  for (let round = 0; round < rounds; round++) {
    const shape = shapes[Math.floor(random() * shapes.length)]!;
    one.live.took = 0;
    modeling.updateProperties(shape, { name: `Round ${round}` });
    push.push(one.live.took);
    other.live.took = 0;
    room.deliverAll();
    other.live.settle();
    show.push(other.live.took);
  }
  const bytes = encodeStateAsUpdate(one.doc).length;
  const middle = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  for (const { live, undo } of editors) {
    live.end();
    undo.end();
  }
  return { elements: part(one.viewer, 'elementRegistry').getAll().length, push: middle(push), show: middle(show), bytes };
}

/** Three editors of one document. */
export async function meet(xml: string, random: Random, withheld: number): Promise<{ room: InMemoryRoom; editors: Editor[] }> {
  modelers ??= [0, 1, 2].map(newModeler);
  const { rootElement } = await modelers[0]!.get<{ fromXML(xml: string): Promise<{ rootElement: unknown }> }>('moddle').fromXML(xml);
  const room = new InMemoryRoom(seedDocument(recordsOf(rootElement as never)), modelers.length, random, withheld);
  const editors: Editor[] = [];
  for (const [index, viewer] of modelers.entries()) {
    const doc = room.docs[index]!;
    const origin = { editor: index };
    const live = await LiveCanvas.open(viewer, doc, origin);
    editors.push({ viewer, doc, live, undo: new LiveUndo(viewer, doc, origin), drawing: new RandomDrawing(viewer, random, `Editor ${index}`) });
  }
  return { room, editors };
}

function newModeler(): Editor['viewer'] {
  const container = document.createElement('div');
  container.style.cssText = 'width: 600px; height: 400px';
  document.body.append(container);
  return new Modeler({ container, additionalModules: EDITING }) as unknown as Editor['viewer'];
}

/** Documents, models, geometry with stacking, exported XML; and what somebody sees who opens the document only now. */
async function compare(editors: readonly Editor[]): Promise<string[]> {
  const differences: string[] = [];
  const [first] = editors as [Editor];
  await onOnePage(editors);
  const views = await Promise.all(editors.map(async (editor) => viewOf(editor)));
  const note = (who: string, what: string, a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) if (a[key] !== b[key] && differences.length < 12) differences.push(`${who}: ${what} ${key}: ${a[key]?.slice(0, 600)} <> ${b[key]?.slice(0, 600)}`);
  };
  for (const [index, view] of views.entries()) for (const what of ['document', 'model', 'canvas', 'xml'] as const) note(`editor ${index}`, what, views[0]![what], view[what]);
  const doc = first.doc;
  first.live.end();
  const fresh = await LiveCanvas.open(first.viewer, doc, {});
  note('fresh', 'canvas', canvasOf(first.viewer), views[0]!.canvas);
  note('fresh', 'model', modelOf(first.viewer), views[0]!.model);
  fresh.end();
  return differences;
}

/** Whose drawing of the file went away looks at another one, also when it came back: that is theirs to choose. */
async function onOnePage(editors: readonly Editor[]): Promise<void> {
  const pages = editors.map(({ viewer }) => drawingOn(part(viewer, 'canvas').getRootElements(), viewer.getDefinitions() as Moddle)?.id);
  if (new Set(pages).size > 1) for (const { viewer } of editors) await viewer.open(listOf(viewer.getDefinitions() as Moddle, 'diagrams')[0]!);
}

async function viewOf({ viewer, doc }: Editor) {
  const canvas = canvasOf(viewer);
  const model = modelOf(viewer);
  const { xml = '' } = await viewer.saveXML({ format: true });
  return { document: Object.fromEntries([...recordsIn(doc)].map(([key, record]) => [key, sorted(record)])), model, canvas, xml: Object.fromEntries(xml.split('\n').map((line, index) => [`line ${index}`, line])) };
}

const modelOf = (viewer: LiveModeler) => Object.fromEntries([...recordsOf(viewer.getDefinitions() as never)].map(([key, record]) => [key, sorted({ ...record, z: '' })]));

function canvasOf(viewer: LiveModeler): Record<string, string> {
  const registry = part(viewer, 'elementRegistry');
  return Object.fromEntries(registry.getAll().map((element) => [element.id, sorted(factsOf(element))]));
}

function factsOf(element: Drawn) {
  const { type, parent, children = [], x, y, width, height, waypoints, source, target, host, labelTarget, labels = [], incoming = [], outgoing = [], attachers = [], hidden = false, collapsed = false, businessObject, di } = element;
  const ids = (list: readonly Drawn[]) => list.map(({ id }) => id);
  return {
    type, x, y, width, height, hidden, collapsed,
    waypoints: waypoints?.map((point) => [point.x, point.y]) ?? null,
    parent: parent?.id ?? null, source: source?.id ?? null, target: target?.id ?? null, host: host?.id ?? null, labelTarget: labelTarget?.id ?? null,
    children: ids(children),
    labels: ids(labels).sort(), incoming: ids(incoming).sort(), outgoing: ids(outgoing).sort(), attachers: ids(attachers).sort(),
    semantic: [businessObject.$type, businessObject.id ?? null, (businessObject['name'] as string | undefined) ?? null],
    di: di.$type,
  };
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}
