import { measureText } from '../render/text-measure.js';
import { isNamedOutside, labelSize } from './box-sizes.js';
import { COLUMN_GAP } from './flow-graph.js';
import type { Cell, Grid } from './grid.js';
import type { Box, Container, Link } from './layout-model.js';
import { allLanes, leavesOf } from './read-lanes.js';

/** How wide the strip with the name of a pool or lane is. */
export const STRIP = 30;

const ROW_GAP = 30;
const NARROWEST_COLUMN = 50;
const WIDEST_GAP = 130;
const LANE_PADDING = 20;
const LOWEST_LANE = 100;
const HIGHEST_FOR_NAME = 220;
/** Half of what a row gets that only lines run along. */
const LINE_ROW = 8;
/** The middles of two rows are at least so far apart. */
const LEAST_ROW = 44;

/**
 * Turns rows and columns into places relative to the container and gives the container its size: columns as wide as
 * what is in them, rows as high, boxes in the middle of their cells, lanes as bands around their rows.
 */
export function settleGrid(container: Container, grid: Grid, linksOf: ReadonlyMap<Box, readonly Link[]>): void {
  const lanes = leavesOf(container.lanes);
  const depth = Math.max(0, ...lanes.map((lane) => lane.depth + 1));
  const padding = paddingOf(container);
  const columns = columnsOf(grid, linksOf);
  const left = depth * STRIP + padding.left;
  const byRow = cellsByRow(grid);
  let y = padding.top;
  for (let lane = 0; lane < Math.max(1, lanes.length); lane++) {
    const top = y;
    const inner = lanes.length > 0 ? LANE_PADDING : 0;
    const band = lanes[lane]?.box;
    y = Math.max(settleRows(container, grid, lane, byRow.get(lane), top + inner) + inner, band ? top + heightForName(band.name) : 0);
    if (band) Object.assign(band, { y: top, height: y - top });
  }
  for (const { box, col, span } of grid.cells.values()) {
    const last = col + span - 1;
    box.x = left + (columns.left[col]! + columns.left[last]! + columns.width[last]! - box.width) / 2;
  }
  container.width = left + columns.whole + padding.right;
  container.height = y + padding.bottom;
  for (const box of container.boxes) seatGuests(box);
  settleLanes(container);
}

/**
 * Gives the rows of a lane their height: each as near to the ones above as what stands in the same columns allows, so that
 * a tall box makes room for itself and not for the whole row. Returns where the last one ends.
 */
function settleRows(container: Container, grid: Grid, lane: number, rows: ReadonlyMap<number, readonly Cell[]> | undefined, top: number): number {
  const lowest = new Map<number, number>();
  const placed: { row: number; cells: readonly Cell[]; middle: number }[] = [];
  let middle = -Infinity;
  let highest = Infinity;
  for (const row of grid.rowsOf(lane)) {
    const cells = rows?.get(row) ?? [];
    const up = new Map<number, number>();
    const down = new Map<number, number>();
    for (const col of grid.columnsOf(lane, row)) [up, down].forEach((side) => side.set(col, LINE_ROW));
    for (const { box, col, span } of cells) {
      for (let i = col; i < col + span; i++) {
        up.set(i, box.height / 2 + roomAbove(box));
        down.set(i, box.height / 2 + roomBelow(box));
      }
    }
    middle = middle === -Infinity ? 0 : middle + LEAST_ROW;
    for (const [col, room] of up) middle = Math.max(middle, (lowest.get(col) ?? -Infinity) + ROW_GAP + room);
    for (const [col, room] of down) lowest.set(col, middle + room);
    for (const room of up.values()) highest = Math.min(highest, middle - room);
    placed.push({ row, cells, middle });
  }
  if (placed.length === 0) return top;
  for (const { cells, middle } of placed) for (const { box } of cells) box.y = top + middle - highest - box.height / 2;
  const middleOf = new Map(placed.map((each) => [each.row, top + each.middle - highest]));
  for (const line of grid.lines) if (line.lane === lane && middleOf.has(line.row)) container.lines.push({ from: line.from, to: line.to, y: middleOf.get(line.row)! });
  return top - highest + [...lowest.values()].reduce((a, b) => Math.max(a, b));
}

/** Makes a container wider, its lanes with it. */
export function widen(container: Container, width: number): void {
  container.width = Math.max(container.width, width);
  for (const { box } of allLanes(container.lanes)) box.width = container.width - box.x;
}

function paddingOf({ owner, lanes }: Container): { left: number; right: number; top: number; bottom: number } {
  if (lanes.length > 0) return { left: 35, right: 35, top: 0, bottom: 0 };
  if (!owner) return { left: 0, right: 0, top: 0, bottom: 0 };
  return owner.kind === 'pool' ? { left: 35, right: 35, top: 25, bottom: 25 } : { left: 30, right: 30, top: 40 + bandRoom(owner), bottom: 25 + bandRoom(owner) };
}

