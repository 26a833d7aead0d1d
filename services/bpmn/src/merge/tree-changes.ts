import { XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import type { Pairing } from '../xml/pair-elements.js';
import { isGeometry } from '../references/references.js';
import { meaningOf } from '../xml/qualified-names.js';
import { elementsIn, textIn, withDescendants, type XmlAttribute, type XmlElement } from '../xml/xml-tree.js';

/** An attribute that one side set, changed or (`to` null) took away. */
export interface AttributeChange {
  readonly base: XmlElement;
  readonly mine: XmlElement;
  readonly uri: string;
  readonly local: string;
  readonly to: XmlAttribute | null;
}

/** An element of both states. */
export interface Pair {
  readonly base: XmlElement;
  readonly mine: XmlElement;
}

/** Everything one side did to a document, by the elements of its trees. */
export interface TreeChanges {
  attributes: AttributeChange[];
  /** Elements that are called something else now. */
  tags: Pair[];
  /** Elements whose own character data is another one now. */
  texts: Pair[];
  /** Elements of the base that are gone, those inside them too. */
  removed: XmlElement[];
  /** By a parent in the newer state, in document order: its children that are new, came from another parent, or changed places. */
  placed: Map<XmlElement, Set<XmlElement>>;
}

/** Finds what changed between two states of a document. Declarations of namespaces, comments and layout do not count. */
export function treeChanges(base: XmlElement, mine: XmlElement, { toOther, toOne }: Pairing): TreeChanges {
  const changes: TreeChanges = { attributes: [], tags: [], texts: [], removed: [], placed: new Map() };
  for (const element of withDescendants(base)) if (!toOther.has(element)) changes.removed.push(element);
  for (const element of withDescendants(mine)) {
    const before = toOne.get(element);
    if (before) compare({ base: before, mine: element }, changes);
    const placed = placedIn(element, before, toOne);
    if (placed.size > 0) changes.placed.set(element, placed);
  }
  return changes;
}

export function isUnchanged({ attributes, tags, texts, removed, placed }: TreeChanges): boolean {
  return attributes.length + tags.length + texts.length + removed.length + placed.size === 0;
}

function compare(pair: Pair, changes: TreeChanges): void {
  const { base, mine } = pair;
  if (base.local !== mine.local || base.uri !== mine.uri) changes.tags.push(pair);
  changes.attributes.push(...attributeChanges(pair));
  if (ownText(base) !== ownText(mine)) changes.texts.push(pair);
}

function attributeChanges({ base, mine }: Pair): AttributeChange[] {
  const [before, after] = [saidBy(base), saidBy(mine)];
  if (before.length === 0 && after.length === 0) return [];
  const changes: AttributeChange[] = [];
  for (const to of after) {
    const { uri, local } = to;
    const from = before.find((each) => each.local === local && each.uri === uri);
    if (!from || valueOf(from, base) !== valueOf(to, mine)) changes.push({ base, mine, uri, local, to });
  }
  for (const { uri, local } of before) {
    if (!after.some((each) => each.local === local && each.uri === uri)) changes.push({ base, mine, uri, local, to: null });
  }
  return changes;
}

export function attributesOf(element: XmlElement): readonly XmlAttribute[] {
  return element.attributes.some(({ uri }) => uri === XMLNS_NAMESPACE) ? element.attributes.filter(({ uri }) => uri !== XMLNS_NAMESPACE) : element.attributes;
}

/** The attributes that say something: the points and boxes of a drawing are of one type, whether they name it or not. */
export function saidBy(element: XmlElement): readonly XmlAttribute[] {
  const attributes = attributesOf(element);
  return isGeometry(element) ? attributes.filter(({ uri }) => uri !== XSI_NAMESPACE) : attributes;
}

/** What an attribute says: of a type its expanded name, whatever the prefix; of a place its number, however it is written. */
export function valueOf({ uri, local, value }: XmlAttribute, element: XmlElement): string {
  if (local === 'type' && uri === XSI_NAMESPACE) return meaningOf(value, element);
  return uri === '' && isGeometry(element) && value.trim() !== '' && Number.isFinite(Number(value)) ? String(Number(value)) : value;
}

/** The character data of an element; around elements white space is layout, not content. */
export function ownText(element: XmlElement): string {
  if (element.children.length === 0) return '';
  const text = textIn(element);
  const trimmed = text.trim();
  return trimmed === '' || element.children.some(({ kind }) => kind === 'element') ? trimmed : text;
}

function placedIn(parent: XmlElement, before: XmlElement | undefined, toOne: ReadonlyMap<XmlElement, XmlElement>): Set<XmlElement> {
  const placed = new Set<XmlElement>();
  const stayed: { child: XmlElement; base: XmlElement }[] = [];
  for (const child of elementsIn(parent)) {
    const base = toOne.get(child);
    if (base && before && base.parent === before) stayed.push({ child, base });
    // A new parent comes with its new children; only those that move into it are placed there.
    else if (base || before) placed.add(child);
  }
  const inOrder = longestRun(stayed.map(({ base }) => base.start));
  stayed.forEach(({ child }, index) => {
    if (!inOrder.has(index)) placed.add(child);
  });
  return placed;
}

/** The places of a longest rising run: what is not in it has to move for the rest to be in order. */
function longestRun(values: readonly number[]): Set<number> {
  const run = new Set<number>();
  if (values.every((value, index) => index === 0 || values[index - 1]! < value)) {
    values.forEach((_value, index) => run.add(index));
    return run;
  }
  const ends: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? ends[low - 1]! : -1);
    ends[low] = index;
  });
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) run.add(at);
  return run;
}
