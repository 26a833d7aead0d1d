import type { ModuleDeclaration } from 'didi';
import { areLabelsSpared, isMovedAsOne } from './large.js';

interface EventBus {
  on(events: string | readonly string[], priority: number, listener: () => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
  zoom(): number;
  resized(): void;
}
interface ElementRegistry {
  getAll(): readonly unknown[];
}

/** Before whoever looks at the canvas because of the same event. */
const FIRST = 2_000;
const LAST = 100;

/** After this long without moving, the paper lies still, in milliseconds. */
const STILL_MS = 250;

/**
 * Keeps large diagrams quick. While a document is put on the canvas, the browser does not lay out what is there so far for
 * each new label; labels that are too small to be read are not drawn; and paper that is pushed about is moved as one picture
 * instead of being drawn anew for each frame. All of it concerns the screen only, neither the document nor exported pictures.
 */
class LargeDrawing {
  static readonly $inject = ['eventBus', 'canvas', 'elementRegistry'];
  private isHidden = false;
  private size = 0;
  private scale = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    eventBus: EventBus,
    private readonly canvas: Canvas,
    registry: ElementRegistry,
  ) {
    eventBus.on('import.render.start', FIRST, () => this.hide());
    eventBus.on('import.render.complete', FIRST, () => {
      this.show();
      this.size = registry.getAll().length;
      this.spare();
    });
    eventBus.on(['shape.added', 'connection.added'], LAST, () => void this.size++);
    eventBus.on(['shape.removed', 'connection.removed'], LAST, () => void this.size--);
    eventBus.on('diagram.clear', LAST, () => void (this.size = 0));
    eventBus.on('canvas.viewbox.changed', LAST, () => this.moved());
    eventBus.on('diagram.destroy', LAST, () => clearTimeout(this.settling));
  }

  private moved(): void {
    const scale = this.canvas.zoom();
    this.spare();
    // Another scale is drawn anew: a picture made larger would be blurred.
    if (scale === this.scale && isMovedAsOne(this.size)) this.move();
    else this.settle();
    this.scale = scale;
  }

  private move(): void {
    this.canvas.getContainer().classList.add('djs-moving');
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), STILL_MS);
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.canvas.getContainer().classList.remove('djs-moving');
  }

  private hide(): void {
    this.isHidden = true;
    this.paper?.style.setProperty('display', 'none');
    queueMicrotask(() => this.show()); // an import that fails does not say that it is over
  }

  private show(): void {
    if (!this.isHidden) return;
    this.isHidden = false;
    this.paper?.style.removeProperty('display');
    this.canvas.resized(); // what was measured meanwhile was nothing
  }

  private spare(): void {
    this.canvas.getContainer().classList.toggle('djs-far', areLabelsSpared(this.size, this.canvas.zoom()));
  }

  /** The whole of it: browsers lay out what is in a group even when that is not displayed. */
  private get paper(): SVGElement | null {
    return this.canvas.getContainer().querySelector<SVGElement>(':scope > svg');
  }
}

export const largeDrawing: ModuleDeclaration = { __init__: ['largeDrawing'], largeDrawing: ['type', LargeDrawing] };
