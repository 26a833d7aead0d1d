import { assignRows } from './assign-rows.js';
import type { FlowGraph, Node } from './flow-graph.js';
import { Grid } from './grid.js';
import type { Box, Container } from './layout-model.js';
import { placeBeside } from './place-beside.js';
import { leavesOf } from './read-lanes.js';

/** What runs on is folded into strips of so many columns: wider drawings are read by nobody and drawn by few. */
const MOST_COLUMNS = 90;
/** The same downwards, where no lane says in which band a row has to stay. */
const MOST_ROWS = 500;

/**
 * Puts the content of a container into rows and columns: what hangs together first, what stands alone after it, data
 * and annotations beside what they belong to.
 */
export function fillGrid(container: Container, graph: FlowGraph, partnersOf: (box: Box) => readonly Box[]): Grid {
  const grid = new Grid();
  const laneOf = laneFinder(container, graph);
  const pieces = graph.components.map((component) => assignRows(component, laneOf));
  stack(grid, pieces, container.lanes.length > 0);
  placeSingles(grid, graph.singles, laneOf);
  placeBeside(grid, container, partnersOf);
  const lanes = leavesOf(container.lanes).length;
  const folded = foldColumns(grid, Math.max(1, lanes));
  return lanes === 0 ? foldRows(folded) : folded;
}

// A node no lane names lies where its neighbours do.
function laneFinder(container: Container, graph: FlowGraph): (node: Node) => number {
  if (container.lanes.length === 0) return () => 0;
  const lanes = new Map<Node, number>();
  for (const node of graph.nodes) if (node.box.lane !== undefined) lanes.set(node, node.box.lane);
  const pending = [...lanes.keys()];
  for (let i = 0; i < pending.length; i++) {
    const node = pending[i]!;
    for (const neighbour of [...node.out.map(({ to }) => to), ...node.in.map(({ from }) => from)]) {
      if (lanes.has(neighbour)) continue;
      lanes.set(neighbour, lanes.get(node)!);
      pending.push(neighbour);
    }
  }
  return (node) => lanes.get(node) ?? 0;
}

// Small pieces stand beside each other under the widest; in lanes each piece begins at the left, under the one before.
function stack(grid: Grid, pieces: readonly Grid[], hasLanes: boolean): void {
  const widest = Math.min(MOST_COLUMNS, Math.max(8, ...pieces.map(({ width }) => width)));
  let [top, right] = [0, 0];
  for (const piece of pieces) {
    if (hasLanes) {
      grid.append(piece, (lane) => Math.floor(Math.max(-1, ...grid.rowsOf(lane))) + 1, 0);
      continue;
    }
    if (right > 0 && right + piece.width > widest) right = 0;
    if (right === 0) top = Math.max(-1, ...grid.rowsOf(0)) + 1;
    grid.append(piece, () => top, right);
    right += piece.width;
  }
}

function placeSingles(grid: Grid, singles: readonly Node[], laneOf: (node: Node) => number): void {
  const isAside = ({ box }: Node) => Number(box.element.attributes.some(({ local, value }) => local === 'triggeredByEvent' && value === 'true'));
  const inOrder = [...singles].sort((a, b) => isAside(a) - isAside(b));
  const columns = Math.min(MOST_COLUMNS, Math.max(5, grid.width, Math.ceil(Math.sqrt(singles.length) * 1.5)));
  const cursors = new Map<number, { row: number; col: number; aside: number }>();
  for (const node of inOrder) {
    const lane = laneOf(node);
    const cursor = cursors.get(lane) ?? { row: Math.max(-1, ...grid.rowsOf(lane)) + 1, col: 0, aside: isAside(node) };
    cursors.set(lane, cursor);
    if (cursor.col > 0 && (cursor.col + node.span > columns || cursor.aside !== isAside(node))) Object.assign(cursor, { row: cursor.row + 1, col: 0 });
    cursor.aside = isAside(node);
    grid.put({ box: node.box, col: cursor.col, span: node.span, lane, row: cursor.row });
    cursor.col += node.span;
  }
}

function foldColumns(grid: Grid, lanes: number): Grid {
  if (grid.width <= MOST_COLUMNS) return grid;
  const strips = new Grid();
  const height = Array.from({ length: lanes }, (_, lane) => (grid.rowsOf(lane).at(-1) ?? 0) - (grid.rowsOf(lane)[0] ?? 0) + 1);
  for (const cell of grid.cells.values()) {
    const strip = Math.floor(cell.col / MOST_COLUMNS);
    strips.put({ ...cell, col: cell.col - strip * MOST_COLUMNS, row: cell.row + strip * Math.ceil(height[cell.lane] ?? 1) });
  }
  return strips;
}

function foldRows(grid: Grid): Grid {
  const rows = grid.rowsOf(0);
  if (rows.length < MOST_ROWS) return grid;
  const order = new Map(rows.map((row, i) => [row, i]));
  const strips = new Grid();
  const { width } = grid;
  for (const cell of grid.cells.values()) {
    const row = order.get(cell.row)!;
    strips.put({ ...cell, col: cell.col + Math.floor(row / MOST_ROWS) * width, row: row % MOST_ROWS });
  }
  return strips;
}
