import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasElement, type CanvasServices } from './services.js';
import { readingOrder, type Step } from './walking.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Around an element that is walked to, in pixels. */
const MARGIN = 80;

/** What can be done with what is selected on a canvas, each without a mouse. On a read-only canvas most of it does nothing. */
export class DrawingTools {
  constructor(private readonly viewer: BaseViewer) {}

  /** Ids of what is selected. */
  get selected(): readonly string[] {
    return service(this.viewer, 'selection')?.get().map(({ id }) => id) ?? [];
  }

  /** Does one of the canvas library's own actions, by its name there. */
  trigger(action: string, options?: unknown): void {
    const actions = service(this.viewer, 'editorActions');
    if (actions?.isRegistered(action)) actions.trigger(action, options);
  }

  /** Does what an entry of the pad beside the selected element does. */
  pad(entry: string): void {
    const pad = service(this.viewer, 'contextPad');
    if (pad?.isShown()) pad.triggerEntry(entry, 'click', new MouseEvent('click'));
  }

  /** Moves what is selected by a step of the grid, or by a pixel. */
  nudge(direction: Direction, bySinglePixels = false): void {
    this.trigger('moveSelection', { direction, accelerated: !bySinglePixels });
  }

  /** Moves the paper under the window. */
  pan(direction: Direction): void {
    this.trigger('moveCanvas', { direction, speed: 50 });
  }

  /** Goes on to another element: selects it and brings it into view. */
  walk(step: Step): void {
    const selection = service(this.viewer, 'selection');
    const canvas = this.viewer.get<CanvasServices['canvas']>('canvas');
    const order = readingOrder(this.shapes());
    const at = order.findIndex(({ id }) => id === selection?.get()[0]?.id);
    const by = step === 'next' ? 1 : -1;
    const next = at < 0 ? order.at(by > 0 ? 0 : -1) : order[(at + by + order.length) % order.length];
    if (!next) return;
    selection?.select(next);
    canvas.scrollToElement(next, MARGIN);
  }

  /** The shapes on the plane in view. A file may hold several drawings; only this one counts. */
  private shapes(): CanvasElement[] {
    const canvas = this.viewer.get<CanvasServices['canvas']>('canvas');
    const root = canvas.getRootElement();
    const all = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').getAll();
    return all.filter((each) => each.parent && !each.labelTarget && !each.waypoints && !each.hidden && canvas.findRoot(each) === root);
  }
}
