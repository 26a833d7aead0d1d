import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasElement, type CanvasServices } from '../canvas/services.js';
import type { Inspector } from '../properties/inspector.js';
import { Mender } from './mends/mender.js';
import { ProblemMarks } from './problem-marks.js';
import type { Problem } from './rules/problem.js';

/** What problems have to do with a canvas: they are marked on it, and mended. */
export class ProblemCanvas {
  private readonly mender: Mender;
  private readonly marks: ProblemMarks;

  constructor(
    private readonly viewer: BaseViewer,
    inspector: Inspector,
    private readonly idOnCanvas: (id: string) => string,
    onMark: (elementId: string) => void,
  ) {
    this.mender = new Mender(viewer, inspector, idOnCanvas);
    this.marks = new ProblemMarks(viewer, idOnCanvas, onMark);
  }

  /** Marks these and no others. */
  mark(problems: readonly Problem[]): void {
    this.marks.show(problems);
  }

  /** Mends them in one step of undo. @returns those that were */
  mend(problems: readonly Problem[]): readonly Problem[] {
    return this.mender.mend(problems);
  }

  /** Lets a person write the name of an element on the drawing. @returns false when it has none there */
  name(elementId: string): boolean {
    const element = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(this.idOnCanvas(elementId));
    const labels = service(this.viewer, 'directEditing') as { activate(element: CanvasElement): boolean | undefined; isActive(): boolean } | undefined;
    if (!element?.parent || !labels) return false;
    labels.activate(element);
    return labels.isActive();
  }
}
