import type { Node, Step } from './flow-graph.js';
import { Grid } from './grid.js';

/** How far from the wished row one looks for a free one before a new one is opened. */
const FARTHEST_ROW = 40;
/** Lines of their own are kept free for at most so many steps of a component: a thicket is not made clearer by more rows. */
const MOST_KEPT_LINES = 200;

/**
 * Gives each node of a component a row. The longest way through is laid straight; each branch off it takes the nearest
 * row that is free over its whole length, the line to where it joins again included, below rather than above.
 */
export function assignRows(component: readonly Node[], laneOf: (node: Node) => number): Grid {
  return new RowAssignment(component, laneOf).run();
}

interface Branch {
  readonly node: Node;
  readonly via: Step | undefined;
}

class RowAssignment {
  private readonly grid = new Grid();
  private readonly length: ReadonlyMap<Node, number>;
  private readonly pending: Branch[] = [];
  private readonly drawn = new Set<Step>();
  private keptLines = 0;

  constructor(
    private readonly component: readonly Node[],
    private readonly laneOf: (node: Node) => number,
  ) {
    this.length = remainingLengths(component);
  }

  run(): Grid {
    const sources = this.component.filter((node) => !node.in.some(({ isBack }) => !isBack));
    const first = (node: Node) => (node.box.type === 'startEvent' ? 0 : 1);
    sources.sort((a, b) => first(a) - first(b));
    for (const source of sources) {
      this.pending.push({ node: source, via: undefined });
      for (let branch = this.pending.pop(); branch; branch = this.pending.pop()) {
        if (!this.isPlaced(branch.node)) this.placePath(branch);
        else if (branch.via) this.keepLine(branch.via);
      }
    }
    return this.grid;
  }

  private placePath({ node, via }: Branch): void {
    const path = [node];
    for (let step = this.onward(node); step; step = this.onward(step.to)) {
      this.drawn.add(step);
      path.push(step.to);
    }
    if (via) this.drawn.add(via);
    const lastRow = new Map<number, number>();
    let before: Node | undefined = via?.from;
    for (let i = 0; i < path.length; ) {
      const lane = this.laneOf(path[i]!);
      let end = i + 1;
      while (end < path.length && this.laneOf(path[end]!) === lane) end++;
      this.placeSegment(path.slice(i, end), { lane, before, after: path[end], lastRow, fromGuest: i === 0 && via?.fromGuest === true });
      before = path[end - 1];
      i = end;
    }
    for (const placed of path) {
      for (const step of placed.out) if (!step.isBack && !this.drawn.has(step)) this.pending.push({ node: step.to, via: step });
    }
  }

  // The way on: where the most is still to come, and rather along the flow than out of an exception.
  private onward(node: Node): Step | undefined {
    let best: Step | undefined;
    for (const step of node.out) {
      if (step.isBack || this.isPlaced(step.to) || step.fromGuest) continue;
      if (!best || this.length.get(step.to)! > this.length.get(best.to)!) best = step;
    }
    return best;
  }

  private placeSegment(nodes: readonly Node[], at: { lane: number; before: Node | undefined; after: Node | undefined; lastRow: Map<number, number>; fromGuest: boolean }): void {
    const [first, last] = [nodes[0]!, nodes.at(-1)!];
    const { lane, before, lastRow, fromGuest } = at;
    let from = first.rank;
    let to = last.rank + last.span;
    if (before && before.rank < first.rank) from = Math.min(from, drops(before, fromGuest) ? before.rank + before.span - 1 : before.rank + before.span);
    const joined = at.after ? undefined : last.out.find((step) => !step.isBack && this.isPlaced(step.to) && !this.drawn.has(step));
    if (joined) this.drawn.add(joined);
    const next = at.after ?? joined?.to;
    if (next) to = Math.max(to, joined && next.box.kind === 'gateway' ? next.rank + 1 : next.rank);
    const straight = before && this.rowIn(lane, before);
    if (before && straight !== undefined && !fromGuest && before.rank < first.rank && this.grid.isFree(lane, straight, before.rank + before.span, to)) from = before.rank + before.span;
    const wished = lastRow.get(lane) ?? this.rowIn(lane, before) ?? this.rowIn(lane, joined?.to) ?? 0;
    const row = this.freeRow(lane, wished, from, to, fromGuest);
    lastRow.set(lane, row);
    this.grid.take(lane, row, from, to);
    for (const node of nodes) this.grid.put({ box: node.box, col: node.rank, span: node.span, lane, row });
  }

  private freeRow(lane: number, wished: number, from: number, to: number, onlyBelow: boolean): number {
    for (let distance = 0; distance <= FARTHEST_ROW; distance++) {
      if (this.grid.isFree(lane, wished + distance, from, to)) return wished + distance;
      if (!onlyBelow && this.grid.isFree(lane, wished - distance, from, to)) return wished - distance;
    }
    return Math.max(wished, ...this.grid.rowsOf(lane)) + 1;
  }

  // For a step between two placed nodes: along one of their rows if that is free, else along a row of its own.
  private keepLine(step: Step): void {
    const [a, b] = [this.grid.cells.get(step.from.box)!, this.grid.cells.get(step.to.box)!];
    const [from, to] = [a.col + a.span, b.col];
    if (this.drawn.has(step) || to <= from || this.keptLines >= MOST_KEPT_LINES) return;
    this.drawn.add(step);
    this.keptLines++;
    if (!step.fromGuest && this.grid.isFree(a.lane, a.row, from, to)) return this.grid.take(a.lane, a.row, from, to);
    if (this.grid.isFree(b.lane, b.row, from, to)) return this.grid.take(b.lane, b.row, from, to);
    const [start, end] = [drops(step.from, step.fromGuest) ? from - 1 : from, step.to.box.kind === 'gateway' ? to + 1 : to];
    const row = this.freeRow(a.lane, a.row, start, end, step.fromGuest);
    this.grid.take(a.lane, row, start, end);
    this.grid.lines.push({ from: step.from.box, to: step.to.box, lane: a.lane, row });
  }

  private rowIn(lane: number, node: Node | undefined): number | undefined {
    const cell = node && this.grid.cells.get(node.box);
    return cell?.lane === lane ? cell.row : undefined;
  }

  private isPlaced(node: Node): boolean {
    return this.grid.cells.has(node.box);
  }
}

/** Whether its branches leave it downwards or upwards rather than to the right. */
function drops(node: Node, fromGuest: boolean): boolean {
  return fromGuest || node.box.kind === 'gateway';
}

/** How many columns are still to come from each node on. */
function remainingLengths(component: readonly Node[]): Map<Node, number> {
  const length = new Map<Node, number>();
  const byRank = [...component].sort((a, b) => b.rank - a.rank);
  for (const node of byRank) {
    const onward = node.out.filter(({ isBack }) => !isBack).map(({ to }) => length.get(to) ?? 0);
    length.set(node, 1 + Math.max(0, ...onward));
  }
  return length;
}
