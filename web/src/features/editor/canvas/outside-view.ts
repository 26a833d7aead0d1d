import type { ModuleDeclaration } from 'didi';
import { isLarge } from './large.js';
import type { Box, CanvasElement } from './services.js';
import { regionAround, serves, touches } from './view-region.js';

interface EventBus {
  on(events: string | readonly string[], priority: number, listener: (event: { readonly elements?: readonly CanvasElement[] }) => void): void;
}
interface Canvas {
  getContainer(): HTMLElement;
  viewbox(): Box;
  resized(): void;
}
interface ElementRegistry {
  getAll(): readonly CanvasElement[];
  getGraphics(element: CanvasElement): SVGElement | undefined;
  forEach(each: (element: CanvasElement, gfx: SVGElement) => void): void;
}
interface Selection {
  isSelected(element: CanvasElement): boolean;
}

const LAST = 50;
const OUTSIDE = 'djs-outside';
const SPARING = 'djs-sparing';

/**
 * Of a large drawing, the browser draws what is in view and around it. The rest is in the document, in the registry and in
 * exported pictures; it has a class that hides it here (canvas.css).
 */
class OutsideView {
  static readonly $inject = ['eventBus', 'canvas', 'elementRegistry', 'injector'];
  private region: Box | null = null;

  constructor(
    eventBus: EventBus,
    private readonly canvas: Canvas,
    private readonly registry: ElementRegistry,
    private readonly injector: { get(name: 'selection', strict: false): Selection | null },
  ) {
    eventBus.on('canvas.viewbox.changed', LAST, () => this.look());
    eventBus.on(['root.set', 'import.render.start', 'saveSVG.start'], LAST, () => this.showAll());
    eventBus.on('saveSVG.done', LAST, () => this.look());
    // What changes may come into view: it is drawn until the view moves on.
    eventBus.on('elements.changed', LAST, ({ elements = [] }) => elements.forEach((element) => this.registry.getGraphics(element)?.classList.remove(OUTSIDE)));
  }

  /** Draws everything, for whoever measures the drawing as a whole. It lasts until the view changes. */
  showAll(): void {
    if (this.region === null) return;
    this.region = null;
    this.canvas.getContainer().classList.remove(SPARING);
    this.canvas.resized();
  }

  private look(): void {
    const view = this.canvas.viewbox();
    if (view.width <= 0 || (this.region !== null && serves(this.region, view))) return;
    if (!isLarge(this.registry.getAll().length)) return this.showAll();
    const region = (this.region = regionAround(view));
    const selection = this.injector.get('selection', false);
    this.registry.forEach((element, gfx) => {
      // What is selected is measured by what lies beside it.
      const outside = element.parent !== undefined && !touches(element, region) && !selection?.isSelected(element);
      if (gfx.classList.contains(OUTSIDE) !== outside) gfx.classList.toggle(OUTSIDE, outside);
    });
    this.canvas.getContainer().classList.add(SPARING);
  }
}

export const outsideView: ModuleDeclaration = { __init__: ['outsideView'], outsideView: ['type', OutsideView] };
