import { elementOf, elementsOf, isA, isModdleElement, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';

/** A moddle element with what moddle gives its elements to be changed by. */
interface Editable extends ModdleElement {
  $descriptor: { properties?: { name: string; isReference?: boolean }[]; propertiesByName?: Record<string, unknown> };
  get(property: string): unknown;
  set(property: string, value: unknown): void;
  $model: { create(type: string, properties?: object): ModdleElement; createAny(name: string, uri: string, properties?: object): ModdleElement };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** How often somebody goes on with what they have just worked on: a task is appended, then named, then moved. */
const STAYS = 0.6;
const REMEMBERED = 4;

/** What a person has just worked on, from one edit to the next. */
export class Attention {
  private ids: string[] = [];

  holds(id: string | undefined): boolean {
    return id !== undefined && this.ids.includes(id);
  }

  turnTo(id: string | undefined): void {
    if (id !== undefined) this.ids = [id, ...this.ids.filter((each) => each !== id)].slice(0, REMEMBERED);
  }
}

/** A model as an edit sees it: what is in it, where it is drawn, and how new things are made. Made anew for each edit. */
export class EditedModel {
  private readonly elements: ModdleElement[] = [];
  private readonly drawn = new Map<ModdleElement, ModdleElement>();
  private readonly ids = new Set<string>();

  constructor(
    readonly definitions: ModdleElement,
    readonly random: () => number,
    private readonly within: ReadonlySet<string> | undefined,
    private readonly attention: Attention = new Attention(),
  ) {
    for (const element of contained(definitions)) {
      if (element.id) this.ids.add(element.id);
      const depicted = isA(element, 'bpmndi:BPMNShape') || isA(element, 'bpmndi:BPMNEdge') ? elementOf(element, 'bpmnElement') : undefined;
      if (depicted) {
        if (!this.drawn.has(depicted)) this.drawn.set(depicted, element);
      } else if (element.id && isA(element, 'bpmn:BaseElement')) this.elements.push(element);
    }
  }

  /** A whole number of both ends or between. */
  number(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  /** All elements of a type, in document order, wherever they are. */
  all(type: string): ModdleElement[] {
    return this.elements.filter((element) => isA(element, type));
  }

  /** Any element of a type that this edit may touch; more often than not one that was worked on just now. */
  some(type: string, fits: (element: ModdleElement) => boolean = () => true): ModdleElement | undefined {
    const those = this.all(type).filter((element) => this.allows(element) && fits(element));
    const known = those.filter(({ id }) => this.attention.holds(id));
    const chosen = this.pick(known.length > 0 && this.random() < STAYS ? known : those);
    this.attention.turnTo(chosen?.id);
    return chosen;
  }

  /** Whether this edit may touch the element. */
  allows(element: ModdleElement): boolean {
    return this.within === undefined || (element.id !== undefined && this.within.has(element.id));
  }

  /** The shape or edge an element is drawn as, in the first diagram that has one. */
  diOf(element: ModdleElement | undefined): ModdleElement | undefined {
    return element && this.drawn.get(element);
  }

  boxOf(element: ModdleElement | undefined): Box | undefined {
    const bounds = elementOf(this.diOf(element), 'bounds');
    return bounds as Box | undefined;
  }

  /** Sequence and message flows, associations and data associations, with both ends. */
  connections(): { element: ModdleElement; source: ModdleElement | undefined; target: ModdleElement | undefined }[] {
    return ['bpmn:SequenceFlow', 'bpmn:MessageFlow', 'bpmn:Association', 'bpmn:DataAssociation', 'bpmn:ConversationLink'].flatMap((type) =>
      this.all(type).map((element) => ({ element, ...endsOf(element) })),
    );
  }

  flowsFrom(node: ModdleElement): ModdleElement[] {
    return this.all('bpmn:SequenceFlow').filter((flow) => flow['sourceRef'] === node);
  }

  flowsTo(node: ModdleElement): ModdleElement[] {
    return this.all('bpmn:SequenceFlow').filter((flow) => flow['targetRef'] === node);
  }

  /** An id of the shape the editor gives: 'Activity_0k3x9pq'. */
  newId(prefix: string): string {
    for (;;) {
      const id = `${prefix}_${Array.from({ length: 7 }, () => this.number(0, 35).toString(36)).join('')}`;
      if (this.ids.has(id)) continue;
      this.ids.add(id);
      this.attention.turnTo(id);
      return id;
    }
  }

  make(type: string, properties: object = {}): ModdleElement {
    return (this.definitions as Editable).$model.create(type, properties);
  }

  makeAny(name: string, uri: string, properties: object): ModdleElement {
    return (this.definitions as Editable).$model.createAny(name, uri, properties);
  }

  /** Draws a new element on the plane on which `beside` is drawn; not at all when that is not. */
  drawShape(element: ModdleElement, box: Box, beside: ModdleElement | undefined): void {
    const plane = this.diOf(beside)?.$parent;
    if (!plane) return;
    const bounds = this.make('dc:Bounds', roundedBox(box));
    this.keep(element, plane, this.make('bpmndi:BPMNShape', { id: `${element.id}_di`, bpmnElement: element, bounds }), bounds);
  }

  drawEdge(element: ModdleElement, points: readonly Point[], beside: ModdleElement | undefined): void {
    const plane = this.diOf(beside)?.$parent;
    if (!plane) return;
    const waypoint = points.map(({ x, y }) => this.make('dc:Point', { x: Math.round(x), y: Math.round(y) }));
    this.keep(element, plane, this.make('bpmndi:BPMNEdge', { id: `${element.id}_di`, bpmnElement: element, waypoint }), ...waypoint);
  }

  private keep(element: ModdleElement, plane: ModdleElement, di: ModdleElement, ...inner: ModdleElement[]): void {
    for (const each of inner) each.$parent = di;
    add(plane, 'planeElement', di);
    this.drawn.set(element, di);
  }
}

/** Sets a property, an attribute of a vendor too; undefined removes it. */
export function set(element: ModdleElement, property: string, value: unknown): void {
  (element as Editable).set(property, value);
  if (isModdleElement(value) && value.$parent === undefined) value.$parent = element;
}

/** Adds to a list of contained elements. */
export function add(parent: ModdleElement, property: string, child: ModdleElement): void {
  ((parent as Editable).get(property) as ModdleElement[]).push(child);
  child.$parent = parent;
}

/** Adds to a list of references. */
export function refer(element: ModdleElement, property: string, to: ModdleElement): void {
  ((element as Editable).get(property) as ModdleElement[]).push(to);
}

/** Takes an element out of a list, contained or referred to. */
export function drop(element: ModdleElement, property: string, what: ModdleElement): void {
  const list = element[property];
  if (!Array.isArray(list)) return;
  const at = list.indexOf(what);
  if (at >= 0) list.splice(at, 1);
}

/** The properties by which an element refers to others: bare fields, not listed by Object.keys. */
export function referencesOf(element: ModdleElement): string[] {
  const { properties = [] } = (element as Editable).$descriptor;
  return properties.filter(({ isReference }) => isReference).map(({ name }) => name.replace(/^\w+:/, ''));
}

/** Whether the type of an element has a property. */
export function has(element: ModdleElement, property: string): boolean {
  return (element as Editable).$descriptor.propertiesByName?.[property] !== undefined;
}

/** The list an element is contained in. */
export function listOf(element: ModdleElement): string | undefined {
  const parent = element.$parent;
  return parent && Object.keys(parent).find((key) => !key.startsWith('$') && Array.isArray(parent[key]) && (parent[key] as unknown[]).includes(element));
}

/** An element and everything contained in it, parents first. */
export function* contained(root: ModdleElement): Generator<ModdleElement> {
  const pending = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    const children: ModdleElement[] = [];
    for (const key of Object.keys(next)) {
      if (key.startsWith('$')) continue;
      const value: unknown = next[key];
      for (const item of (Array.isArray(value) ? value : [value]) as unknown[]) if (isModdleElement(item) && item.$parent === next) children.push(item);
    }
    pending.push(...children.reverse());
  }
}

export function middleOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How an element is called in what is said of an edit. */
export function called(element: ModdleElement): string {
  return `${element.$type.replace(/^\w+:/, '')} ${element.id ?? '?'}${textOf(element, 'name') ? ` "${element.name}"` : ''}`;
}

function endsOf(connection: ModdleElement): { source: ModdleElement | undefined; target: ModdleElement | undefined } {
  if (!isA(connection, 'bpmn:DataAssociation')) return { source: elementOf(connection, 'sourceRef'), target: elementOf(connection, 'targetRef') };
  // The other end of a data association is the activity it is written in.
  const owner = connection.$parent;
  return isA(connection, 'bpmn:DataInputAssociation') ? { source: elementsOf(connection, 'sourceRef')[0], target: owner } : { source: owner, target: elementOf(connection, 'targetRef') };
}

function roundedBox({ x, y, width, height }: Box): Box {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}
