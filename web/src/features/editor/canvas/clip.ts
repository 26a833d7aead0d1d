/** What was copied, as it travels between tabs and diagrams. */
const FORMAT = 'bpmn-studio/clip/1';
/** Characters; a diagram of some thousand elements. */
const LONGEST = 4_000_000;
const MOST_ELEMENTS = 3_000;
const FARTHEST = 1_000_000;
const DEEPEST = 60;
const NEVER_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Elements by the depth they lie at, as the canvas library copies them. */
export type ClipTree = Readonly<Record<string, readonly ClipElement[]>>;
export interface ClipElement {
  readonly id: string;
  /** Its part of the model: what it is. */
  readonly businessObject: { readonly $type: string };
  readonly [more: string]: unknown;
}

/** Makes a part of a model of this type; undefined for a type the model does not know. */
export type MakePart = (type: string, attributes: Record<string, unknown>) => object | undefined;

/** A copied tree as text; null when it is too large to travel. */
export function writeClip(tree: ClipTree): string | null {
  const text = JSON.stringify({ format: FORMAT, tree });
  return text.length <= LONGEST && Object.values(tree).flat().length <= MOST_ELEMENTS ? text : null;
}

/**
 * Reads what somebody pasted. It may come from anywhere: only our own format within bounds is taken, types nobody knows are left out,
 * and nothing in it is run or shown as anything but text. Ids are given anew by whoever pastes.
 * @returns null for everything else
 */
export function readClip(text: string, makePart: MakePart): ClipTree | null {
  if (text.length > LONGEST || !text.startsWith('{')) return null;
  try {
    const plain = parsed(text);
    if (!isRecord(plain) || plain['format'] !== FORMAT || !isTree(plain['tree'])) return null;
    return revived(plain['tree'], makePart, new Map(), 0) as ClipTree;
  } catch {
    return null; // broken JSON, or nested deeper than any model
  }
}

function parsed(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (NEVER_KEYS.has(key) ? undefined : value));
}

function isTree(tree: unknown): tree is ClipTree {
  if (!isRecord(tree)) return false;
  const levels = Object.entries(tree);
  const elements = levels.flatMap(([, level]) => (Array.isArray(level) ? (level as unknown[]) : [null]));
  return levels.every(([depth]) => /^\d{1,3}$/.test(depth)) && elements.length > 0 && elements.length <= MOST_ELEMENTS && elements.every(isElement);
}

function isElement(element: unknown): element is ClipElement {
  if (!isRecord(element) || typeof element['id'] !== 'string' || !isRecord(element['businessObject'])) return false;
  return /^bpmn:[A-Za-z]{2,60}$/.test(String(element['businessObject']['$type'])) && ['x', 'y', 'width', 'height'].every((side) => element[side] === undefined || isPlace(element[side]));
}

const isPlace = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= FARTHEST;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts of the model become what they were; one that several elements share stays one. */
function revived(value: unknown, makePart: MakePart, known: Map<string, object>, depth: number): unknown {
  if (depth > DEEPEST) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((each) => revived(each, makePart, known, depth + 1)).filter((each) => each !== undefined);
  if (!isRecord(value)) return value;
  const { $type: type, ...attributes } = value;
  const made = Object.fromEntries(Object.entries(attributes).map(([key, each]) => [key, revived(each, makePart, known, depth + 1)]));
  if (typeof type !== 'string') return made;
  const key = typeof made['id'] === 'string' ? `${type} ${made['id']}` : null;
  const before = key === null ? undefined : known.get(key);
  if (before) return before;
  const part = makePart(type, made);
  if (part && key !== null) known.set(key, part);
  return part;
}
