import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service, type CanvasServices } from '../canvas/services.js';
import type { Writing } from '../canvas/writing.js';
import { EditsOnCanvas } from './edits-on-canvas.js';
import type { FileIds } from './groups/subject.js';
import type { Paint } from './model/colours.js';
import type { DrawnElement } from './model/moddle.js';

/** What there is to look at: the selected elements, or the paper when none is. A new one with every change. */
export interface Inspected {
  readonly elements: readonly DrawnElement[];
  readonly isPaper: boolean;
}

const NONE: Inspected = { elements: [], isPaper: true };
const TOGETHER = 'bpmn-studio.together';
/** After the panel of an engine, which shows the process then: what is selected anew is what it shows next. */
const LAST = 100;

/** What is selected on a canvas, and changes to it: each one step of undo, however much it touches. */
export class Inspector {
  private readonly listeners = new Set<() => void>();
  /** What is typed and not yet in the document, by field. */
  private readonly typed = new Set<() => void>();
  private current = NONE;
  private changes = 0;
  private last: { readonly field: string; readonly at: number } | null = null;
  private importing = false;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly writing: Pick<Writing, 'idInFile' | 'idOnCanvas'>,
  ) {
    service(viewer, 'commandStack')?.register(TOGETHER, { preExecute: ({ run }: { run: () => void }) => run() });
    viewer.on('commandStack.changed', () => {
      this.changes++;
      this.look();
    });
    for (const event of ['selection.changed', 'elements.changed', 'root.set']) viewer.on(event, () => this.look());
    let selected: readonly string[] = [];
    // A newer document may be put in place while somebody types: what was selected stays so, and its fields too.
    viewer.on('import.parse.start', () => {
      selected = service(viewer, 'selection')?.get().map(({ id }) => id) ?? [];
      this.importing = true;
    });
    viewer.on('import.done', LAST, () => {
      this.importing = false;
      const registry = viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
      const found = selected.flatMap((id) => registry.get(id) ?? []);
      if (found.length > 0) service(viewer, 'selection')?.select(found);
      this.look();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get inspected(): Inspected {
    return this.current;
  }

  /** The ids of the open file. */
  readonly ids: FileIds = {
    has: (id) => this.editsOf(undefined).hasId(this.writing.idOnCanvas(id)),
    inFile: (id) => this.writing.idInFile(id),
    onCanvas: (id) => this.writing.idOnCanvas(id),
  };

  /** What fields of an element may do to the document. */
  editsOf(element: DrawnElement | undefined): EditsOnCanvas {
    return new EditsOnCanvas(this.viewer, element);
  }

  /**
   * Does a change as one step of undo. Called again for the same field, with nothing else done in between, it takes the
   * place of the step before: a text is one step, however long somebody took to write it.
   */
  commit(field: string, run: () => void): void {
    const stack = service(this.viewer, 'commandStack');
    if (!stack) return;
    if (this.last?.field === field && this.last.at === this.changes) stack.undo();
    stack.execute(TOGETHER, { run });
    this.last = { field, at: this.changes };
  }

  /** Undoes the step of a field, unless something else was done since. */
  takeBack(field: string): void {
    if (this.last?.field === field && this.last.at === this.changes) service(this.viewer, 'commandStack')?.undo();
    this.last = null;
  }

  /** Paints everything that is selected, as a step of its own. */
  paint(paint: Paint): void {
    const { elements, isPaper } = this.current;
    if (isPaper) return;
    this.endStep();
    this.commit('', () => this.editsOf(undefined).paint(elements, paint));
    this.endStep();
  }

  /** Ends the step of a field: what is typed there later is another one. */
  endStep(): void {
    this.last = null;
  }

  /** Registers what brings a half-typed text into the document. Returns what ends that. */
  whileTyping(flush: () => void): () => void {
    this.typed.add(flush);
    return () => this.typed.delete(flush);
  }

  /** Takes over whatever is being typed, so that it counts as an edit. */
  finishTyping(): void {
    for (const flush of this.typed) flush();
  }

  /** The element as it is drawn now; undefined once it was deleted or another document was opened. */
  isDrawn(element: DrawnElement): boolean {
    return this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(element.id) === element;
  }

  /** Looks again at what is selected: the canvas tells of it by itself, unless what changed was drawn by others. */
  look(): void {
    if (this.importing) return;
    const canvas = this.viewer.get<CanvasServices['canvas']>('canvas');
    const selected = (service(this.viewer, 'selection')?.get() ?? []) as readonly DrawnElement[];
    const elements = [...new Set(selected.map((element) => element.labelTarget ?? element))];
    const root = canvas.getRootElement() as DrawnElement | undefined;
    this.current = elements.length > 0 ? { elements, isPaper: false } : { elements: root?.businessObject ? [root] : [], isPaper: true };
    for (const listener of this.listeners) listener();
  }
}
