/** In the diagram's own units, as BPMN DI has them. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export function sameBox(one: Box, other: Box): boolean {
  return samePlace(one, other) && sameSize(one, other);
}

export function samePlace(one: Spot, other: Spot): boolean {
  return one.x === other.x && one.y === other.y;
}

export function sameSize(one: Box, other: Box): boolean {
  return one.width === other.width && one.height === other.height;
}

/** A box moved as far as another one was. */
export function shifted(box: Box, from: Spot, to: Spot): Box {
  return { ...box, x: box.x + to.x - from.x, y: box.y + to.y - from.y };
}

export function contains(outer: Box, inner: Box): boolean {
  return outer.x <= inner.x && outer.y <= inner.y && outer.x + outer.width >= inner.x + inner.width && outer.y + outer.height >= inner.y + inner.height;
}

/** Whether two boxes have more in common than a border. */
export function overlap(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

/** The smallest box around two. */
export function around(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.max(one.x + one.width, other.x + other.width) - x, height: Math.max(one.y + one.height, other.y + other.height) - y };
}

export function sameLine(one: readonly Spot[], other: readonly Spot[]): boolean {
  return one.length === other.length && one.every((spot, index) => samePlace(spot, other[index]!));
}

/**
 * A line whose ends follow the shapes they are docked to. A straight end keeps its direction: the bend next to it follows,
 * or bends are made.
 * @param from where the shapes at the two ends were when the line was drawn; undefined for an end that is to stay
 * @param to where they are now
 */
export function redocked(line: readonly Spot[], from: readonly [Box | undefined, Box | undefined], to: readonly [Box | undefined, Box | undefined]): Spot[] {
  const first = follow(line[0]!, from[0], to[0]);
  const last = follow(line.at(-1)!, from[1], to[1]);
  if (samePlace(first, line[0]!) && samePlace(last, line.at(-1)!)) return [...line];
  const between = line.slice(1, -1);
  if (between.length === 0) return [first, ...bends(line, first, last), last];
  between[0] = aligned(between[0]!, line[0]!, first);
  between[between.length - 1] = aligned(between.at(-1)!, line.at(-1)!, last);
  return [first, ...between, last];
}

function follow(spot: Spot, from: Box | undefined, to: Box | undefined): Spot {
  if (!from || !to || sameBox(from, to)) return spot;
  return { x: rounded(along(spot.x, from.x, from.width, to.x, to.width)), y: rounded(along(spot.y, from.y, from.height, to.y, to.height)) };
}

/** On a border it stays there; in between it moves along, or stays where it is as long as that is still beside the shape. */
function along(value: number, start: number, length: number, newStart: number, newLength: number): number {
  if (length === newLength || value <= start + 1) return value + newStart - start;
  if (value >= start + length - 1) return value + newStart + newLength - start - length;
  return Math.min(Math.max(value, newStart), newStart + newLength);
}

function aligned(bend: Spot, end: Spot, moved: Spot): Spot {
  if (bend.x === end.x) return { x: moved.x, y: bend.y };
  return bend.y === end.y ? { x: bend.x, y: moved.y } : bend;
}

function bends([start, end]: readonly Spot[], first: Spot, last: Spot): Spot[] {
  if (start!.y === end!.y && first.y !== last.y) {
    const x = rounded((first.x + last.x) / 2);
    return [{ x, y: first.y }, { x, y: last.y }];
  }
  if (start!.x === end!.x && first.x !== last.x) {
    const y = rounded((first.y + last.y) / 2);
    return [{ x: first.x, y }, { x: last.x, y }];
  }
  return [];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
