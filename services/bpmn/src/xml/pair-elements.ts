import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE } from '../model/namespaces.js';
import { XMLNS_NAMESPACE, attributeOf, elementsIn, isElement, textIn, withDescendants, type XmlElement } from './xml-tree.js';

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

function pairNameless(ones: readonly XmlElement[], others: readonly XmlElement[], pair: (a: XmlElement, b: XmlElement) => void): void {
  let [left, right] = [ones, others];
  for (const key of [referenceKey, contentKey, ownKey, orderKey]) {
    if (left.length === 0 || right.length === 0) return;
    // The last of a list is taken first: read from the end, so that those of one key are paired in their order.
    const waiting = new Map<string, XmlElement[]>();
    for (const b of right.toReversed()) {
      const k = key(b);
      if (k === undefined) continue;
      const alike = waiting.get(k);
      if (alike) alike.push(b);
      else waiting.set(k, [b]);
    }
    const paired = new Set<XmlElement>();
    for (const a of left) {
      const k = key(a);
      const b = k === undefined ? undefined : waiting.get(k)?.pop();
      if (!b) continue;
      pair(a, b);
      paired.add(a).add(b);
    }
    left = left.filter((a) => !paired.has(a));
    right = right.filter((b) => !paired.has(b));
  }
}

/** Of an element that stands for another one, as shapes and edges do: its own id is of no interest to anybody. */
export function referenceKey(element: XmlElement): string | undefined {
  const reference = attributeOf(element, 'bpmnElement');
  return reference === undefined ? undefined : `{${element.uri}}${element.local} ${reference}`;
}

/** What tells vendor elements of one kind apart: parameters, properties, listeners. */
const KEYS = ['name', 'key', 'type', 'event'];

function ownKey(element: XmlElement): string | undefined {
  const own = element.attributes.filter(({ uri, local }) => uri === '' && KEYS.includes(local));
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
