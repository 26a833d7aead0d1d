import BpmnTreeWalker from 'bpmn-js/lib/import/BpmnTreeWalker';
import { isExpanded } from 'bpmn-js/lib/util/DiUtil';
import { getExternalLabelBounds, getLabel, isLabelExternal } from 'bpmn-js/lib/util/LabelUtil';
import { isA, listOf, type Bounds, type Moddle, type Point } from './canvas-parts.js';

/** One thing that belongs on a canvas, as the canvas library would import it. */
export interface Wanted {
  readonly id: string;
  readonly kind: 'root' | 'shape' | 'connection' | 'label';
  readonly semantic: Moddle;
  readonly di: Moddle;
  readonly parent: Wanted | null;
  /** Of shapes and labels, in whole pixels. */
  readonly bounds?: Bounds;
  readonly waypoints?: readonly Point[];
  readonly source?: Wanted;
  readonly target?: Wanted;
  readonly host?: Wanted;
  readonly labelTarget?: Wanted;
  readonly hidden: boolean;
  readonly collapsed?: boolean;
  /** Lies over what has a lower one and the same parent; of the same, what comes later. */
  readonly level: number;
}

/** Measures a label that has no place of its own yet. */
export type MeasureLabel = (bounds: Bounds, text: string) => Bounds;

/**
 * What belongs on the canvas for one drawing of a document, drill-down planes included: parents before what is in them,
 * otherwise in the order the canvas library imports it. Depends on the document alone, so that everybody who has the same
 * document has the same canvas, in the same stacking.
 */
export function wantedDrawing(definitions: Moddle, diagram: Moddle, measure: MeasureLabel): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  const add = (one: Wanted): Wanted | undefined => {
    if (wanted.has(one.id)) return undefined; // drawn twice: the first counts, as it does with an import
    wanted.set(one.id, one);
    return one;
  };
  const show = (shown: Wanted): Wanted | undefined => {
    const added = add(shown);
    const label = added && labelOf(added, measure);
    if (label) add(label);
    return added;
  };
  let loose: (() => Wanted | undefined)[] = [];
  const element = (semantic: Moddle, di: Moddle, parent: Wanted): Wanted | undefined => {
    (semantic['lanes'] as Moddle[] | undefined)?.splice(0); // the walker adds to them each time
    if (!isA(di, 'bpmndi:BPMNEdge')) {
      const shown = shape(semantic, di, parent, wanted);
      return shown && show(shown);
    }
    const draw = () => {
      const shown = connection(semantic, di, parent, wanted);
      return shown && show(shown);
    };
    const drawn = draw();
    if (!drawn) loose.push(draw);
    return drawn;
  };
  const root = (semantic: Moddle, di: Moddle) => add({ id: isA(semantic, 'bpmn:SubProcess') ? `${semantic.id}_plane` : semantic.id!, kind: 'root', semantic, di, parent: null, hidden: false, level: 0 });
  const walker = new BpmnTreeWalker({ root, element, error: () => undefined } as never);
  for (const each of drawingsWith(definitions, diagram)) if (each['plane']) walker.handleDefinitions(definitions as never, each as never);
  // What joins another connection may come before it: an import forgets it then.
  for (let left = Infinity; loose.length > 0 && loose.length < left; ) {
    left = loose.length;
    loose = loose.filter((draw) => !draw());
  }
  return wanted;
}

/** The drawing of the file that a canvas with these roots shows; the first of the file when it is gone. */
export function drawingOn(roots: readonly { readonly di?: Moddle }[], definitions: Moddle): Moddle | undefined {
  const diagrams = listOf(definitions, 'diagrams').filter((diagram) => planeElementOf(diagram));
  const shown = roots.flatMap(({ di }) => (di?.$parent && diagrams.includes(di.$parent) ? [di.$parent] : []));
  return shown.find((diagram) => !isA(planeElementOf(diagram), 'bpmn:SubProcess')) ?? shown[0] ?? diagrams[0];
}

/** A drawing with those of everything inside of what it shows; of several for the same thing the first in the file. */
function drawingsWith(definitions: Moddle, diagram: Moddle): Moddle[] {
  const shown = planeElementOf(diagram);
  const top = processAround(shown);
  const collaboration = isA(top, 'bpmn:Collaboration') ? top : listOf(definitions, 'rootElements').find((each) => isA(each, 'bpmn:Collaboration') && listOf(each, 'participants').some(({ processRef }) => processRef === top));
  const inside = new Set<unknown>();
  const pending: unknown[] = collaboration ? [collaboration, ...listOf(collaboration, 'participants').map(({ processRef }) => processRef)] : [top];
  for (let next = pending.pop(); next !== undefined || pending.length > 0; next = pending.pop()) {
    if (!next || inside.has(next)) continue;
    inside.add(next);
    pending.push(...listOf(next as Moddle, 'flowElements').filter((each) => isA(each, 'bpmn:SubProcess')));
  }
  const handled = new Set<unknown>([shown]);
  const others = listOf(definitions, 'diagrams').filter((each) => {
    const about = planeElementOf(each);
    if (!about || !inside.has(about) || handled.has(about)) return false;
    handled.add(about);
    return true;
  });
  return [diagram, ...others];
}

