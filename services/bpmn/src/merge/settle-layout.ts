import type { XmlElement } from '../xml/xml-tree.js';
import { around, contains, overlap, redocked, sameBox, sameLine, samePlace, sameSize, shifted, type Box, type Spot } from './geometry.js';
import { besides, containerOf, drawingsIn, poolsIn, type Drawing } from './drawings.js';
import type { MergeState } from './merge-state.js';
import { endsOf } from '../references/references.js';

type SideName = 'base' | 'mine' | 'theirs';
const SIDES: readonly SideName[] = ['base', 'mine', 'theirs'];
const GAP = 30;
/** New shapes that others are moved aside for. */
const MOST_ADDED = 500;
/** Deeper than documents nest there are only events that stick to one another. */
const DEEPEST = 100;
const GROWING = new Set(['participant', 'lane', 'subProcess', 'transaction', 'adHocSubProcess', 'group']);

/** Decides where everything is drawn after both sides moved things. */
export class LayoutSettlement {
  private readonly drawn: Record<SideName, Map<string, Drawing>>;
  private readonly pools: Record<SideName, Map<string, string>>;
  private readonly ids: Record<SideName, ReadonlyMap<string, XmlElement>>;
  private readonly added = new Map<'mine' | 'theirs', readonly string[]>();
  private readonly boxes = new Map<string, Box | undefined>();
  private depth = 0;

  /** @param merged the elements of the merged document by their ids */
  constructor(
    private readonly state: MergeState,
    private readonly merged: ReadonlyMap<string, XmlElement>,
  ) {
    this.ids = { base: state.baseIds, mine: state.mine.ids, theirs: state.theirs.ids };
    this.drawn = { base: drawingsIn(state.base.root), mine: drawingsIn(state.mine.document.root), theirs: drawingsIn(state.theirs.document.root) };
    this.pools = { base: poolsIn(this.ids.base), mine: poolsIn(this.ids.mine), theirs: poolsIn(this.ids.theirs) };
  }

  /** Where a shape is in the end; undefined for what is no shape. */
  box(key: string): Box | undefined {
    if (this.boxes.has(key)) return this.boxes.get(key);
    // Until it is known, what lies in itself is where they drew it.
    const drawn = this.drawn.theirs.get(key)?.box;
    if (this.depth > DEEPEST) return drawn;
    this.boxes.set(key, drawn);
    this.depth++;
    const box = this.settled(key);
    this.depth--;
    this.boxes.set(key, box);
    return box;
  }

  private settled(key: string): Box | undefined {
    const [base, mine, theirs] = this.three(key, (drawing) => drawing?.box);
    if (!mine || !theirs) return mine ? this.ofOne(key, 'mine', mine) : theirs && this.ofOne(key, 'theirs', theirs);
    if (sameBox(mine, theirs)) return theirs;
    if (base && sameBox(base, mine)) return theirs;
    if (base && sameBox(base, theirs)) return mine;
    const combined = base && this.combined(key, base, mine, theirs);
    if (combined) return combined;
    const drawing = this.drawn.theirs.get(key)!;
    return this.state.clashes.property(drawing.element, 'bounds', { base: base ? written(base) : null, mine: written(mine), theirs: written(theirs) }) === 'mine' ? mine : theirs;
  }

