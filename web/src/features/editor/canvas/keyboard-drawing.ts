import type { ModuleDeclaration } from 'didi';
import type { CanvasElement, CanvasServices } from './services.js';

interface Shape extends CanvasElement {
  readonly x: number;
  readonly y: number;
  readonly hidden?: boolean;
}
interface Keyboard {
  addListener(listener: (context: { keyEvent: KeyboardEvent }) => boolean | undefined): void;
}
interface ContextPad {
  isShown(): boolean;
  triggerEntry(id: string, action: 'click', event: Event): void;
}
interface Selection {
  get(): readonly Shape[];
  select(element: Shape): void;
}

const APPEND: Readonly<Record<string, string>> = { t: 'append.append-task', g: 'append.gateway', d: 'append.end-event' };
const STEPS: Readonly<Record<string, number>> = { n: 1, p: -1 };
const MARGIN = 80;

/** Drawing without a mouse: N and P go from shape to shape, T, G and D put what follows behind the one selected. */
class KeyboardDrawing {
  static readonly $inject = ['keyboard', 'selection', 'contextPad', 'elementRegistry', 'canvas'];

  constructor(
    keyboard: Keyboard,
    private readonly selection: Selection,
    private readonly contextPad: ContextPad,
    private readonly elements: CanvasServices['elementRegistry'],
    private readonly canvas: CanvasServices['canvas'] & { scrollToElement(element: Shape, margin: number): void },
  ) {
    keyboard.addListener(({ keyEvent }) => this.take(keyEvent));
  }

  private take(event: KeyboardEvent): boolean | undefined {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
    const key = event.key.toLowerCase();
    const step = STEPS[key];
    if (step !== undefined) return this.go(step);
    const entry = APPEND[key];
    if (entry === undefined || this.selection.get().length !== 1 || !this.contextPad.isShown()) return undefined;
    this.contextPad.triggerEntry(entry, 'click', event);
    return true;
  }

  private go(step: number): boolean {
    const root = this.canvas.getRootElement();
    const shapes = this.elements
      .getAll()
      .map((element) => element as Shape)
      .filter((shape) => shape.parent && !shape.labelTarget && !shape.waypoints && !shape.hidden && isWithin(shape, root.id))
      .sort((a, b) => a.x - b.x || a.y - b.y);
    const at = shapes.indexOf(this.selection.get()[0] as Shape);
    const next = at < 0 ? shapes.at(step > 0 ? 0 : -1) : shapes[(at + step + shapes.length) % shapes.length];
    if (next) {
      this.selection.select(next);
      this.canvas.scrollToElement(next, MARGIN);
    }
    return true;
  }
}

/** A file may hold several drawings; only the one in view counts. */
function isWithin(element: CanvasElement, rootId: string): boolean {
  for (let up = element.parent; up; up = up.parent) if (up.id === rootId) return true;
  return false;
}

export const keyboardDrawing: ModuleDeclaration = { __init__: ['keyboardDrawing'], keyboardDrawing: ['type', KeyboardDrawing] };
