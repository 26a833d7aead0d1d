import { applyChanges, changesBetween, fillLists, isEmpty, keyOf, project, recordIn, recordMap, recordsIn, recordsOf, touchedKeys, treeOf, type Changes, type Projection, type RecordKey, type Records, type SharedRecord } from '@bpmn-studio/bpmn/shared';
import type { Doc, Transaction, YEvent } from 'yjs';
import { listOf, part, type Drawn, type Moddle, type PartSource, type Parts } from './canvas-parts.js';
import { showDrillDowns } from './drill-down.js';
import { inHand, letGoOf } from './hands-on.js';
import { MadeAtOpening } from './made-at-opening.js';
import { labelMeasurer } from './measured-labels.js';
import { patchCanvas } from './patch-canvas.js';
import { LiveTree } from './patch-tree.js';
import { drawingOn, wantedDrawing, type MeasureLabel, type Wanted } from './wanted-drawing.js';

/** A modeler, as far as a shared document is shown on it. */
export interface LiveModeler extends PartSource {
  importDefinitions(definitions: never): Promise<unknown>;
  getDefinitions(): unknown;
}

/** Before everybody else who hears of a change: what they look at is in step with the document then. */
const FIRST = 9_000;
/** After ../canvas/file-order.ts, which puts the shapes of a file in the order they are drawn in. */
const BEHIND_FILE_ORDER = 2_400;
const LONG_ID_BITS = 96;

export interface LiveOptions {
  /** Runs a settling a little later, so that many changes of others are one; at once when left out. */
  readonly later?: (run: () => void) => void;
  /** Told when the canvas shows what others did. */
  readonly onSettled?: (elements: readonly Drawn[]) => void;
}

/**
 * A shared document on a canvas. What is drawn goes into the document, in one transaction for each command with all its
 * behaviours; what others did is put on the canvas without commands. After each of both the canvas shows the projection of the
 * document and nothing else: whoever has the same document sees the same.
 */
export class LiveCanvas {
  private readonly records: Map<RecordKey, SharedRecord>;
  private readonly stop: (() => void)[] = [];
  private readonly measure: MeasureLabel;
  /** How long the last capture or settling took, in milliseconds: the bench reads it. */
  took = 0;
  private shown: Records = new Map();
  private projection: Projection;
  private tree!: LiveTree;
  private made!: MadeAtOpening;
  private isPatching = false;
  private isApplying = false;
  private isDue = false;
  private isWaiting = false;

  /** @param origin of the transactions with what is drawn here */
  private constructor(
    private readonly viewer: LiveModeler,
    private readonly doc: Doc,
    readonly origin: object,
    private readonly options: LiveOptions,
  ) {
    this.measure = labelMeasurer(viewer);
    this.records = new Map(recordsIn(doc));
    this.projection = project(this.records);
  }

  /** Shows a document that is there already (seeded) on a canvas, in place of what it shows. */
  static async open(viewer: LiveModeler, doc: Doc, origin: object, options: LiveOptions = {}): Promise<LiveCanvas> {
    const live = new LiveCanvas(viewer, doc, origin, options);
    await live.begin();
    return live;
  }

  /** Puts what changed in the document since on the canvas; what somebody has a hand on waits. */
  settle(): void {
    this.isDue = false;
    const begun = performance.now();
    this.show(this.shown, 'what changed');
    this.took += performance.now() - begun;
  }

  /** The element of the model for a record. */
  elementOf(key: RecordKey): Moddle | undefined {
    return this.tree.lookup(key) as unknown as Moddle | undefined;
  }

  end(): void {
    for (const stop of this.stop.splice(0)) stop();
  }