  private combined(key: string, base: Box, mine: Box, theirs: Box): Box | undefined {
    const container = this.container(key, 'base');
    const merged = container === undefined ? undefined : this.box(container);
    if (merged) {
      const [wasIn, mineIn, theirsIn] = this.three(container!, (drawing) => drawing?.box);
      const isCarried = (box: Box, inside: Box | undefined) => wasIn !== undefined && inside !== undefined && !samePlace(wasIn, inside) && sameSize(base, box) && samePlace(shifted(base, wasIn, inside), box);
      const [mineCarried, theirsCarried] = [isCarried(mine, mineIn), isCarried(theirs, theirsIn)];
      if (mineCarried && theirsCarried) return shifted(base, wasIn!, merged);
      if (mineCarried) return shifted(theirs, theirsIn ?? wasIn!, merged);
      if (theirsCarried) return shifted(mine, mineIn ?? wasIn!, merged);
    }
    const moved = [!samePlace(base, mine), !samePlace(base, theirs)] as const;
    const resized = [!sameSize(base, mine), !sameSize(base, theirs)] as const;
    if (!(moved[0] && moved[1]) && !(resized[0] && resized[1])) {
      const [place, size] = [moved[0] ? mine : theirs, resized[0] ? mine : theirs];
      return { x: place.x, y: place.y, width: size.width, height: size.height };
    }
    const of = this.merged.get(this.drawn.theirs.get(key)!.of);
    return of && GROWING.has(of.local) && contains(mine, base) && contains(theirs, base) ? around(mine, theirs) : undefined;
  }

  /** A shape only one side has moves with what it was put into, and aside when the other side put a new one there too. */
  private ofOne(key: string, side: 'mine' | 'theirs', box: Box): Box {
    const place = this.withContainer(key, side, box);
    if (this.drawn.base.has(key) || this.isContainer(key, side)) return place;
    const other = side === 'mine' ? 'theirs' : 'mine';
    const of = this.drawn[side].get(key)!.of;
    let { y } = place;
    for (const there of this.newShapes(other)) {
      const { of: otherOf, box: otherBox } = this.drawn[other].get(there)!;
      // One of the two has to give way, the same one whoever is mine.
      if (otherOf < of && !this.isContainer(there, other) && overlap({ ...place, y }, otherBox!)) y = otherBox!.y + otherBox!.height + GAP;
    }
    return y === place.y ? place : { ...place, y };
  }

  private newShapes(side: 'mine' | 'theirs'): readonly string[] {
    const known = this.added.get(side);
    if (known) return known;
    const drawn = this.drawn[side];
    const found = [...drawn.keys()].filter((key) => drawn.get(key)!.box && SIDES.every((each) => each === side || !this.drawn[each].has(key))).slice(0, MOST_ADDED);
    // From above to below: whatever gives way to one may then have to give way to the next.
    found.sort((one, other) => drawn.get(one)!.box!.y - drawn.get(other)!.box!.y);
    this.added.set(side, found);
    return found;
  }

  private isContainer(key: string, side: 'mine' | 'theirs'): boolean {
    const element = this.ids[side].get(this.drawn[side].get(key)!.of);
    return element === undefined || GROWING.has(element.local) || element.local === 'boundaryEvent';
  }

  private withContainer(key: string, side: SideName, box: Box): Box {
    const container = this.container(key, side);
    const inside = container === undefined ? undefined : this.drawn[side].get(container)?.box;
    const merged = container === undefined ? undefined : this.box(container);
    return inside && merged && sameSize(inside, merged) ? shifted(box, inside, merged) : box;
  }

  /** Where the label of a shape or edge is in the end. */
  label(key: string): Box | undefined {
    const [base, mine, theirs] = this.three(key, (drawing) => drawing?.labelBox);
    const side = choose(base, mine, theirs, sameBox, (box) => written(box));
    const label = side && this.drawn[side].get(key)!.labelBox!;
    const [own, merged] = [side && this.drawn[side].get(key)!.box, this.box(key)];
    return label && own && merged ? shifted(label, own, merged) : label;
  }

