import { fittingBox } from '../canvas/fitting-box.js';
import type { DrawingPage } from '../canvas/pages-of.js';
import { boxOf, viewOn } from '../canvas/reveal-element.js';
import type { Box, CanvasElement } from '../canvas/services.js';
import { ComparedCanvas, type Plane } from './compared-canvas.js';
import { drawMarks, type Drawn, type ElementMark, sizeSigns } from './difference-marks.js';

export const SIDES = ['before', 'after'] as const;
export type Side = (typeof SIDES)[number];
/** Side by side, the newer one with what is gone drawn into it, or one of them. */
export type ComparedView = 'beside' | 'over' | Side;

export interface PairFacts {
  readonly isReady: boolean;
  /** The drawings of the file, of either version. */
  readonly pages: readonly DrawingPage[];
  readonly page: string | null;
  /** Why a side cannot be drawn. */
  readonly unreadable: Readonly<Record<Side, string | null>>;
  /** A side that does not have the plane the other one shows. */
  readonly elsewhere: Side | null;
}

const OTHER = { before: 'after', after: 'before' } as const;
const INSETS = { top: 56, right: 24, bottom: 56, left: 24 };
const STEP = 1.25;
const LAYER = { name: 'differences', index: 10 };
const UNDREW = { before: null, after: null };
const NOTHING: PairFacts = { isReady: false, pages: [], page: null, unreadable: UNDREW, elsewhere: null };

/** Two versions on two canvases that show the same part of the same plane, with what differs marked. */
export class CanvasPair {
  private readonly canvases: Readonly<Record<Side, ComparedCanvas>>;
  private readonly listeners = new Set<() => void>();
  private current = NOTHING;
  private view: ComparedView = 'beside';
  private marks: readonly ElementMark[] = [];
  private selected: string | null = null;
  /** Somebody steers both: what the canvases tell meanwhile is no wish of a person. */
  private steering = 0;
  private turn = 0;

  constructor(hosts: Readonly<Record<Side, HTMLElement>>, onPick: (elementId: string) => void) {
    const canvas = (side: Side, label: string) =>
      new ComparedCanvas(hosts[side], label, { onPick, onView: () => this.lookedAround(side), onPlane: () => void this.wentTo(side) });
    this.canvases = { before: canvas('before', 'Drawing, as it was before'), after: canvas('after', 'Drawing, as it is after') };
  }

