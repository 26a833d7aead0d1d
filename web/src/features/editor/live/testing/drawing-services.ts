import type { Bounds, Drawn, Moddle, Point } from '../canvas-parts.js';

/** What a random drawer draws with. */
export interface DrawingServices {
  readonly modeling: {
    createShape(shape: object, at: Point, parent: Drawn, hints?: object): Drawn;
    appendShape(source: Drawn, shape: object, at: Point, parent: Drawn): Drawn;
    connect(source: Drawn, target: Drawn, attributes?: unknown): Drawn;
    moveElements(elements: readonly Drawn[], by: Point, parent: Drawn, hints?: object): void;
    moveShape(shape: Drawn, by: Point): void;
    resizeShape(shape: Drawn, bounds: Bounds): void;
    removeElements(elements: readonly Drawn[]): void;
    updateLabel(element: Drawn, text: string): void;
    setColor(elements: readonly Drawn[], colours: object): void;
    updateProperties(element: Drawn, properties: object): void;
    updateModdleProperties(element: Drawn, owner: Moddle, properties: object): void;
    updateWaypoints(connection: Drawn, points: readonly Point[]): void;
    addLane(shape: Drawn, side: 'top' | 'bottom'): void;
    splitLane(shape: Drawn, count: number): void;
  };
  readonly elementFactory: { createParticipantShape(attributes: object): Drawn; createShape(attributes: object): Drawn };
  readonly rules: { allowed(action: string, context: object): unknown };
  readonly bpmnReplace: { replaceElement(element: Drawn, target: object): Drawn };
  readonly bpmnFactory: { create(type: string, properties: object): Moddle };
  readonly commandStack: { undo(): void; redo(): void; canUndo(): boolean };
  readonly moddle: { createAny(name: string, uri: string, properties: object): unknown };
}