  /** Where an edge runs in the end. */
  line(key: string): readonly Spot[] | undefined {
    const [base, mine, theirs] = this.three(key, (drawing) => (drawing && drawing.line.length > 1 ? drawing.line : undefined));
    const of = (this.drawn.theirs.get(key) ?? this.drawn.mine.get(key))!.of;
    const side = this.sideOfLine(key, of, base, mine, theirs);
    if (!side) return undefined;
    const element = this.merged.get(of);
    const line = this.drawn[side].get(key)!.line;
    const ends = element && endsOf(element);
    // Where both have it alike, neither saw a reason to lead it elsewhere.
    if (!ends || (mine && theirs && sameLine(mine, theirs))) return line;
    const keys = [besides(key, ends.source), besides(key, ends.target)] as const;
    const was = keys.map((end) => this.drawn[side].get(end)?.box ?? this.drawn[side === 'mine' ? 'theirs' : 'mine'].get(end)?.box) as [Box | undefined, Box | undefined];
    return redocked(line, was, [this.box(keys[0]), this.box(keys[1])]);
  }

  private sideOfLine(key: string, of: string, base?: readonly Spot[], mine?: readonly Spot[], theirs?: readonly Spot[]): 'mine' | 'theirs' | undefined {
    const simple = mine && theirs && base && !sameLine(mine, theirs) && !sameLine(base, mine) && !sameLine(base, theirs);
    if (!simple) return choose(base, mine, theirs, sameLine, points);
    // Whoever joined it to something else knows where it has to run; then who led it by hand.
    const [mineJoined, theirsJoined] = [this.isRejoined(of, 'mine'), this.isRejoined(of, 'theirs')];
    if (mineJoined !== theirsJoined) return mineJoined ? 'mine' : 'theirs';
    const [mineFollows, theirsFollows] = [this.endsMoved(key, of, 'mine'), this.endsMoved(key, of, 'theirs')];
    if (mineFollows !== theirsFollows) return mineFollows ? 'theirs' : 'mine';
    if (mineFollows) return points(mine) < points(theirs) ? 'mine' : 'theirs';
    return this.state.clashes.property(this.drawn.theirs.get(key)!.element, 'waypoints', { base: points(base), mine: points(mine), theirs: points(theirs) });
  }

  private isRejoined(of: string, side: 'mine' | 'theirs'): boolean {
    const [before, after] = [this.ids.base.get(of), this.ids[side].get(of)].map((element) => element && endsOf(element));
    return before?.source !== after?.source || before?.target !== after?.target;
  }

  private endsMoved(key: string, of: string, side: 'mine' | 'theirs'): boolean {
    const element = this.ids[side].get(of);
    const ends = element && endsOf(element);
    if (!ends) return false;
    return [ends.source, ends.target].some((end) => {
      const [before, after] = [this.drawn.base.get(besides(key, end))?.box, this.drawn[side].get(besides(key, end))?.box];
      return !before || !after || !sameBox(before, after);
    });
  }

  private container(key: string, side: SideName): string | undefined {
    const of = this.drawn[side].get(key)?.of;
    const container = of === undefined ? undefined : containerOf(this.ids[side].get(of), this.pools[side]);
    return container === undefined ? undefined : besides(key, container);
  }

  private three<T>(key: string, take: (drawing: Drawing | undefined) => T): [T, T, T] {
    return [take(this.drawn.base.get(key)), take(this.drawn.mine.get(key)), take(this.drawn.theirs.get(key))];
  }
}

/** Whose state is taken when nobody has to be asked: of two changes always the same one, whoever is mine. */
function choose<T>(base: T | undefined, mine: T | undefined, theirs: T | undefined, same: (one: T, other: T) => boolean, text: (value: T) => string): 'mine' | 'theirs' | undefined {
  if (!mine || !theirs) return mine ? 'mine' : theirs ? 'theirs' : undefined;
  if (same(mine, theirs) || (base && same(base, mine))) return 'theirs';
  if (base && same(base, theirs)) return 'mine';
  return text(mine) < text(theirs) ? 'mine' : 'theirs';
}

function written({ x, y, width, height }: Box): string {
  return `${x}, ${y}, ${width} × ${height}`;
}

function points(line: readonly Spot[]): string {
  return line.map(({ x, y }) => `${x},${y}`).join(' ');
}
