import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { nameOfElement } from './describe-element.js';
import { service, type CanvasElement, type CanvasServices } from './services.js';
import { stepFrom, type Step } from './walking.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** One thing that can be done with the selected element. */
export interface Possibility {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Around an element that is walked to, in pixels. */
const MARGIN = 80;
const GRID = 10;
/** Connections offered to other elements: who wants more walks closer, or draws. */
const MOST_TARGETS = 60;

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

  /** The same for one that opens a menu: it opens at the selected element. */
  openMenu(action: string): void {
    this.trigger(action, this.selected.length > 0 ? this.pointed() : undefined);
  }

  /** Does what an entry of the pad beside the selected element does. */
  pad(entry: string): void {
    const pad = service(this.viewer, 'contextPad');
    if (pad?.isShown()) pad.triggerEntry(entry, 'click', this.pointed());
  }

  /** Moves what is selected by a step of the grid, or by a pixel. */
  nudge(direction: Direction, bySinglePixels = false): void {
    this.trigger('moveSelection', { direction, accelerated: !bySinglePixels });
  }

  /** Makes the selected shape larger to the right or the bottom, or smaller from there, by a step of the grid. */
  resize(direction: Direction): void {
    const shape = this.only;
    const modeling = service(this.viewer, 'modeling');
    if (!modeling || shape?.x === undefined || shape.y === undefined || shape.width === undefined || shape.height === undefined) return;
    const across = { left: -GRID, right: GRID, up: 0, down: 0 }[direction];
    const down = { left: 0, right: 0, up: -GRID, down: GRID }[direction];
    const bounds = { x: shape.x, y: shape.y, width: shape.width + across, height: shape.height + down };
    if (service(this.viewer, 'rules')?.allowed('shape.resize', { shape, newBounds: bounds }) !== true || bounds.width < 2 * GRID || bounds.height < 2 * GRID) return;
    if (/^bpmn:(Participant|Lane)$/.test((shape as { type?: string }).type ?? '')) modeling.resizeLane(shape, bounds, true);
    else modeling.resizeShape(shape, bounds);
  }

  /** A pool is selected, which can be turned upright or level. */
  get isPool(): boolean {
    return (this.only as { type?: string } | undefined)?.type === 'bpmn:Participant';
  }

  /** Turns the selected pool, lanes and contents with it. */
  turn(): void {
    if (this.isPool && this.only) service(this.viewer, 'turnPool')?.turn(this.only);
  }

  /** Moves the paper under the window. */
  pan(direction: Direction): void {
    this.trigger('moveCanvas', { direction, speed: 50 });
  }

  /** Goes on to another element: selects it and brings it into view. */
  walk(step: Step): void {
    const selection = service(this.viewer, 'selection');
    if (!selection || this.crossPlane(step)) return;
    const canvas = this.canvas;
    const root = canvas.getRootElement();
    const here = this.elements.getAll().filter((each) => each.parent && canvas.findRoot(each) === root);
    const next = stepFrom(selection.get()[0], step, here);
    if (next) this.goTo(next);
  }

  /** What the pad beside the selected element offers, and what it could be connected to. */
  possibilities(): readonly Possibility[] {
    const [element, pad] = [this.only, service(this.viewer, 'contextPad')];
    if (!element || !pad) return [];
    const offered = Object.entries(pad.getEntries(element)).map(([id, { title = id }]) => ({ id, label: title, run: () => this.pad(id) }));
    return [...offered, ...this.connections(element)];
  }

  private connections(source: CanvasElement): Possibility[] {
    const [rules, modeling] = [service(this.viewer, 'rules'), service(this.viewer, 'modeling')];
    if (!rules || !modeling || source.waypoints) return [];
    const found: Possibility[] = [];
    for (const target of this.elements.getAll()) {
      if (found.length === MOST_TARGETS) break;
      if (target === source || !target.parent || target.waypoints || target.labelTarget || target.hidden) continue;
      const kind = rules.allowed('connection.create', { source, target });
      if (kind) found.push({ id: `connect:${target.id}`, label: `Connect to ${nameOfElement(target)}`, run: () => void modeling.connect(source, target, kind) });
    }
    return found;
  }

  /** Into a collapsed sub-process, and out of it again: each is a plane of its own. */
  private crossPlane(step: Step): boolean {
    const root = this.canvas.getRootElement();
    const inside = step === 'into' && this.only ? this.elements.get(`${this.only.id}_plane`) : undefined;
    const outside = step === 'out' && root.id.endsWith('_plane') && (!this.only || this.only.parent === root) ? this.elements.get(root.id.slice(0, -'_plane'.length)) : undefined;
    const plane = inside ?? (outside && this.canvas.findRoot(outside));
    if (!plane) return false;
    this.canvas.setRootElement(plane);
    if (outside) this.goTo(outside);
    else {
      service(this.viewer, 'selection')?.select(null);
      this.walk('next');
    }
    return true;
  }

  private goTo(element: CanvasElement): void {
    service(this.viewer, 'selection')?.select(element);
    this.canvas.scrollToElement(element, MARGIN);
  }

  private get only(): CanvasElement | undefined {
    const selected = service(this.viewer, 'selection')?.get() ?? [];
    return selected.length === 1 ? selected[0] : undefined;
  }

  /** A click on the selected element, for what opens where one clicked. */
  private pointed(): MouseEvent {
    const element = this.only;
    const box = element && this.canvas.getAbsoluteBBox(element);
    const rect = this.canvas.getContainer().getBoundingClientRect();
    return new MouseEvent('click', { clientX: rect.left + (box ? box.x + box.width : rect.width / 2), clientY: rect.top + (box ? box.y + box.height / 2 : rect.height / 2) });
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }

  private get elements(): CanvasServices['elementRegistry'] {
    return this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
  }
}
