import { elementOf, elementsOf, indexElements, isA, textOf, wordOf, type ElementIndexEntry, type ModdleElement } from '@bpmn-studio/bpmn';

export interface ElementRow {
  /** In words: `User task`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly documentation: string;
}

/** Elements that stand in the same place: a pool, a lane of it, a sub-process. */
export interface ElementGroup {
  /** From the outside in: `Bank › Back office`. Empty: what belongs to the whole file. */
  readonly place: string;
  readonly rows: ElementRow[];
}

export interface ElementList {
  readonly groups: readonly ElementGroup[];
  /** Elements that were left out because there are too many. */
  readonly leftOut: number;
}

export const MOST_ROWS = 3_000;
const LONGEST = { name: 300, documentation: 1_200 };

/** The elements of a file by the place they stand in, in document order; what belongs to the file as a whole comes last. */
export function listElements(definitions: ModdleElement): ElementList {
  const indexed = indexElements(definitions);
  const places = new Places(definitions, indexed);
  const entries = indexed.filter(tellsSomething);
  const kept = entries.slice(0, MOST_ROWS);
  const groups = new Map<string, ElementGroup>();
  for (const entry of kept) {
    const place = places.of(entry);
    const group = groups.get(place) ?? { place, rows: [] };
    groups.set(place, group);
    group.rows.push(rowOf(entry));
  }
  const listed = [...groups.values()];
  return { groups: [...listed.filter(({ place }) => place !== ''), ...listed.filter(({ place }) => place === '')], leftOut: entries.length - kept.length };
}

/** A line without a name is in the drawing, and in a list only an id among ids. */
function tellsSomething({ type, name, documentation }: ElementIndexEntry): boolean {
  return name !== null || documentation !== null || !/(Flow|Association|Link)$/.test(type);
}

function rowOf({ elementId, type, name, documentation }: ElementIndexEntry): ElementRow {
  return { type: wordOf(type), name: cut(name ?? '', LONGEST.name), id: elementId, documentation: cut(documentation ?? '', LONGEST.documentation) };
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text;
}

/** Where elements stand, by their ids. */
class Places {
  private readonly entries: ReadonlyMap<string, ElementIndexEntry>;
  private readonly pools = new Map<string, string>();
  private readonly lanes = new Map<string, readonly string[]>();
  private readonly known = new Map<string, string>();

  constructor(definitions: ModdleElement, entries: readonly ElementIndexEntry[]) {
    this.entries = new Map(entries.map((entry) => [entry.elementId, entry]));
    for (const root of elementsOf(definitions, 'rootElements')) {
      for (const pool of elementsOf(root, 'participants')) {
        const process = textOf(elementOf(pool, 'processRef'), 'id');
        if (process) this.pools.set(process, textOf(pool, 'name') ?? '');
      }
      if (isA(root, 'bpmn:Process')) this.readLanes(root, []);
    }
  }

  /** A process and a lane head the place they make. */
  of({ elementId, type, parentId }: ElementIndexEntry): string {
    return type === 'bpmn:Process' ? this.outside(elementId) : this.pathOf(parentId, elementId);
  }

  private pathOf(container: string | null, element: string): string {
    const lane = this.lanes.get(element);
    const outer = container === null ? '' : this.outside(container);
    return lane === undefined ? outer : [outer, ...lane].filter((part) => part !== '').join(' › ');
  }

  private outside(container: string): string {
    const known = this.known.get(container);
    if (known !== undefined) return known;
    this.known.set(container, ''); // parents never go in circles in a file that was read; if they did, it ends here
    const entry = this.entries.get(container);
    const place = entry === undefined ? '' : this.placeMadeBy(entry);
    this.known.set(container, place);
    return place;
  }

  private placeMadeBy({ elementId, type, name, parentId }: ElementIndexEntry): string {
    if (type === 'bpmn:Process') return this.pools.get(elementId) ?? name ?? '';
    if (type === 'bpmn:Lane') return parentId === null ? '' : this.outside(parentId); // the path of a lane in it begins at the process
    const outer = this.pathOf(parentId, elementId);
    if (!/(SubProcess|Transaction|SubChoreography|SubConversation)$/.test(type)) return outer;
    return [outer, name ?? elementId].filter((part) => part !== '').join(' › ');
  }

  private readLanes(holder: ModdleElement, outer: readonly string[]): void {
    const sets = [...elementsOf(holder, 'laneSets'), ...[elementOf(holder, 'childLaneSet')].filter((set) => set !== undefined)];
    for (const lane of sets.flatMap((set) => elementsOf(set, 'lanes'))) {
      const path = [...outer, textOf(lane, 'name') ?? ''];
      const own = textOf(lane, 'id');
      if (own) this.lanes.set(own, path);
      for (const node of elementsOf(lane, 'flowNodeRef')) {
        const id = textOf(node, 'id');
        if (id) this.lanes.set(id, path);
      }
      if (outer.length < 20) this.readLanes(lane, path);
    }
  }
}