const planeElementOf = (diagram: Moddle) => (diagram['plane'] as Moddle | undefined)?.['bpmnElement'] as Moddle | undefined;

function processAround(element: Moddle | undefined): Moddle | undefined {
  let around: Moddle | null | undefined = element;
  while (around && !isA(around, 'bpmn:Process') && !isA(around, 'bpmn:Collaboration')) around = around.$parent;
  return around ?? undefined;
}

function shape(semantic: Moddle, di: Moddle, parent: Wanted, wanted: ReadonlyMap<string, Wanted>): Wanted | undefined {
  const bounds = di['bounds'] as Bounds | undefined;
  if (!bounds) return undefined;
  const host = isA(semantic, 'bpmn:BoundaryEvent') ? wanted.get((semantic['attachedToRef'] as Moddle | undefined)?.id ?? '') : undefined;
  if (!host && isA(semantic, 'bpmn:BoundaryEvent')) return undefined;
  const isOutside = isA(semantic, 'bpmn:DataStoreReference') && parent.bounds !== undefined && !holds(parent.bounds, bounds);
  return {
    id: semantic.id!,
    kind: 'shape',
    semantic,
    di,
    parent: isOutside ? rootOf(parent) : parent,
    bounds: rounded(bounds),
    ...(host && { host }),
    hidden: isHiddenIn(parent),
    collapsed: !isExpanded(semantic as never, di as never),
    level: isA(semantic, 'bpmn:Lane') ? -1 : 0,
  };
}

function connection(semantic: Moddle, di: Moddle, parent: Wanted, wanted: ReadonlyMap<string, Wanted>): Wanted | undefined {
  const source = wanted.get(endOf(semantic, 'source')?.id ?? '');
  const target = wanted.get(endOf(semantic, 'target')?.id ?? '');
  if (!source || !target) return undefined;
  const drawn = listOf(di, 'waypoint') as unknown as readonly Point[];
  const waypoints = drawn.length < 2 ? [middleOf(source), middleOf(target)] : drawn.map(({ x, y }) => ({ x, y }));
  const isOnTop = isA(semantic, 'bpmn:DataAssociation');
  return { id: semantic.id!, kind: 'connection', semantic, di, parent: isOnTop ? rootOf(parent) : parent, waypoints, source, target, hidden: isHiddenIn(parent), level: 0 };
}

/** The label of what has one beside it. One with a place has exactly that place: its height is never measured. */
function labelOf(target: Wanted, measure: MeasureLabel): Wanted | undefined {
  const { semantic, di, parent, bounds, waypoints } = target;
  if (!isLabelExternal(semantic as never)) return undefined;
  const text = getLabel({ businessObject: semantic } as never);
  if (!text) return undefined;
  const placed = (di['label'] as Moddle | undefined)?.['bounds'] as Bounds | undefined;
  const like = { businessObject: semantic, ...bounds, ...(waypoints && { waypoints }) };
  const place = placed ?? measure(getExternalLabelBounds(di as never, like as never), text);
  return { id: `${semantic.id}_label`, kind: 'label', semantic, di, parent, bounds: rounded(place), labelTarget: target, hidden: target.hidden, level: 1 };
}

function endOf(semantic: Moddle, side: 'source' | 'target'): Moddle | undefined {
  const isInput = isA(semantic, 'bpmn:DataInputAssociation');
  if ((side === 'source' && isA(semantic, 'bpmn:DataOutputAssociation')) || (side === 'target' && isInput)) return semantic.$parent ?? undefined;
  const reference = semantic[`${side}Ref`];
  return (isInput ? (reference as Moddle[] | undefined)?.[0] : reference) as Moddle | undefined;
}

const isHiddenIn = (parent: Wanted) => parent.hidden || parent.collapsed === true;
const rounded = ({ x, y, width, height }: Bounds): Bounds => ({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) });

function rootOf(one: Wanted): Wanted {
  let top = one;
  while (top.parent) top = top.parent;
  return top;
}

function holds(outer: Bounds, inner: Bounds): boolean {
  const { x, y } = { x: inner.x + inner.width / 2, y: inner.y + inner.height / 2 };
  return x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;
}

function middleOf({ bounds, waypoints }: Wanted): Point {
  if (bounds) return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  return waypoints?.[Math.floor(waypoints.length / 2)] ?? { x: 0, y: 0 };
}
