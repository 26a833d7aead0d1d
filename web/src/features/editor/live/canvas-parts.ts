/**
 * The parts of the canvas library that putting a shared document on a canvas touches, with the few members it uses. Unlike
 * `CanvasServices` these are written to: what arrives from others is put in place without commands.
 */
export interface Moddle {
  readonly $type: string;
  readonly $descriptor: { readonly propertiesByName: Readonly<Record<string, unknown>> };
  $parent?: Moddle | null;
  readonly $attrs?: Record<string, unknown>;
  id?: string;
  $instanceOf(type: string): boolean;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  [property: string]: unknown;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds extends Point {
  readonly width: number;
  readonly height: number;
}

/** Everything on a canvas: roots, shapes, connections and labels. */
export interface Drawn {
  readonly id: string;
  type: string;
  businessObject: Moddle;
  di: Moddle;
  parent: Drawn | null;
  readonly children: Drawn[];
  readonly labels: Drawn[];
  readonly incoming: Drawn[];
  readonly outgoing: Drawn[];
  readonly attachers: Drawn[];
  labelTarget?: Drawn | null;
  host?: Drawn | null;
  source?: Drawn | null;
  target?: Drawn | null;
  waypoints?: Point[];
  hidden?: boolean;
  collapsed?: boolean;
  isFrame?: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Parts {
  readonly canvas: {
    addRootElement(root: Drawn): void;
    removeRootElement(root: Drawn): void;
    setRootElement(root: Drawn): void;
    getRootElement(): Drawn | undefined;
    getRootElements(): readonly Drawn[];
    findRoot(element: Drawn): Drawn | undefined;
    addShape(shape: Drawn, parent: Drawn): void;
    addConnection(connection: Drawn, parent: Drawn): void;
    removeShape(shape: Drawn): void;
    removeConnection(connection: Drawn): void;
  };
  readonly elementRegistry: { get(id: string): Drawn | undefined; getAll(): readonly Drawn[] };
  readonly elementFactory: { createRoot(attributes: object): Drawn; createShape(attributes: object): Drawn; createConnection(attributes: object): Drawn; createLabel(attributes: object): Drawn };
  readonly graphicsFactory: { updateContainments(elements: readonly Drawn[]): void };
  readonly textRenderer: { getExternalLabelBounds(bounds: Bounds, text: string): Bounds };
  readonly eventBus: { on<E>(event: string | readonly string[], priority: number, listener: (event: E) => unknown): void; off(event: string | readonly string[], listener: unknown): void; fire(event: string, data?: object): unknown };
  readonly selection: { get(): readonly Drawn[]; select(elements: readonly Drawn[]): void };
  readonly bpmnUpdater: { updateBounds(shape: Drawn): void };
  readonly moddle: { create(type: string, properties?: object): Moddle; ids: { claim(id: string, element: unknown): void; unclaim(id: string): void } };
  readonly dragging: { context(): { readonly prefix: string; readonly data: Record<string, unknown> } | null; cancel(): void };
  readonly directEditing: { isActive(element?: Drawn): boolean; cancel(): void; readonly _active?: { readonly element: Drawn } | null };
}
export type Part = keyof Parts;

/** Whatever gives the parts of a canvas by name: a modeler. */
export interface PartSource {
  get<T>(name: string, strict?: boolean): T;
}

export const part = <K extends Part>(viewer: PartSource, name: K): Parts[K] => viewer.get<Parts[K]>(name);

/** Whether a part of the model is of a type or of one derived from it. */
export const isA = (element: Moddle | null | undefined, type: string): boolean => element?.$instanceOf(type) === true;

/** The elements a property of the model holds; none when it is unset. */
export const listOf = (element: Moddle | null | undefined, property: string): readonly Moddle[] => (element?.[property] as Moddle[] | undefined) ?? [];
