import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { idle } from './idle.js';
import { OpenedText, type Readable, type Written } from './opened-text.js';
import { restAfter, restOrLeave } from './resting.js';
import { service } from './services.js';
import { isLabelTyped, withTypedLabel } from './typed-label.js';
import { whenStill } from './when-still.js';
import { inXmlCharacters } from './xml-characters.js';

/** Writes down what is on a canvas, and tells of every edit: those of the drawing, and each letter of a label, since the tab may die. */
export class Writing {
  private readonly text: OpenedText;
  private typedAt = 0;
  private edits = 0;
  private ended = false;
  private shared = false;
  private last = { at: Number.NEGATIVE_INFINITY, tookMs: 0 };

  constructor(
    private readonly viewer: BaseViewer,
    container: HTMLElement,
    packages: () => Readonly<Record<string, unknown>>,
    private readonly onEdit: () => void,
  ) {
    this.text = new OpenedText(packages);
    viewer.on<{ trigger?: string }>('commandStack.changed', ({ trigger }) => {
      if (trigger === 'execute' || trigger === 'undo' || trigger === 'redo') this.edited();
    });
    container.addEventListener('input', () => service(viewer, 'directEditing')?.isActive() && this.typed(performance.now()));
    viewer.on('directEditing.deactivate', () => this.typedAt > 0 && this.typed(0));
  }

  /** A document was put on the canvas, as its readable text. */
  opened(document: Readable): void {
    this.text.open(document);
  }

  /** Others draw on the same document: what can be undone here no longer says whether anything was changed. */
  share(): void {
    this.shared = true;
  }

  /** The id the canvas knows an element of the document by. */
  idOnCanvas(id: string): string {
    return this.text.idOnCanvas(id);
  }

  /** The id in the document of what the canvas knows by this one. */
  idInFile(id: string): string {
    return this.text.idInFile(id);
  }

  /**
   * The document with what was drawn, and what of it could not be kept. Waits for an idle moment unless it is wanted at once,
   * and longer the longer the last writing of a large document took.
   */
  async write(wantedAtOnce: boolean, isShown: () => boolean): Promise<Written> {
    const leaving = !wantedAtOnce && (await restOrLeave(this.last.at + restAfter(this.last.tookMs) - performance.now()));
    const atOnce = wantedAtOnce || leaving;
    if (!atOnce) await idle();
    if (this.ended) throw new Error('The drawing is closed');
    const isUntouched = !this.shared && !service(this.viewer, 'commandStack')?.canUndo() && !isLabelTyped(this.viewer);
    if (!isShown() || isUntouched) return this.text.untouched;
    // The model is read before anything is waited for: what is drawn after that belongs to the next writing.
    const begun = performance.now();
    const { xml, error } = await withTypedLabel(this.viewer, () => this.viewer.saveXML({ format: true }));
    this.last = { at: performance.now(), tookMs: performance.now() - begun };
    if (xml === undefined) throw error ?? new Error('The drawing could not be written');
    return this.text.withEdits(inXmlCharacters(xml), atOnce);
  }

  /** As `write`, once nothing is drawn while it is written: what is done next forgets how to undo. */
  async settle(isShown: () => boolean): Promise<Written> {
    for (;;) {
      const { edits } = this;
      const written = await this.write(true, isShown);
      if (edits === this.edits) return written;
    }
  }

  /** From here on undoing everything comes back to this. */
  stand(written: Written): void {
    this.text.stand(written);
  }

  /** Resolves when nobody is in the middle of a drag or of a label. */
  whenStill(): Promise<void> {
    return whenStill(this.viewer, () => this.ended);
  }

  /** Nothing can be written any more. */
  end(): void {
    this.ended = true;
  }

  private typed(at: number): void {
    this.typedAt = at;
    this.edited();
  }

  private edited(): void {
    this.edits++;
    if (!this.ended) this.onEdit();
  }
}
