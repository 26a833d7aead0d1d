import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, isElement, textIn, withDescendants, type XmlElement } from './xml-tree.js';

/** Which element of one document is which of another. Elements of only one of them are in neither map. */
export interface Pairing {
  readonly toOther: ReadonlyMap<XmlElement, XmlElement>;
  readonly toOne: ReadonlyMap<XmlElement, XmlElement>;
}

/**
 * Pairs the elements of two states of a document: by their id wherever they moved; without one, within paired parents,
 * by what they refer to, then by equal content, by a key of their own, then by their order among those of the same name. The
 * roots are a pair.
 */
export function pairElements(one: XmlElement, other: XmlElement): Pairing {
  const toOther = new Map<XmlElement, XmlElement>();
  const toOne = new Map<XmlElement, XmlElement>();
  const pair = (a: XmlElement, b: XmlElement) => {
    if (toOther.has(a) || toOne.has(b)) return;
    toOther.set(a, b);
    toOne.set(b, a);
  };
  pair(one, other);
  const ofOther = byId(other);
  for (const [id, a] of byId(one)) {
    const b = ofOther.get(id);
    if (b) pair(a, b);
  }
  // Parents come before their children, so that each level finds the one above it paired.
  for (const a of withDescendants(one)) {
    const b = toOther.get(a);
    if (b) pairNameless(elementsIn(a).filter((child) => !toOther.has(child)), elementsIn(b).filter((child) => !toOne.has(child)), pair);
  }
  return { toOther, toOne };
}

function byId(root: XmlElement): Map<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  for (const element of withDescendants(root)) {
    const id = attributeOf(element, 'id');
    if (id !== undefined && !found.has(id) && isNamedByIt(element)) found.set(id, element);
  }
  return found;
}

// Ids of vendor elements (form fields, properties) tell them apart inside their parent, not in the document.
function isNamedByIt({ uri, name }: XmlElement): boolean {
  return uri === BPMN_NAMESPACE || uri === BPMN_DI_NAMESPACE || (uri === '' && !name.includes(':'));
}

type Pair = (one: XmlElement, other: XmlElement) => void;

function pairNameless(ones: readonly XmlElement[], others: readonly XmlElement[], pair: Pair): void {
  if (ones.length === 0 || others.length === 0) return;
  const [left, right] = pairByKey(ones, others, referenceKey, pair);
  const alike = grouped(right, nameKey);
  for (const [key, group] of grouped(left, nameKey)) {
    const there = alike.get(key);
    if (!there) continue;
    // Mostly there is one of a kind, and nothing to look at.
    if (group.length === 1 && there.length === 1 && listedKey(group[0]!) === undefined) pair(group[0]!, there[0]!);
    else pairAlike(group, there, pair);
  }
}

function pairAlike(ones: readonly XmlElement[], others: readonly XmlElement[], pair: Pair): void {
  let [left, right] = pairByKey(ones, others, contentKey, pair);
  [left, right] = pairByKey(left, right, ownKey, pair);
  pairByKey(left, right, orderKey, pair);
}

/** Pairs those of one key in their order. Returns what is left. */
function pairByKey(ones: readonly XmlElement[], others: readonly XmlElement[], keyOf: (element: XmlElement) => string | undefined, pair: Pair): [readonly XmlElement[], readonly XmlElement[]] {
  if (ones.length === 0 || others.length === 0) return [ones, others];
  const waiting = grouped(others, keyOf);
  if (waiting.size === 0) return [ones, others];
  const used = new Map<string, number>();
  const paired = new Set<XmlElement>();
  for (const one of ones) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const at = used.get(key) ?? 0;
    const other = waiting.get(key)?.[at];
    if (!other) continue;
    used.set(key, at + 1);
    pair(one, other);
    paired.add(one).add(other);
  }
  if (paired.size === 0) return [ones, others];
  return [ones.filter((one) => !paired.has(one)), others.filter((other) => !paired.has(other))];
}

function grouped(elements: readonly XmlElement[], keyOf: (element: XmlElement) => string | undefined): Map<string, XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const key = keyOf(element);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}

/** Of an element that stands for another one, as shapes and edges do: its own id is of no interest to anybody. */
export function referenceKey(element: XmlElement): string | undefined {
  const reference = attributeOf(element, 'bpmnElement');
  return reference === undefined ? undefined : `{${element.uri}}${element.local} ${reference}`;
}

/** What tells vendor elements of one kind apart: parameters, properties, listeners. */
const KEYS = new Set(['name', 'key', 'type', 'event']);

function ownKey(element: XmlElement): string | undefined {
  const own = element.attributes.filter(({ uri, local }) => uri === '' && KEYS.has(local));
  return own.length === 0 ? undefined : nameKey(element) + own.map(({ local, value }) => `\u0000${local}=${value}`).sort().join('');
}

/** Members of these lists are what they say, nothing else: another value is another member. */
const LISTED = new Set(['incoming', 'outgoing', 'flowNodeRef']);

/** Of a member of such a list: what it says. */
export function listedKey(element: XmlElement): string | undefined {
  return element.uri === BPMN_NAMESPACE && LISTED.has(element.local) ? `${element.local} ${textIn(element).trim()}` : undefined;
}

function orderKey(element: XmlElement): string | undefined {
  return listedKey(element) === undefined ? nameKey(element) : undefined;
}

// An element with an id of its own is only ever paired by it, and one without never with one that has one.
function nameKey(element: XmlElement): string {
  const id = attributeOf(element, 'id');
  return `{${element.uri}}${element.local}${id === undefined ? '' : ` ${id}`}`;
}

/** All an element says, without layout: equal for elements that mean the same. */
export function contentKey(element: XmlElement): string {
  const attributes = element.attributes.filter(({ uri }) => uri !== XMLNS_NAMESPACE).map(({ uri, local, value }) => `{${uri}}${local}=${JSON.stringify(value)}`).sort();
  const content = element.children.filter(isElement).map(contentKey);
  return `${nameKey(element)}[${attributes.join(' ')}]${content.length > 0 ? content.join('') : JSON.stringify(textIn(element).trim())}`;
}
