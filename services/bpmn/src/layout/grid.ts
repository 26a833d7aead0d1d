import type { Box } from './layout-model.js';

/** Where a box stands in a grid. Rows of one lane are ordered by their number, which may be negative or a fraction. */
export interface Cell {
  readonly box: Box;
  col: number;
  readonly span: number;
  readonly lane: number;
  row: number;
}

/** Columns, and for each lane rows. Cells are taken by boxes or kept free for lines. */
export class Grid {
  readonly cells = new Map<Box, Cell>();
  readonly lines: { readonly from: Box; readonly to: Box; readonly lane: number; readonly row: number }[] = [];
  private readonly taken = new Map<number, Map<number, Set<number>>>();

  /** Whether columns `from` to `to` (exclusive) of a row are free. */
  isFree(lane: number, row: number, from: number, to: number): boolean {
    const columns = this.taken.get(lane)?.get(row);
    if (!columns) return true;
    for (let col = from; col < to; col++) if (columns.has(col)) return false;
    return true;
  }

  take(lane: number, row: number, from: number, to: number): void {
    const rows = this.taken.get(lane) ?? new Map<number, Set<number>>();
    this.taken.set(lane, rows);
    const columns = rows.get(row) ?? new Set<number>();
    rows.set(row, columns);
    for (let col = from; col < to; col++) columns.add(col);
  }

  put(cell: Cell): void {
    this.cells.set(cell.box, cell);
    this.take(cell.lane, cell.row, cell.col, cell.col + cell.span);
  }

  hasRow(lane: number, row: number): boolean {
    return this.taken.get(lane)?.has(row) === true;
  }

  /** The rows of a lane that anything is in, from top to bottom. */
  rowsOf(lane: number): number[] {
    return [...(this.taken.get(lane)?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** The columns of a row that are taken, by boxes or for lines. */
  columnsOf(lane: number, row: number): Iterable<number> {
    return this.taken.get(lane)?.get(row) ?? [];
  }

  /** The number of columns. */
  get width(): number {
    let width = 0;
    for (const { col, span } of this.cells.values()) width = Math.max(width, col + span);
    return width;
  }

  /** Puts another grid under this one, lane by lane, `right` columns to the right. */
  append(other: Grid, rowsBelow: (lane: number) => number, right: number): void {
    for (const [lane, rows] of other.taken) {
      const first = Math.min(...rows.keys());
      const shift = rowsBelow(lane) - first;
      for (const [row, columns] of rows) for (const col of columns) this.take(lane, row + shift, col + right, col + right + 1);
      for (const line of other.lines) if (line.lane === lane) this.lines.push({ ...line, row: line.row + shift });
      for (const cell of other.cells.values()) if (cell.lane === lane) this.cells.set(cell.box, { ...cell, row: cell.row + shift, col: cell.col + right });
    }
  }
}
