import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './canvas.css';
import { openPalette } from '../../../ui/commands/command-sources.js';
import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { elementsOf, type ElementInfo } from './elements-of.js';
import { Marks } from './marks.js';
import { DrawingTools } from './drawing-tools.js';
import { inviteToDraw, onlyElement } from './bare-drawing.js';
import { CanvasView } from './canvas-view.js';
import { lightCanvas } from './light-canvas.js';
import { inTheLight } from './paper-colours.js';
import { EDITING, LOOKING } from './canvas-modules.js';
import { paperColours } from './paper-renderer.js';
import { Clipboard } from './clipboard.js';
import { Inspector } from '../properties/inspector.js';
import { EngineVocabulary, type Engine } from './engines.js';
import { fontsFor, textRenderer } from './bpmn-text.js';
import { importInto, readable, type Written } from './opened-text.js';
import { pagesOf, pageWith, type DrawingPage } from './pages-of.js';
import { placeOn, returnTo } from './place.js';
import { revealElement } from './reveal-element.js';
import { service, type CanvasServices } from './services.js';
import { actAsMouse } from './touch-as-mouse.js';
import { Writing } from './writing.js';
import type { PresenceDesk } from '../presence/presence-desk.js';
import type { Insets } from './fitting-box.js';

/** What the toolbar needs to know about the canvas. */
export interface DrawingFacts {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly zoom: number;
  readonly minimap: boolean;
  /** Nothing but a start is drawn yet. */
  readonly bare: boolean;
  /** Ids of the selected elements. */
  readonly selected: readonly string[];
  readonly pages: readonly DrawingPage[];
  readonly page: string | null;
  /** Why the document cannot be shown; null when it is. */
  readonly unreadable: string | null;
}

/** A shared document on a canvas: what others do shows by itself. */
export interface SharedDrawing {
  /** Puts the document on the canvas, in place of what it shows. */
  open(): Promise<void>;
  end(): void;
}

const NOTHING: DrawingFacts = { canUndo: false, canRedo: false, zoom: 1, minimap: false, bare: false, selected: [], pages: [], page: null, unreadable: null };

/** How browsers' tools and the bench know the time an import takes. */
const IMPORT = 'bpmn-studio.import';

/** A document on a canvas, to edit or to look at. */
export class Drawing {
  readonly tools: DrawingTools;
  readonly view: CanvasView;
  readonly clipboard: Clipboard;
  readonly inspector: Inspector;
  private readonly vocabulary: EngineVocabulary;
  private readonly viewer: BaseViewer;
  private readonly marks: Marks;
  private readonly listeners = new Set<() => void>();
  private readonly stopTouch: () => void;
  private current = NOTHING;
  private readonly writing: Writing;
  private shared: SharedDrawing | null = null;
  private opening = 0;
  private destroyed = false;

  constructor(
    container: HTMLElement,
    private readonly options: { readonly readOnly: boolean; readonly insets: () => Insets; readonly onEdit?: () => void; /** Others drew on a shared document. */ readonly onOthers?: () => void },
  ) {
    lightCanvas.recall();
    const settings = { container, textRenderer, bpmnRenderer: paperColours };
    this.viewer = options.readOnly ? new NavigatedViewer({ ...settings, additionalModules: LOOKING }) : new Modeler({ ...settings, additionalModules: EDITING });
    this.tools = new DrawingTools(this.viewer);
    this.view = new CanvasView(this.viewer, options.insets);
    this.vocabulary = new EngineVocabulary(this.viewer);
    this.writing = new Writing(this.viewer, container, () => this.vocabulary.packages, () => options.onEdit?.());
    this.inspector = new Inspector(this.viewer, this.writing);
    this.clipboard = new Clipboard(this.viewer);
    this.marks = new Marks(this.viewer);
    this.viewer.on('commandStack.changed', () => this.refresh());
    this.viewer.on('canvas.viewbox.changed', () => this.set({ zoom: this.canvas.zoom() }));
    this.viewer.on('selection.changed', () => this.set({ selected: this.tools.selected }));
    this.viewer.on('minimap.toggle', () => this.set({ minimap: service(this.viewer, 'minimap')?.isOpen() ?? false }));
    this.stopTouch = actAsMouse(container, {
      zoomBy: this.view.zoomBy,
      scrollBy: (dx, dy) => this.canvas.scroll({ dx, dy }),
      isBusy: () => Boolean(service(this.viewer, 'dragging')?.context()),
      longPress: openPalette,
    });
  }

