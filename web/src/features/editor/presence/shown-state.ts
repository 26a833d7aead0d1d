/** What a tab shows of the person in it. It comes from another browser: `readShown` believes none of it. */
export interface Shown {
  readonly user: { readonly id: string; readonly name: string };
  /** Index of a colour. */
  readonly colour: number;
  /** When this tab came. In milliseconds of its clock, as all times here: good enough to say who was first. */
  readonly since: number;
  /** The plane that all of the rest is on. */
  readonly plane: string;
  /** Where the mouse is, in the coordinates of the diagram. */
  readonly at: readonly [number, number] | null;
  readonly selected: readonly string[];
  readonly ghost: Ghost | null;
  /** What part of the plane is seen; only while somebody follows or is called. */
  readonly view: View | null;
  readonly following: { readonly client: number; readonly since: number } | null;
  /** Asks everybody to come; another number is another call. */
  readonly call: number | null;
}

export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is dragged: boxes (left, top, width, height) from a place that moves. */
export interface Ghost {
  readonly at: readonly [number, number];
  readonly boxes: readonly Quad[];
}
export type Quad = readonly [number, number, number, number];

/** So that all of it, encoded, passes between two servers too (5,000 bytes). */
export const MOST_SELECTED = 40;
export const MOST_BOXES = 24;
const MOST_ID_LETTERS = 1_200;
const LONGEST_ID = 200;
const LONGEST_NAME = 200;
const FARTHEST = 1_000_000;
const SMALLEST_VIEW = 1;

/** As many ids of a selection as may be told. */
export function fewIds(ids: readonly string[]): readonly string[] {
  let letters = 0;
  return ids.slice(0, MOST_SELECTED).filter(({ length }) => (letters += length) <= MOST_ID_LETTERS);
}

/** A ghost of these boxes; of one around them all when they are many. */
export function ghostOf(boxes: readonly View[]): Ghost | null {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  if (boxes.length === 0 || ![x, y].every(Number.isFinite)) return null;
  const [right, bottom] = [Math.max(...boxes.map((box) => box.x + box.width)), Math.max(...boxes.map((box) => box.y + box.height))];
  const few = boxes.length > MOST_BOXES ? [{ x, y, width: right - x, height: bottom - y }] : boxes;
  return { at: [Math.round(x), Math.round(y)], boxes: few.map((box) => [Math.round(box.x - x), Math.round(box.y - y), Math.round(box.width), Math.round(box.height)]) };
}

/** What a tab shows, as far as it is right; null when it does not even say who is there. */
export function readShown(state: unknown): Shown | null {
  const { user, colour, since, plane, at, selected, ghost, view, following, call } = recordOf(state);
  const { id, name } = recordOf(user);
  if (typeof id !== 'string' || typeof name !== 'string' || !isNumber(since) || !isNumber(colour)) return null;
  return {
    user: { id: id.slice(0, LONGEST_ID), name: name.trim().slice(0, LONGEST_NAME) || 'Somebody' },
    colour: Math.abs(Math.trunc(colour)),
    since,
    plane: isId(plane) ? plane : '',
    at: isPoint(at) ? at : null,
    selected: Array.isArray(selected) ? fewIds(selected.filter(isId)) : [],
    ghost: readGhost(ghost),
    view: readView(view),
    following: readFollowing(following),
    call: isNumber(call) ? call : null,
  };
}

function readGhost(value: unknown): Ghost | null {
  const { at, boxes } = recordOf(value);
  if (!isPoint(at) || !Array.isArray(boxes)) return null;
  return { at, boxes: boxes.slice(0, MOST_BOXES).filter((box): box is Quad => Array.isArray(box) && box.length === 4 && box.every(isPlace) && (box[2] as number) >= 0 && (box[3] as number) >= 0) };
}

function readView(value: unknown): View | null {
  const { x, y, width, height } = recordOf(value);
  if (!isPlace(x) || !isPlace(y) || !isPlace(width) || !isPlace(height) || width < SMALLEST_VIEW || height < SMALLEST_VIEW) return null;
  return { x, y, width, height };
}

function readFollowing(value: unknown): Shown['following'] {
  const { client, since } = recordOf(value);
  return isNumber(client) && isNumber(since) ? { client, since } : null;
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPlace = (value: unknown): value is number => isNumber(value) && Math.abs(value) <= FARTHEST;
const isId = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_ID;
const isPoint = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2 && value.every(isPlace);
