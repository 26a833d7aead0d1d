import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasElement, type CanvasServices } from '../canvas/services.js';
import { DRAGS, draggedBoxes, type DragEvent } from './dragged-boxes.js';
import { FollowedView } from './followed-view.js';
import type { PresenceDesk } from './presence-desk.js';
import { PresenceLayer } from './presence-layer.js';
import { presenceWanted } from './presence-wanted.js';
import { fewIds, ghostOf } from './shown-state.js';

/** Behind those who snap what is dragged to a line. */
const LATE = 200;
const PLANES = ['root.set', 'import.render.complete'];

/** Joins a canvas to those who are in its document: shows others on it, tells them what is done here, and goes where they go. */
export class PresenceCanvas {
  private readonly layer: PresenceLayer;
  private readonly followed: FollowedView;
  private readonly stop: (() => void)[] = [];
  private mouse: { readonly x: number; readonly y: number } | null = null;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly desk: PresenceDesk,
  ) {
    this.layer = new PresenceLayer(viewer);
    this.followed = new FollowedView(viewer, desk);
    this.stop.push(desk.subscribe(this.draw), presenceWanted.subscribe(this.draw));
    this.hear(PLANES, () => this.planeChanged());
    this.hear(['canvas.viewbox.changed'], () => this.viewChanged());
    this.hear(['selection.changed'], () => this.desk.show({ selected: this.selected() }));
    for (const drag of DRAGS) this.hear([drag], (event) => this.desk.show({ ghost: ghostOf(draggedBoxes(drag, event as DragEvent)) }), LATE);
    this.hear(['drag.cleanup'], () => this.desk.show({ ghost: null }));
    this.hearMouse();
    this.planeChanged();
    this.desk.show({ selected: this.selected() });
  }

  end(): void {
    for (const stop of this.stop.splice(0)) stop();
    this.followed.end();
    this.layer.remove();
  }

  private readonly draw = (): void => {
    const { tabs, leader } = this.desk.around;
    const { plane } = this;
    this.layer.show(presenceWanted.isOn ? tabs.filter((tab) => tab.plane === plane) : []);
    this.followed.go(leader);
  };

  private planeChanged(): void {
    this.desk.show({ plane: this.plane });
    this.viewChanged();
    this.draw();
  }

  private viewChanged(): void {
    const { x, y, width, height } = this.canvas.viewbox();
    this.desk.show({ view: { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }, at: this.at() });
  }

  private hearMouse(): void {
    const container = this.canvas.getContainer();
    const { signal, abort } = abortable();
    this.stop.push(abort);
    const moved = ({ pointerType, clientX, clientY }: PointerEvent): void => {
      if (pointerType === 'touch') return; // a finger has left when it is seen
      const { left, top } = container.getBoundingClientRect();
      this.mouse = { x: clientX - left, y: clientY - top };
      this.desk.show({ at: this.at() });
    };
    const gone = (): void => {
      this.mouse = null;
      this.desk.show({ at: null });
    };
    container.addEventListener('pointermove', moved, { signal, passive: true, capture: true });
    container.addEventListener('pointerleave', gone, { signal });
    document.addEventListener('visibilitychange', () => document.hidden && gone(), { signal });
  }

  private at(): readonly [number, number] | null {
    if (this.mouse === null) return null;
    const { x, y, scale } = this.canvas.viewbox();
    return [Math.round(x + this.mouse.x / scale), Math.round(y + this.mouse.y / scale)];
  }

  private selected(): readonly string[] {
    const elements: readonly CanvasElement[] = service(this.viewer, 'selection')?.get() ?? [];
    return fewIds([...new Set(elements.filter(({ parent }) => parent !== undefined).map(({ id }) => id))]);
  }

  private get plane(): string {
    return this.canvas.getRootElement().id;
  }

  private hear(events: readonly string[], listener: (event: unknown) => void, priority = 1_000): void {
    for (const event of events) this.viewer.on(event, priority, listener);
    this.stop.push(() => events.forEach((event) => this.viewer.off(event, listener)));
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const stop = new AbortController();
  return { signal: stop.signal, abort: () => stop.abort() };
}