  private async begin(): Promise<void> {
    const moddle = part(this.viewer, 'moddle');
    const { definitions } = treeOf(this.projection, moddle as never);
    const bus = part(this.viewer, 'eventBus');
    this.lengthenIds(moddle);
    bus.fire('import.parse.start', { xml: '' });
    bus.fire('import.parse.complete', { definitions, elementsById: {}, references: [], warnings: [] });
    for (const key of this.projection.records.keys()) if (!key.startsWith('#')) moddle.ids.claim(key, key);
    await this.viewer.importDefinitions(definitions as never);
    bus.fire('import.done', { error: null, warnings: [] });
    const { records } = this.projection;
    this.shown = recordsOf(definitions, records);
    this.made = new MadeAtOpening(changesBetween(records, this.shown), records);
    this.tree = new LiveTree(definitions as unknown as Moddle, moddle);
    this.tree.index(this.shown);
    this.listen();
    this.show(this.shown, 'everything');
  }

  private listen(): void {
    const bus = part(this.viewer, 'eventBus');
    const on = <E>(events: string | readonly string[], listener: (event: E) => void) => {
      bus.on(events, FIRST, listener);
      this.stop.push(() => bus.off(events, listener));
    };
    on<{ trigger?: string; failed?: boolean }>('commandStack.changed', ({ trigger, failed }) => {
      if (trigger !== 'execute') return;
      if (failed) this.rebuild();
      else this.capture();
    });
    // Told while the hand is still on: what waited is shown when it is off.
    on(['drag.cleanup', 'directEditing.deactivate'], () => queueMicrotask(() => this.isWaiting && this.stop.length > 0 && this.due()));
    // Whoever has the same document writes the same file: the places in it are those of the document, not of this canvas.
    bus.on('saveXML.start', BEHIND_FILE_ORDER, this.orderPlanes);
    this.stop.push(() => bus.off('saveXML.start', this.orderPlanes));
    on('import.render.complete', () => this.show(this.shown, 'everything'));
    const observe = (events: readonly YEvent<never>[], transaction: Transaction) => this.changed(events, transaction);
    recordMap(this.doc).observeDeep(observe as never);
    this.stop.push(() => recordMap(this.doc).unobserveDeep(observe as never));
    this.guardLabels();
  }

  private readonly orderPlanes = (): void => {
    for (const [key, { $type }] of this.projection.records) {
      const plane = $type === 'bpmndi:BPMNPlane' ? this.tree.lookup(key) : undefined;
      if (plane) fillLists(plane, key, this.projection, this.tree.lookup);
    }
  };

  /** The library writes the place of each label that is drawn anew into the document: its height depends on the fonts here. */
  private guardLabels(): void {
    const updater = part(this.viewer, 'bpmnUpdater');
    const update = updater.updateBounds.bind(updater);
    updater.updateBounds = (shape) => (this.isPatching ? undefined : update(shape));
    this.stop.push(() => void (updater.updateBounds = update));
  }

  /** Seven letters are too few where many people give ids at the same time. */
  private lengthenIds(moddle: Parts['moddle']): void {
    const Ids = moddle.ids.constructor as new (seed: readonly number[]) => Parts['moddle']['ids'];
    (moddle as { ids: Parts['moddle']['ids'] }).ids = new Ids([LONG_ID_BITS, 36, 1]);
  }

  private changed(events: readonly YEvent<never>[], { origin }: Transaction): void {
    for (const key of touchedKeys(events as never)) {
      const record = recordIn(this.doc, key);
      if (record) this.records.set(key, record);
      else this.records.delete(key);
    }
    if (this.isApplying) return;
    if (origin instanceof Object && 'undo' in origin) this.settle(); // an undo here: its keys are pressed now
    else this.due();
  }

  private due(): void {
    if (this.isDue) return;
    const { later } = this.options;
    if (!later) return this.settle();
    this.isDue = true;
    later(() => this.isDue && this.stop.length > 0 && this.settle());
  }

  /** Puts what a command did, and all that followed from it, into the document. */
  private capture(): void {
    const begun = performance.now();
    const now = this.read();
    const changes = changesBetween(this.shown, now);
    if (changes.added.size + changes.removed.size > 0 || [...changes.changed.values()].some((entries) => entries.has('$type'))) this.tree.index(now);
    else this.reindexDrawn();
    if (!isEmpty(changes)) this.apply(changes);
    this.show(now, 'everything');
    this.took += performance.now() - begun;
  }

