import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { fittingBox, type Insets } from './fitting-box.js';
import { keepSelectionInView } from './keep-in-view.js';
import { service, type CanvasServices } from './services.js';

const ZOOM = { least: 0.1, most: 4, step: 1.25 };

/** Which part of a drawing is in sight, and how large. */
export class CanvasView {
  constructor(
    private readonly viewer: BaseViewer,
    private readonly insets: () => Insets,
  ) {}

  readonly zoomIn = (): void => this.zoomBy(ZOOM.step);
  readonly zoomOut = (): void => this.zoomBy(1 / ZOOM.step);
  readonly zoomToFull = (): void => void this.canvas.zoom(1, 'auto');
  readonly toggleMinimap = (): void => service(this.viewer, 'minimap')?.toggle();

  /** Shows everything, clear of what lies on the canvas, and never larger than life. */
  readonly fit = (): void => {
    service(this.viewer, 'outsideView')?.showAll();
    const { inner, outer } = this.canvas.viewbox();
    if (outer.width > 0 && outer.height > 0 && inner.width > 0) this.canvas.viewbox(fittingBox(inner, outer, this.insets()));
  };

  /** The element the canvas is in has another size. */
  readonly resized = (): void => {
    this.canvas.resized();
    keepSelectionInView(this.viewer);
  };

  /** @param at a point of the page that stays where it is; the middle of the canvas when there is none */
  readonly zoomBy = (factor: number, at?: { x: number; y: number }): void => {
    const rect = this.canvas.getContainer().getBoundingClientRect();
    const scale = Math.min(ZOOM.most, Math.max(ZOOM.least, this.canvas.zoom() * factor));
    this.canvas.zoom(scale, at ? { x: at.x - rect.left, y: at.y - rect.top } : 'auto');
  };

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}