  get facts(): PairFacts {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async show(texts: Readonly<Record<Side, string>>): Promise<void> {
    const turn = ++this.turn;
    this.set({ isReady: false });
    const [before, after] = await Promise.all(SIDES.map((side) => this.canvases[side].open(texts[side])));
    if (turn !== this.turn) return;
    const pages = new Map(SIDES.flatMap((side) => (side === 'before' ? before : after) === null ? this.canvases[side].pages : []).map((page) => [page.id, page]));
    this.set({ isReady: true, pages: [...pages.values()], unreadable: { before: before ?? null, after: after ?? null } });
    await this.steer(() => (this.lead.plane ? this.follow(this.leading) : Promise.resolve()));
    this.fit();
    if (this.selected !== null) await this.select(this.selected);
  }

  mark(marks: readonly ElementMark[]): void {
    this.marks = marks;
    this.draw();
  }

  /** Shows an element on both canvases, wherever in the file it is. Null: none is looked at. */
  async select(elementId: string | null): Promise<void> {
    this.selected = elementId;
    if (elementId !== null && this.current.isReady) await this.steer(() => this.goTo(elementId));
    this.draw();
  }

  /** Shows another drawing of the file. */
  async openPage(page: string): Promise<void> {
    await this.steer(async () => {
      for (const side of SIDES) await this.canvases[side].goTo({ page, root: '' });
    });
    this.settle();
    this.fit();
  }

  /** To be told when the view or the room for it has changed. */
  arrange(view = this.view): void {
    const isOther = view !== this.view;
    this.view = view;
    const seen = this.lead.view;
    for (const side of SIDES) this.canvases[side].resized();
    if (!this.current.isReady) return;
    if (isOther) this.fit();
    else this.lookBoth({ x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }, seen.scale);
    if (isOther && this.selected !== null) void this.select(this.selected);
    this.draw();
  }

  readonly zoomIn = (): void => this.lead.zoomBy(STEP);
  readonly zoomOut = (): void => this.lead.zoomBy(1 / STEP);

  /** Shows everything of both. */
  readonly fit = (): void => {
    const inner = union(SIDES.flatMap((side) => (this.canvases[side].plane ? this.canvases[side].view.inner : [])).filter(({ width }) => width > 0));
    const { outer } = this.lead.view;
    if (!inner || outer.width === 0 || outer.height === 0) return;
    this.lookOn(fittingBox(inner, outer, INSETS));
  };

  destroy(): void {
    this.turn++;
    this.listeners.clear();
    for (const side of SIDES) this.canvases[side].destroy();
  }

  /** The side that is looked at. */
  private get leading(): Side {
    const wanted = this.view === 'before' ? 'before' : 'after';
    return this.current.unreadable[wanted] === null ? wanted : OTHER[wanted];
  }

  private get lead(): ComparedCanvas {
    return this.canvases[this.leading];
  }

  private async goTo(elementId: string): Promise<void> {
    const found: Side[] = [];
    for (const side of SIDES) if (await this.canvases[side].goToElement(elementId)) found.push(side);
    const [first] = found;
    if (first !== undefined && found.length === 1) await this.follow(first);
    const box = union(SIDES.flatMap((side) => this.boxOn(side, elementId) ?? []));
    if (box) this.lookOn(viewOn(box, this.lead.view));
  }

  private boxOn(side: Side, elementId: string): Box | null {
    const element = this.canvases[side].drawn(elementId);
    return element ? boxOf(element) : null;
  }

  private lookedAround(side: Side): void {
    if (this.steering > 0) return;
    const { x, y, width, height, scale } = this.canvases[side].view;
    this.lookBoth({ x: x + width / 2, y: y + height / 2 }, scale, side);
  }

  private async wentTo(side: Side): Promise<void> {
    if (this.steering > 0) return;
    await this.steer(() => this.follow(side));
    this.lookedAround(side);
  }

  private async follow(side: Side): Promise<void> {
    const plane = this.canvases[side].plane;
    if (plane) await this.canvases[OTHER[side]].goTo(plane);
  }

  private lookOn(box: Box): void {
    const { outer } = this.lead.view;
    this.lookBoth({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, Math.min(outer.width / box.width, outer.height / box.height));
  }

  /** @param except the side that looks there already */
  private lookBoth(middle: { readonly x: number; readonly y: number }, scale: number, except?: Side): void {
    this.steering++;
    try {
      for (const side of SIDES) {
        const canvas = this.canvases[side];
        const { outer } = canvas.view;
        sizeSigns(this.layerOf(canvas), scale);
        if (side === except || canvas.plane === null || outer.width === 0 || outer.height === 0) continue;
        const [width, height] = [outer.width / scale, outer.height / scale];
        canvas.look({ x: middle.x - width / 2, y: middle.y - height / 2, width, height });
      }
    } finally {
      this.steering--;
    }
  }

  private async steer(work: () => Promise<void>): Promise<void> {
    this.steering++;
    try {
      await work();
    } finally {
      this.steering--;
    }
    this.settle();
  }

  /** After another plane may have come into view. */
  private settle(): void {
    const planes = { before: this.canvases.before.plane, after: this.canvases.after.plane };
    this.set({ page: planes[this.leading]?.page ?? null, elsewhere: planes.before && planes.after && !isSamePlane(planes.before, planes.after) ? OTHER[this.leading] : null });
    this.draw();
  }

  private draw(): void {
    if (!this.current.isReady) return;
    for (const side of SIDES) drawMarks(this.layerOf(this.canvases[side]), this.canvases[side].plane ? this.marks.flatMap((mark) => this.marksOn(side, mark)) : []);
  }

  /** On top of each other, what is gone is drawn too, and where the one that is looked at was before. */
  private marksOn(side: Side, mark: ElementMark): Drawn[] {
    const isCurrent = mark.elementId === this.selected;
    const element = this.canvases[side].drawn(mark.elementId);
    const own = element ? [{ ...mark, element, isCurrent }] : [];
    if (side === 'before' || this.view !== 'over' || this.current.elsewhere !== null) return own;
    const before = this.canvases.before.drawn(mark.elementId);
    if (!before || (element && (!isCurrent || isSamePlace(before, element)))) return own;
    return [{ ...mark, sign: element ? 'moved' : mark.sign, element: before, isCurrent: isCurrent && !element, ghost: this.canvases.before.pictureOf(mark.elementId) }, ...own];
  }

  private layerOf(canvas: ComparedCanvas): SVGElement {
    return canvas.layer(LAYER.name, LAYER.index);
  }

  private set(change: Partial<PairFacts>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** The outermost planes of a file answer to each other, also when a pool was drawn around everything. */
function isSamePlane(one: Plane, other: Plane): boolean {
  return one.root === other.root || (!one.root.endsWith('_plane') && !other.root.endsWith('_plane') && one.page === other.page);
}

function isSamePlace(one: CanvasElement, other: CanvasElement): boolean {
  const place = ({ x, y, width, height, waypoints }: CanvasElement) => JSON.stringify([x, y, width, height, waypoints?.map((point) => [point.x, point.y])]);
  return place(one) === place(other);
}

function union(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
