import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type Box, type CanvasElement, type CanvasServices } from '../../canvas/services.js';
import { isA, type DrawnElement, type ModdleElement } from '../../properties/model/moddle.js';

interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Connected extends DrawnElement {
  readonly parent?: Connected;
  readonly source?: Connected;
  readonly target?: Connected;
  readonly incoming?: readonly Connected[];
  readonly outgoing?: readonly Connected[];
  readonly children?: readonly Connected[];
  /** Of an event on the border of an activity. */
  readonly host?: Connected;
}

/** The members of bpmn-js that mends need beyond those of the canvas. */
interface MendServices {
  readonly modeling: CanvasServices['modeling'] & {
    removeElements(elements: readonly CanvasElement[]): void;
    createShape(shape: object, at: Point, parent: CanvasElement): Connected;
    appendShape(source: CanvasElement, shape: object, at: Point, parent: CanvasElement): Connected;
    reconnectStart(connection: CanvasElement, source: CanvasElement, docking: Point): void;
    reconnectEnd(connection: CanvasElement, target: CanvasElement, docking: Point): void;
    moveElements(shapes: readonly CanvasElement[], by: Point): void;
    createSpace(moving: readonly CanvasElement[], resizing: readonly CanvasElement[], by: Point, direction: 'e', start: number): void;
  };
  readonly elementFactory: { createShape(attributes: { readonly type: string }): { readonly width: number; readonly height: number } };
  readonly spaceTool: { calculateAdjustments(elements: readonly CanvasElement[], axis: 'x', by: number, start: number): { readonly movingShapes: readonly CanvasElement[]; readonly resizingShapes: readonly CanvasElement[] } };
  readonly eventBus: { fire(event: 'autoPlace', context: object): Point };
}

/** What mends do their work with. All of it happens within one command. */
export class MendTools {
  constructor(private readonly viewer: BaseViewer) {}

  get modeling(): MendServices['modeling'] {
    return this.viewer.get<MendServices['modeling']>('modeling');
  }

  get definitions(): ModdleElement | undefined {
    return (this.viewer as unknown as { getDefinitions(): ModdleElement | undefined }).getDefinitions();
  }

  /** The paper that is shown: what a change of something that is not drawn is a change of. */
  get paper(): CanvasElement {
    return this.viewer.get<CanvasServices['canvas']>('canvas').getRootElement();
  }

  turnInto(element: DrawnElement, type: string): void {
    service(this.viewer, 'bpmnReplace')?.replaceElement(element, { type });
  }

  /** Puts a new element in the middle of a place, within what another one lies in. */
  put(type: string, at: Point, beside: Connected): Connected {
    return this.modeling.createShape(this.viewer.get<MendServices['elementFactory']>('elementFactory').createShape({ type }), at, parentOf(beside));
  }

  /** Puts a new element where the canvas would put what follows another, and connects the two. */
  append(type: string, after: Connected): void {
    const shape = this.viewer.get<MendServices['elementFactory']>('elementFactory').createShape({ type });
    const at = this.viewer.get<MendServices['eventBus']>('eventBus').fire('autoPlace', { source: after, shape });
    this.modeling.appendShape(after, shape, at, parentOf(after));
  }

  connect(source: Connected, target: Connected): void {
    this.modeling.connect(source, target, { type: 'bpmn:SequenceFlow' });
  }

  /** Pushes everything right of a line to the right, pools and sub-processes growing with it. */
  makeRoom(by: number, fromX: number, beside: Connected): void {
    const around = outermost(beside);
    const all = [...(around.parent ? [around] : []), ...inside(around)];
    const { movingShapes, resizingShapes } = this.viewer.get<MendServices['spaceTool']>('spaceTool').calculateAdjustments(all, 'x', by, fromX);
    if (movingShapes.length > 0) this.modeling.createSpace(movingShapes, resizingShapes, { x: by, y: 0 }, 'e', fromX);
  }
}

/** Whether nothing else lies there, and what an element lies in reaches that far. */
export function isFree(place: Box, beside: Connected): boolean {
  const parent = beside.parent;
  const around = parent && boundsOf(parent);
  if (around && (place.x < around.x + 30 || place.x + place.width > around.x + around.width - 10)) return false;
  return neighbours(beside).every((other) => !touches(place, boundsOf(other)));
}

/** What lies beside an element on the same level: no lanes, no labels, no connections, nothing attached to it. */
export function neighbours(element: Connected): readonly Connected[] {
  return (element.parent?.children ?? []).filter(
    (other) => other !== element && other.waypoints === undefined && !other.labelTarget && other.host !== element && element.host !== other && !isA(other.businessObject, 'bpmn:Lane', 'bpmn:Group', 'bpmn:TextAnnotation') && boundsOf(other) !== undefined,
  );
}

export function boundsOf({ x, y, width, height }: CanvasElement): Box | undefined {
  return x === undefined || y === undefined || width === undefined || height === undefined ? undefined : { x, y, width, height };
}

export function touches(a: Box, b: Box | undefined, apart = 0): boolean {
  return b !== undefined && a.x < b.x + b.width + apart && b.x < a.x + a.width + apart && a.y < b.y + b.height + apart && b.y < a.y + a.height + apart;
}

export function middleOf(element: CanvasElement): Point {
  const { x, y, width, height } = boundsOf(element) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: x + width / 2, y: y + height / 2 };
}

/** The connections of the flow at one end of an element, messages and associations left out. */
export function flowsAt(element: Connected, end: 'incoming' | 'outgoing'): readonly Connected[] {
  return (element[end] ?? []).filter((connection) => isA(connection.businessObject, 'bpmn:SequenceFlow'));
}

function parentOf(element: Connected): Connected {
  if (!element.parent) throw new Error(`${element.id} lies on nothing`);
  return element.parent;
}

/** The pool an element lies in, or the paper. A closed sub-process is a paper of its own. */
function outermost(element: Connected): Connected {
  let at = element;
  while (at.parent?.parent) at = at.parent;
  return at.parent && !isA(at.businessObject, 'bpmn:Participant') ? at.parent : at;
}

function inside(element: Connected): Connected[] {
  return (element.children ?? []).flatMap((child) => [child, ...inside(child)]);
}