// The participants of a sub-choreography are named at its top and bottom.
function bandRoom({ bands }: Box): number {
  return bands.length > 0 ? 22 : 0;
}

function columnsOf(grid: Grid, linksOf: ReadonlyMap<Box, readonly Link[]>): { left: number[]; width: number[]; whole: number } {
  const count = grid.width;
  const width = Array.from({ length: count }, () => NARROWEST_COLUMN);
  const gap = Array.from({ length: count }, () => COLUMN_GAP);
  for (const { box, col, span } of grid.cells.values()) if (span === 1) width[col] = Math.max(width[col]!, neededWidth(box));
  for (const cell of grid.cells.values()) {
    const last = cell.col + cell.span - 1;
    gap[last] = Math.max(gap[last]!, Math.min(WIDEST_GAP, neededGap(cell, width[last]!, linksOf)));
  }
  for (const { box, col, span } of grid.cells.values()) {
    if (span === 1) continue;
    let room = 0;
    for (let i = col; i < col + span; i++) room += width[i]! + (i < col + span - 1 ? gap[i]! : 0);
    if (room < box.width) width[col + span - 1]! += box.width - room;
  }
  const left: number[] = [];
  let x = 0;
  for (let i = 0; i < count; i++) {
    left.push(x);
    x += width[i]! + gap[i]!;
  }
  return { left, width, whole: count === 0 ? 0 : x - gap[count - 1]! };
}

function neededWidth(box: Box): number {
  const label = isNamedOutside(box.kind) ? labelSize(box.name) : undefined;
  return Math.max(box.width, Math.min(label?.width ?? 0, 86));
}

// The name of a flow stands above its first piece.
function neededGap({ box, span }: Cell, width: number, linksOf: ReadonlyMap<Box, readonly Link[]>): number {
  let widest = 0;
  for (const link of linksOf.get(box) ?? []) if (link.source === box && link.type === 'sequenceFlow') widest = Math.max(widest, labelSize(link.name)?.width ?? 0);
  return widest === 0 ? 0 : widest + 28 - (span === 1 ? (width - box.width) / 2 : 0);
}

function roomBelow(box: Box): number {
  const label = isNamedOutside(box.kind) ? labelSize(box.name) : undefined;
  const guests = Math.max(0, ...box.guests.map((guest) => 20 + (labelSize(guest.name, 70)?.height ?? 0)));
  return Math.max(label ? label.height + 4 : 0, guests);
}

// The name of a lane is written upwards, in one line where it can.
function heightForName(name: string): number {
  return Math.min(HIGHEST_FOR_NAME, Math.max(LOWEST_LANE, Math.ceil(measureText(name, 12)) + 16));
}

// The line to data comes from below as often as not; its name is above then.
function roomAbove(box: Box): number {
  return box.kind === 'data' ? (labelSize(box.name)?.height ?? 0) + 4 : 0;
}

function cellsByRow(grid: Grid): Map<number, Map<number, Cell[]>> {
  const byRow = new Map<number, Map<number, Cell[]>>();
  for (const cell of grid.cells.values()) {
    const rows = byRow.get(cell.lane) ?? new Map<number, Cell[]>();
    byRow.set(cell.lane, rows);
    const cells = rows.get(cell.row);
    if (cells) cells.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return byRow;
}

function settleLanes(container: Container): void {
  const lanes = allLanes(container.lanes);
  for (const { box, depth } of lanes) Object.assign(box, { x: depth * STRIP, width: container.width - depth * STRIP });
  // Inner lanes are known first; an outer one reaches from its first to its last.
  for (const { box, children } of lanes.reverse()) {
    const [first, last] = [children[0]?.box, children.at(-1)?.box];
    if (first && last) Object.assign(box, { y: first.y, height: last.y + last.height - first.y });
  }
}

const GUEST = 36;

/** How wide an activity has to be for the events on its lower border. */
export function widthForGuests({ guests }: Box): number {
  return guests.length < 2 ? 0 : guests.reduce((width, guest) => width + guestSlot(guest), 14);
}

/** Puts the events on the lower border of an activity, the last one rightmost. */
export function seatGuests(box: Box): void {
  let right = box.x + box.width - 7;
  for (const guest of [...box.guests].reverse()) {
    if (guest.fixed) continue;
    const slot = guestSlot(guest);
    guest.x = Math.max(box.x - GUEST / 2, right - (box.guests.length === 1 ? GUEST : slot));
    guest.y = box.y + box.height - GUEST / 2;
    right -= slot;
  }
}

// Its name stands right of it, so that its flow can leave downwards.
function guestSlot(guest: Box): number {
  const label = labelSize(guest.name, 70);
  return GUEST + (label ? Math.min(label.width, 70) - 4 : 10);
}