  private apply(changes: Changes): void {
    const made = this.made.take(changes);
    this.isApplying = true;
    try {
      this.doc.transact(() => {
        if (made) applyChanges(this.doc, made, this.origin);
        applyChanges(this.doc, changes, this.origin);
      }, this.origin);
    } finally {
      this.isApplying = false;
    }
  }

  /** A command that failed leaves nobody knows what: everything is as the document says again. */
  private rebuild(): void {
    const now = this.read();
    this.tree.index(now);
    this.show(now, 'everything');
  }

  /** What the tree says. The library leaves what it moves to another plane in the list of the first, until a file is written. */
  private read(): Records {
    const definitions = this.viewer.getDefinitions() as Moddle;
    for (const diagram of listOf(definitions, 'diagrams')) {
      const plane = diagram['plane'] as Moddle | undefined;
      const items = listOf(plane, 'planeElement');
      if (items.some(({ $parent }) => $parent !== plane)) plane?.set('planeElement', items.filter(({ $parent }) => $parent === plane));
    }
    return recordsOf(definitions as never, this.shown);
  }

  /** Commands put other elements in place of those of the same kind and id. */
  private reindexDrawn(): void {
    for (const { businessObject, di } of part(this.viewer, 'elementRegistry').getAll()) for (const element of [businessObject, di]) if (element) this.tree.know(element);
  }

  /** Brings tree and canvas from what they say to what they should say. A command leaves the canvas in an order of its own. */
  private show(now: Records, look: 'everything' | 'what changed'): void {
    const raw = this.made.over(this.records);
    const held = this.held(raw);
    this.isWaiting = held.size > 0;
    const after = project(held.size > 0 ? new Map([...raw].map(([key, record]) => [key, held.has(key) ? (now.get(key) ?? record) : record])) : raw);
    letGoOf(this.viewer, ({ businessObject }) => !after.records.has(keyOf(businessObject as never) ?? ''));
    const changes = changesBetween(now, after.records);
    this.projection = after;
    this.shown = after.records;
    const touched = this.tree.patch(changes, now, after);
    if (look === 'everything' || !isEmpty(changes) || touched.size > 0) this.draw(touched);
  }

  private held(records: Records): ReadonlySet<RecordKey> {
    const held = new Set<RecordKey>();
    for (const { businessObject, di } of inHand(this.viewer)) {
      for (const element of [businessObject, di]) {
        const key = element && keyOf(element as never);
        if (key !== undefined && records.has(key)) held.add(key);
      }
    }
    return held;
  }

  private draw(touched: ReadonlySet<Moddle>): void {
    const definitions = this.viewer.getDefinitions() as Moddle;
    const diagram = drawingOn(part(this.viewer, 'canvas').getRootElements(), definitions);
    if (!diagram) return;
    const wanted = wantedDrawing(definitions, diagram, this.measure);
    this.isPatching = true;
    try {
      const drawn = patchCanvas(this.viewer, wanted, anew(touched, wanted));
      showDrillDowns(this.viewer, drawn);
      if (drawn.length > 0) this.options.onSettled?.(drawn);
    } finally {
      this.isPatching = false;
    }
  }
}

/** What elements that are drawn show of others that are not. */
const SHOWN_OF_OTHERS = ['categoryValueRef', 'dataObjectRef', 'processRef'];

/** Ids of what is drawn anew, since something it shows changed. */
function anew(touched: ReadonlySet<Moddle>, wanted: ReadonlyMap<string, Wanted>): Set<string> {
  const ids = new Set<string>();
  for (const element of touched) {
    const shown = (element['bpmnElement'] as Moddle | undefined) ?? element;
    if (shown.id) ids.add(shown.id);
    for (const flow of listOf(shown, 'outgoing')) if (flow.id) ids.add(flow.id); // default and conditional flows show it at their beginning
  }
  if (touched.size > 0) for (const [id, { semantic }] of wanted) if (SHOWN_OF_OTHERS.some((name) => touched.has(semantic[name] as Moddle))) ids.add(id);
  return ids;
}