  get facts(): DrawingFacts {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows a document. Keeps the view when told to. A document that cannot be shown leaves `facts.unreadable`. */
  async open(xml: string, keepView = false): Promise<void> {
    const opening = ++this.opening;
    const place = keepView && this.current.unreadable === null ? placeOn(this.viewer, this.current.page) : null;
    // Later documents must not wait: an edit in between would be taken for an edit of the new one.
    if (opening === 1) await Promise.all([fontsFor(xml), this.vocabulary.learnFor(xml)]);
    else void fontsFor(xml);
    if (opening !== this.opening) return;
    const opened = readable(xml);
    try {
      performance.mark(IMPORT);
      await (this.shared ? this.shared.open() : importInto(this.viewer, opened));
      performance.measure(IMPORT, IMPORT);
      if (opening !== this.opening) return;
      this.writing.opened(opened);
      const pages = pagesOf(this.viewer.getDefinitions());
      const page = place ? await returnTo(this.viewer, place) : (pages[0]?.id ?? null);
      if (opening !== this.opening) return;
      if (!place) {
        this.view.fit();
        if (!this.options.readOnly) inviteToDraw(this.viewer);
      }
      this.set({ unreadable: null, pages, page, bare: onlyElement(this.viewer) !== undefined });
    } catch (error) {
      if (opening !== this.opening) return;
      this.writing.opened(opened);
      this.set({ unreadable: error instanceof Error ? error.message : String(error), pages: [], page: null });
    }
  }

  /** Shows a shared document from here on, of which `xml` is a text. */
  async openShared(xml: string, show: (viewer: BaseViewer, onSettled: () => void) => SharedDrawing): Promise<void> {
    this.shared = show(this.viewer, () => this.settled());
    this.writing.share();
    await this.open(xml);
  }

  /** What is drawn from here on is no longer shared. */
  endShared(): void {
    this.shared?.end();
    this.shared = null;
  }

  /** The engine whose settings can be edited here. */
  get engine(): Engine | null {
    return this.vocabulary.engine;
  }

  /** Makes the settings of an engine editable. The document is read anew for it, with all that was done; undo begins anew. */
  async addEngine(engine: Engine): Promise<void> {
    const learn = await this.vocabulary.fetch(engine);
    this.completeLabel();
    const { xml } = await this.writing.settle(this.isShown); // before it is learnt: what is on the canvas was read without
    learn(); // from here until it is read anew nothing waits for the network: no edit comes in between
    await this.open(xml, true);
  }

  /** Puts an engine's own panel for what is selected into an element. Returns what takes it out again. */
  async showEnginePanel(host: HTMLElement): Promise<() => void> {
    const { mountEnginePanel } = await import('../properties/engine/engine-panel.js');
    return this.destroyed ? () => undefined : mountEnginePanel(this.viewer, this.engine, host, this.inspector);
  }

  /** Marks and mends problems here; loaded when there are some to look for. */
  async problems(onMark: (elementId: string) => void) {
    const { ProblemCanvas } = await import('../lint/problem-canvas.js');
    return this.destroyed ? null : new ProblemCanvas(this.viewer, this.inspector, (id) => this.writing.idOnCanvas(id), onMark);
  }

  /** Pins things to places of this drawing. */
  async pins() {
    const { PinCanvas } = await import('../pins/pin-canvas.js');
    const { writing } = this;
    return this.destroyed ? null : new PinCanvas(this.viewer, { idOnCanvas: (id) => writing.idOnCanvas(id), idInFile: (id) => writing.idInFile(id), elements: () => this.elements(), reveal: (id) => this.reveal(id) });
  }

  /** Shows who else is in the document on this drawing, and goes where they go. */
  async presence(desk: PresenceDesk) {
    const { PresenceCanvas } = await import('../presence/presence-canvas.js');
    return this.destroyed ? null : new PresenceCanvas(this.viewer, desk);
  }

  /** Shows another drawing of the same file. Undo starts anew there. */
  async openPage(id: string): Promise<void> {
    this.completeLabel();
    this.writing.stand(await this.writing.settle(this.isShown));
    await this.viewer.open(id);
    this.view.fit();
    this.set({ page: id });
  }

  /**
   * Shows an element: selected, in the middle, on whichever plane or drawing of the file it is.
   * @returns false when there is none of this id, or when it is not drawn
   */
  async reveal(elementId: string): Promise<boolean> {
    if (this.current.unreadable !== null || this.destroyed) return false;
    const id = this.writing.idOnCanvas(elementId);
    if (revealElement(this.viewer, id)) return true;
    const page = pageWith(this.viewer.getDefinitions(), id);
    if (page === undefined || page === this.current.page) return false;
    await this.openPage(page);
    return revealElement(this.viewer, id);
  }

  /** Everything drawn in the file, wherever in it. */
  elements(): readonly ElementInfo[] {
    return this.destroyed ? [] : elementsOf(this.viewer.getDefinitions(), (id) => this.writing.idInFile(id));
  }

  /** Marks what was found, as far as it is drawn here, and the one among them that is looked at. Nothing takes the marks off. */
  readonly mark = (ids: readonly string[], current?: string): void => {
    if (!this.destroyed) this.marks.set(ids.map((id) => this.writing.idOnCanvas(id)), current === undefined ? undefined : this.writing.idOnCanvas(current));
  };

  /** The document as BPMN, with a label that is being typed. Untouched, it is exactly what was opened. */
  async write(): Promise<string> {
    return (await this.writeDown(true)).xml;
  }

  /** As `write`, with what could not be kept. Waits for an idle moment unless it is wanted at once. */
  readonly writeDown = (atOnce: boolean): Promise<Written> => this.writing.write(atOnce, this.isShown);
  /** Resolves when nobody is in the middle of a drag or of a label. */
  readonly whenStill = (): Promise<void> => this.writing.whenStill();

  /** The drawing as a picture, as it looks in the light. */
  async toSvg(): Promise<string> {
    return inTheLight((await this.viewer.saveSVG()).svg);
  }

  /** Takes over whatever is being typed, on the canvas or beside it, so that it counts as an edit. */
  completeLabel(): void {
    const labels = service(this.viewer, 'directEditing');
    if (labels?.isActive()) labels.complete();
    if (!this.destroyed) this.inspector.finishTyping();
  }

  readonly undo = (): void => this.stack?.undo();
  readonly redo = (): void => this.stack?.redo();
  readonly focus = (): void => this.canvas.focus();

  /** Ends it; an import that is under way is dropped. */
  destroy(): void {
    this.opening++;
    this.destroyed = true;
    this.shared?.end();
    this.writing.end();
    this.listeners.clear();
    this.stopTouch();
    this.viewer.destroy();
  }

  private readonly isShown = (): boolean => this.current.unreadable === null;

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }

  private get stack(): CanvasServices['commandStack'] | undefined {
    return service(this.viewer, 'commandStack');
  }

  /** Others changed what is shown, without a command of this canvas. */
  private settled(): void {
    const pages = pagesOf(this.viewer.getDefinitions());
    if (JSON.stringify(pages) !== JSON.stringify(this.current.pages)) this.set({ pages });
    this.refresh();
    this.inspector.look();
    this.options.onOthers?.();
  }

  private refresh(): void {
    this.set({
      canUndo: this.stack?.canUndo() ?? false,
      canRedo: this.stack?.canRedo() ?? false,
      bare: onlyElement(this.viewer) !== undefined,
    });
  }

  private set(change: Partial<DrawingFacts>): void {
    const facts = Object.entries(change) as [keyof DrawingFacts, unknown][];
    if (facts.every(([name, fact]) => Object.is(this.current[name], fact))) return; // nobody need look: the paper moved
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}
