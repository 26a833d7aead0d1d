import './presence.css';
import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { CanvasServices } from '../canvas/services.js';
import type { Tab } from './people.js';
import { PresenceMark } from './presence-mark.js';

/** With more of them nobody sees the drawing. */
const MOST_DRAWN = 50;
const LONGEST_FRAME_MS = 100;
/** Whatever may move or take away what somebody selected. */
const MOVES = ['elements.changed', 'shape.removed', 'connection.removed', 'root.set', 'import.render.complete'];

/** Others over the drawing, in its coordinates. Nothing of it catches the mouse, and no export knows it. */
export class PresenceLayer {
  private readonly layer = document.createElement('div');
  private readonly outlines = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  private readonly marks = new Map<number, PresenceMark>();
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private frame: number | null = null;
  private before = 0;
  private isStale = false;

  constructor(private readonly viewer: BaseViewer) {
    this.layer.className = 'presence';
    this.layer.setAttribute('aria-hidden', 'true'); // the list of those who are here says it in words
    this.layer.append(this.outlines);
    viewer.on('canvas.viewbox.changed', this.follow);
    for (const event of MOVES) viewer.on(event, this.moved);
  }

  /** Shows these and no others. They are on the plane that is seen. */
  show(tabs: readonly Tab[]): void {
    const container = this.canvas.getContainer();
    if (!container.contains(this.layer)) {
      container.querySelector('svg')?.after(this.layer);
      this.follow();
    }
    const drawn = new Map(tabs.slice(0, MOST_DRAWN).map((tab) => [tab.client, tab]));
    for (const [client, mark] of this.marks) {
      if (drawn.has(client)) continue;
      mark.remove();
      this.marks.delete(client);
    }
    const elementOf = (id: string) => this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(id);
    for (const [client, tab] of drawn) {
      const mark = this.marks.get(client);
      if (mark) mark.update(tab);
      else this.marks.set(client, new PresenceMark(tab, { cursors: this.layer, outlines: this.outlines, elementOf }));
    }
    this.run();
  }

  remove(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    for (const mark of this.marks.values()) mark.remove();
    this.marks.clear();
    this.layer.remove();
    this.viewer.off('canvas.viewbox.changed', this.follow);
    for (const event of MOVES) this.viewer.off(event, this.moved);
  }

  private readonly moved = (): void => {
    if (this.marks.size === 0) return;
    this.isStale = true;
    this.run();
  };

  /** Draws as long as something is on its way; at rest it costs nothing. */
  private run(): void {
    if (this.frame !== null) return;
    this.before = performance.now();
    const next = (now: number): void => {
      const ms = this.calm.matches ? Infinity : Math.min(LONGEST_FRAME_MS, now - this.before);
      this.before = now;
      if (this.isStale) for (const mark of this.marks.values()) mark.drawSelected();
      this.isStale = false;
      let goesOn = false;
      for (const mark of this.marks.values()) if (mark.move(ms)) goesOn = true;
      this.frame = goesOn ? requestAnimationFrame(next) : null;
    };
    this.frame = requestAnimationFrame(next);
  }

  private readonly follow = (): void => {
    const { x, y, scale } = this.canvas.viewbox();
    this.layer.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${-x * scale}, ${-y * scale})`;
    this.layer.style.setProperty('--presence-scale', String(1 / scale));
  };

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}
