import { spanOf } from './flow-graph.js';
import type { Cell, Grid } from './grid.js';
import type { Box, Container } from './layout-model.js';

const MOST_PARTNERS = 6;
const FARTHEST_COLUMN = 3;
/** What an own row between two others costs against being a column away. */
const NEW_ROW = 1;

/**
 * Puts data and annotations into free cells next to what they are joined with: above or below it, in a row between the
 * rows if need be. What is joined with nothing comes last, in a row of its own.
 */
export function placeBeside(grid: Grid, container: Container, partnersOf: (box: Box) => readonly Box[]): void {
  let waiting = container.boxes.filter(({ kind }) => kind === 'data' || kind === 'annotation');
  // Twice: an annotation may be joined with data.
  for (let pass = 0; pass < 2; pass++) {
    waiting = waiting.filter((box) => {
      const partners = partnersOf(box).map((partner) => grid.cells.get(partner)).filter((cell) => cell !== undefined);
      if (partners.length === 0) return true;
      grid.put(bestCell(grid, box, partners.slice(0, MOST_PARTNERS)));
      return false;
    });
  }
  placeLast(grid, waiting);
}

function bestCell(grid: Grid, box: Box, partners: readonly Cell[]): Cell {
  const span = spanOf(box.width);
  let best: Cell | undefined;
  let lowest = Infinity;
  for (const { lane, row: besideRow, col: besideCol, span: besideSpan } of partners) {
    for (const row of [besideRow - 0.5, besideRow + 0.5, besideRow - 1, besideRow + 1]) {
      const exists = grid.hasRow(lane, row);
      if (!exists && Number.isInteger(row) === Number.isInteger(besideRow)) continue;
      for (let offset = -FARTHEST_COLUMN; offset <= FARTHEST_COLUMN; offset++) {
        const col = besideCol + Math.floor((besideSpan - span) / 2) + offset;
        if (col < 0 || !grid.isFree(lane, row, col, col + span)) continue;
        const cell = { box, col, span, lane, row };
        const cost = (exists ? 0 : NEW_ROW) + sum(partners, (partner) => distance(cell, partner));
        if (cost < lowest) [best, lowest] = [cell, cost];
      }
    }
  }
  const { lane, col } = partners[0]!;
  return best ?? { box, col, span, lane, row: Math.floor(Math.max(...grid.rowsOf(lane))) + 1 };
}

function distance(cell: Cell, partner: Cell): number {
  const across = Math.abs(cell.col + cell.span / 2 - partner.col - partner.span / 2);
  const down = cell.row - partner.row;
  // Events on the border have their names and flows below.
  const below = down > 0 ? 0.1 + (partner.box.guests.length > 0 ? 1.5 : 0) : 0;
  return across * 0.6 + Math.abs(down) * 0.8 + below + (cell.lane === partner.lane ? 0 : 4);
}

function placeLast(grid: Grid, boxes: readonly Box[]): void {
  const columns = Math.max(6, grid.width);
  const cursors = new Map<number, { row: number; col: number }>();
  for (const box of boxes) {
    const lane = box.lane ?? 0;
    const span = spanOf(box.width);
    const cursor = cursors.get(lane) ?? { row: Math.floor(Math.max(-1, ...grid.rowsOf(lane))) + 1, col: 0 };
    cursors.set(lane, cursor);
    if (cursor.col > 0 && cursor.col + span > columns) Object.assign(cursor, { row: cursor.row + 1, col: 0 });
    grid.put({ box, col: cursor.col, span, lane, row: cursor.row });
    cursor.col += span;
  }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((whole, item) => whole + of(item), 0);
}
