import type BaseViewer from 'bpmn-js/lib/BaseViewer';

/** The parts of bpmn-js that the editor talks to, with the few members it uses. */
export interface CanvasServices {
  readonly canvas: {
    zoom(scale?: number | false, center?: { x: number; y: number } | 'auto'): number;
    viewbox(box?: Box): Viewbox;
    scroll(delta: { dx: number; dy: number }): void;
    getRootElement(): CanvasElement;
    setRootElement(root: CanvasElement): void;
    /** The plane an element is drawn on. */
    findRoot(element: CanvasElement): CanvasElement | undefined;
    getContainer(): HTMLElement;
    addMarker(element: string | CanvasElement, marker: string): void;
    removeMarker(element: string | CanvasElement, marker: string): void;
    focus(): void;
    /** Takes the focus if nobody else has it. */
    restoreFocus(): void;
    resized(): void;
    getAbsoluteBBox(element: CanvasElement): Box;
    scrollToElement(element: CanvasElement, margin?: number): void;
  };
  readonly commandStack: {
    canUndo(): boolean;
    canRedo(): boolean;
    undo(): void;
    redo(): void;
    register(command: string, handler: object): void;
    execute(command: string, context: object): void;
  };
  readonly modeling: {
    updateProperties(element: CanvasElement, properties: object): void;
    /** The owner is a part of the document that belongs to the element. */
    updateModdleProperties(element: CanvasElement, owner: object, properties: object): void;
    updateLabel(element: CanvasElement, text: string): void;
    resizeShape(shape: CanvasElement, bounds: Box): void;
    /** Of a pool or a lane: the lanes beside it make room. */
    resizeLane(shape: CanvasElement, bounds: Box, balanced: boolean): void;
    connect(source: CanvasElement, target: CanvasElement, attributes: unknown): CanvasElement;
    setColor(elements: readonly CanvasElement[], colours: { readonly fill?: string | undefined; readonly stroke?: string | undefined }): void;
  };
  readonly turnPool: { turn(pool: CanvasElement): void };
  readonly rules: { allowed(action: string, context: object): unknown };
  readonly bpmnReplace: { replaceElement(element: CanvasElement, target: object): CanvasElement };
  readonly directEditing: { isActive(): boolean; complete(): void; getValue(): string; readonly _active?: { readonly element: { readonly businessObject: Record<string, unknown> } } | null };
  readonly dragging: { context(): unknown };
  readonly popupMenu: { isOpen(): boolean };
  readonly minimap: { toggle(open?: boolean): void; isOpen(): boolean };
  readonly outsideView: { showAll(): void };
  readonly elementRegistry: { getAll(): readonly CanvasElement[]; get(id: string): CanvasElement | undefined };
  readonly selection: { select(element: CanvasElement | readonly CanvasElement[] | null): void; get(): readonly CanvasElement[] };
  readonly editorActions: { isRegistered(action: string): boolean; trigger(action: string, options?: unknown): unknown };
  readonly contextPad: { isShown(): boolean; triggerEntry(id: string, action: 'click', event: Event): void; getEntries(element: CanvasElement): Readonly<Record<string, { readonly title?: string }>> };
}

export interface CanvasElement {
  readonly id: string;
  /** Undefined for the paper itself. */
  readonly parent?: CanvasElement;
  /** What is drawn inside of it, labels included. */
  readonly children?: readonly CanvasElement[];
  /** What a label of its own place belongs to. */
  readonly labelTarget?: CanvasElement;
  /** Inside of something that is collapsed. */
  readonly hidden?: boolean;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** Of a connection. */
  readonly waypoints?: readonly { readonly x: number; readonly y: number }[];
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Viewbox extends Box {
  readonly scale: number;
  readonly inner: Box;
  readonly outer: { readonly width: number; readonly height: number };
}

/** A service by name; undefined when this canvas (a read-only one) does not have it. */
export function service<K extends keyof CanvasServices>(viewer: BaseViewer, name: K): CanvasServices[K] | undefined {
  return viewer.get<CanvasServices[K] | null>(name, false) ?? undefined;
}
