import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';
import './simulation.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import simulationModule from 'bpmn-js-token-simulation/lib/viewer.js';
import { textRenderer } from '../canvas/bpmn-text.js';
import { importInto, readable } from '../canvas/opened-text.js';
import { fittingBox } from '../canvas/fitting-box.js';
import { paperColours, paperRenderer } from '../canvas/paper-renderer.js';
import { boxOf } from '../canvas/reveal-element.js';
import type { CanvasElement, CanvasServices } from '../canvas/services.js';
import { spokenCanvas } from '../canvas/spoken-canvas.js';
import { viewToStart } from './view-to-start.js';

const INSETS = { top: 84, right: 40, bottom: 60, left: 84 };

/** Tokens run through a picture of the document on a canvas of its own: whatever they do to it, the document is another. */
export class Simulation {
  private readonly viewer: NavigatedViewer;

  constructor(private readonly container: HTMLElement) {
    this.viewer = new NavigatedViewer({ container, textRenderer, bpmnRenderer: paperColours, additionalModules: [paperRenderer, spokenCanvas, simulationModule] });
  }

  /** Shows a drawing of the document and lets tokens run. */
  async start(xml: string, page: string | null): Promise<void> {
    await importInto(this.viewer, readable(xml), page ?? undefined);
    const canvas = this.viewer.get<CanvasServices['canvas']>('canvas');
    const { inner, outer } = canvas.viewbox();
    if (outer.width > 0 && inner.width > 0) canvas.viewbox(viewToStart(fittingBox(inner, outer, INSETS), outer, INSETS, this.starts(canvas)));
    this.viewer.get<{ toggleMode(active: boolean): void }>('toggleMode').toggleMode(true);
    this.container.querySelector('.bts-log .bts-content')?.setAttribute('tabindex', '0'); // a long log is read by keyboard, too
    canvas.focus();
  }

  private starts(canvas: CanvasServices['canvas']) {
    const all = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').getAll() as readonly (CanvasElement & { readonly type?: string })[];
    return all.filter((element) => element.type === 'bpmn:StartEvent' && !element.labelTarget && canvas.findRoot(element) === canvas.getRootElement()).flatMap((element) => boxOf(element) ?? []);
  }

  end(): void {
    this.viewer.destroy();
  }
}
