import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '../canvas/canvas.css';
import './compare.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { fontsFor, textRenderer } from '../canvas/bpmn-text.js';
import { withinReach } from '../canvas/fitting-box.js';
import { lightCanvas } from '../canvas/light-canvas.js';
import { importInto, readable, type Readable } from '../canvas/opened-text.js';
import { pagesOf, pageWith, type DrawingPage } from '../canvas/pages-of.js';
import { paperColours, paperRenderer } from '../canvas/paper-renderer.js';
import type { Box, CanvasElement, CanvasServices, Viewbox } from '../canvas/services.js';
import { spokenCanvas } from '../canvas/spoken-canvas.js';
import { actAsMouse } from '../canvas/touch-as-mouse.js';

const ZOOM = { least: 0.1, most: 4 };

/** Which plane of which drawing of the file is shown. */
export interface Plane {
  readonly page: string | null;
  readonly root: string;
}

interface Layers {
  getLayer(name: string, index: number): SVGElement;
  getGraphics(element: CanvasElement): SVGElement | undefined;
}

export interface CanvasEvents {
  /** The paper was moved, or is shown at another size. */
  readonly onView: () => void;
  /** Another plane is shown, such as the inside of a sub-process. */
  readonly onPlane: () => void;
  readonly onPick: (elementId: string) => void;
}

/** One version on a canvas, to look at: what a comparison needs of it, and no more. Ids are those of the document. */
export class ComparedCanvas {
  private readonly viewer: NavigatedViewer;
  private readonly stopTouch: () => void;
  private text: Readable = readable('');
  private page: string | null = null;
  private isShown = false;
  private opening = 0;

  /** @param label what a screen reader calls the canvas */
  constructor(container: HTMLElement, label: string, { onView, onPlane, onPick }: CanvasEvents) {
    lightCanvas.recall();
    this.viewer = new NavigatedViewer({ container, textRenderer, bpmnRenderer: paperColours, additionalModules: [paperRenderer, spokenCanvas] });
    container.querySelector('.djs-container > svg')?.setAttribute('aria-label', label);
    this.viewer.on('canvas.viewbox.changed', () => this.isShown && onView());
    this.viewer.on('root.set', () => this.isShown && onPlane());
    this.viewer.on<{ element: CanvasElement }>('element.click', ({ element }) => element.parent && onPick(this.idInDocument((element.labelTarget ?? element).id)));
    // What is drawn of the other version is no element of this one.
    container.addEventListener('click', ({ target }) => {
      const id = target instanceof Element ? target.closest<SVGElement>('.diff-mark[data-ghost]')?.dataset['elementId'] : undefined;
      if (id !== undefined) onPick(id);
    });
    this.stopTouch = actAsMouse(container, {
      zoomBy: this.zoomBy,
      scrollBy: (dx, dy) => this.canvas.scroll({ dx, dy }),
      isBusy: () => false,
      longPress: () => undefined,
    });
  }

  /** @returns why it cannot be drawn; null when it is */
  async open(xml: string): Promise<string | null> {
    const opening = ++this.opening;
    this.isShown = false;
    await fontsFor(xml);
    if (opening !== this.opening) return null;
    this.text = readable(xml);
    try {
      await importInto(this.viewer, this.text);
      if (opening !== this.opening) return null;
      this.page = this.pages[0]?.id ?? null;
      this.isShown = true;
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  get pages(): readonly DrawingPage[] {
    return pagesOf(this.viewer.getDefinitions());
  }

  get plane(): Plane | null {
    return this.isShown ? { page: this.page, root: this.canvas.getRootElement().id } : null;
  }

  get view(): Viewbox {
    return this.canvas.viewbox();
  }

  /** Shows another plane, as far as this version has it. @returns whether it does */
  async goTo({ page, root }: Plane): Promise<boolean> {
    if (!this.isShown) return false;
    if (page !== null && page !== this.page && this.pages.some(({ id }) => id === page)) await this.turnTo(page);
    const plane = this.elements.get(root);
    if (plane && !plane.parent && plane !== this.canvas.getRootElement()) this.canvas.setRootElement(plane);
    return this.canvas.getRootElement().id === root;
  }

  /** Goes to the plane an element is drawn on. @returns whether there is one */
  async goToElement(elementId: string): Promise<boolean> {
    if (!this.isShown) return false;
    const id = this.idOnCanvas(elementId);
    const page = this.elements.get(id) ? undefined : pageWith(this.viewer.getDefinitions(), id);
    if (page !== undefined && page !== this.page) await this.turnTo(page);
    const element = this.elements.get(id);
    const root = element && this.canvas.findRoot(element);
    if (root && root !== this.canvas.getRootElement()) this.canvas.setRootElement(root);
    return element !== undefined;
  }

  /** What is drawn for an element on the plane in view. */
  drawn(elementId: string): CanvasElement | undefined {
    const element = this.isShown ? this.elements.get(this.idOnCanvas(elementId)) : undefined;
    return element?.parent && this.canvas.findRoot(element) === this.canvas.getRootElement() ? element : undefined;
  }

  /** A copy of the picture of an element and of its label, where they stand. */
  pictureOf(elementId: string): SVGElement[] {
    const element = this.drawn(elementId);
    const label = element && this.elements.get(`${element.id}_label`);
    return [element, label].flatMap((each) => {
      const picture = each && !each.hidden && (this.canvas as unknown as Layers).getGraphics(each)?.querySelector(':scope > .djs-visual')?.cloneNode(true);
      if (!each || !picture) return [];
      if (each.x !== undefined && each.y !== undefined) (picture as SVGElement).setAttribute('transform', `translate(${each.x} ${each.y})`);
      return [picture as SVGElement];
    });
  }

  /** A layer over the drawing, in its coordinates. */
  layer(name: string, index: number): SVGElement {
    return (this.canvas as unknown as Layers).getLayer(name, index);
  }

  /** Shows this part of the plane. */
  look(box: Box): void {
    this.canvas.viewbox(withinReach(box));
  }

  readonly zoomBy = (factor: number, at?: { x: number; y: number }): void => {
    const rect = this.canvas.getContainer().getBoundingClientRect();
    const scale = Math.min(ZOOM.most, Math.max(ZOOM.least, this.canvas.zoom() * factor));
    this.canvas.zoom(scale, at ? { x: at.x - rect.left, y: at.y - rect.top } : 'auto');
  };

  resized(): void {
    this.canvas.resized();
  }

  destroy(): void {
    this.opening++;
    this.isShown = false;
    this.stopTouch();
    this.viewer.destroy();
  }

  private async turnTo(page: string): Promise<void> {
    this.isShown = false;
    await this.viewer.open(page);
    this.page = page;
    this.isShown = true;
  }

  private idOnCanvas(id: string): string {
    return this.text.names.get(id) ?? id;
  }

  private idInDocument(id: string): string {
    return this.text.originals.get(id) ?? id;
  }

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }

  private get elements(): CanvasServices['elementRegistry'] {
    return this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
  }
}
