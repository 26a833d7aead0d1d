import { typeOf } from '../model/bpmn-schema.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { propertyOf } from './clash-list.js';
import { nearestId, type MergeState } from './merge-state.js';
import { isDrawing, isGeometry, isLaneMember } from '../references/references.js';
import { attributesOf, ownText, valueOf, type AttributeChange, type Pair } from './tree-changes.js';

/** Drops of my changes what they did as well, and asks where they did something else. */
export function settleProperties(state: MergeState): void {
  const { changes } = state.mine;
  changes.attributes = changes.attributes.filter((change) => change.base === change.mine || isMineAttribute(state, change));
  changes.tags = changes.tags.filter((pair) => isMineTag(state, pair));
  changes.texts = changes.texts.filter((pair) => pair.base === pair.mine || isMineText(state, pair));
  settlePlaces(state);
}

function isMineAttribute(state: MergeState, { base, mine, uri, local, to }: AttributeChange): boolean {
  const theirs = state.theirs.pairing.toOther.get(base);
  if (!theirs || (isGeometry(base) && uri === '')) return false; // merged by where things are, not by the numbers
  const find = (element: XmlElement) => attributesOf(element).find((each) => each.local === local && each.uri === uri);
  const [from, there] = [find(base), find(theirs)];
  const value = (attribute: typeof from, element: XmlElement) => (attribute ? valueOf(attribute, element) : null);
  const [was, is] = [value(from, base), value(there, theirs)];
  if (is === was) return true;
  if (is === value(to ?? undefined, mine)) return false;
  // What a drawing is called concerns nobody.
  if (local === 'id' && isDrawing(base)) return false;
  const named = to ?? from ?? { name: local, local };
  return state.clashes.property(mine, propertyOf(mine, named), { base: from?.value ?? null, mine: to?.value ?? null, theirs: there?.value ?? null }) === 'mine';
}

function isMineTag(state: MergeState, { base, mine }: Pair): boolean {
  const theirs = state.theirs.pairing.toOther.get(base);
  if (!theirs) return false;
  if (theirs.local === base.local && theirs.uri === base.uri) return true;
  if (theirs.local === mine.local && theirs.uri === mine.uri) return false;
  return state.clashes.property(mine, 'type', { base: typeOf(base), mine: typeOf(mine), theirs: typeOf(theirs) }) === 'mine';
}

function isMineText(state: MergeState, { base, mine }: Pair): boolean {
  const theirs = state.theirs.pairing.toOther.get(base);
  if (!theirs) return false;
  if (ownText(theirs) === ownText(base)) return true;
  if (ownText(theirs) === ownText(mine)) return false;
  const said = (element: XmlElement) => textIn(element).trim() || null;
  return state.clashes.property(mine, propertyOf(mine), { base: said(base), mine: said(mine), theirs: said(theirs) }) === 'mine';
}

/** Who belongs where: into which container, and into which lane. */
function settlePlaces(state: MergeState): void {
  const { placed, removed } = state.mine.changes;
  const lanes = [lanesIn(state.base.root), lanesIn(state.mine.document.root), lanesIn(state.theirs.document.root)] as const;
  const theirLane = lanesOfTheirs(state, lanes);
  for (const [parent, children] of placed) {
    for (const child of children) if (!isPlacedByMe(state, parent, child, theirLane)) children.delete(child);
    if (children.size === 0) placed.delete(parent);
  }
  state.mine.changes.removed = removed.filter((element) => {
    if (isGeometry(element) && element.local === 'waypoint') return !state.theirs.pairing.toOther.has(element.parent!) || !state.mine.pairing.toOther.has(element.parent!);
    return !(isLaneMember(element) && theirLane.has(textIn(element).trim()));
  });
}

function isPlacedByMe(state: MergeState, parent: XmlElement, child: XmlElement, theirLane: ReadonlySet<string>): boolean {
  const base = state.mine.pairing.toOne.get(child);
  if (isGeometry(child) && child.local === 'waypoint' && state.counterpart(parent)) return false;
  if (isLaneMember(child) && theirLane.has(textIn(child).trim())) return false;
  if (!base) return true;
  const there = state.theirs.pairing.toOther.get(base);
  if (!there) return state.restored.has(child);
  const wasMovedByThem = there.parent !== (base.parent ? state.theirs.pairing.toOther.get(base.parent) : null);
  if (!wasMovedByThem) return true;
  const isReordered = state.mine.pairing.toOne.get(parent) === base.parent;
  if (isReordered || state.counterpart(parent) === there.parent) return false;
  return state.clashes.property(child, 'parent', { base: containerName(base), mine: containerName(child), theirs: containerName(there) }) === 'mine';
}

/** The nodes that stay in their lanes, whatever mine says. */
function lanesOfTheirs(state: MergeState, [base, mine, theirs]: readonly [Lanes, Lanes, Lanes]): Set<string> {
  const stay = new Set<string>();
  for (const node of new Set([...mine.keys(), ...base.keys()])) {
    const [was, lane, is] = [base, mine, theirs].map((lanes) => lanes.get(node) ?? '') as [string, string, string];
    if (lane === was || is === was || is === lane || !state.theirs.ids.has(node)) continue;
    const element = state.mine.ids.get(node);
    if (!element) continue;
    const name = (lanes: string) => lanes.split(' ').map((id) => nameOf(state, id)).join(', ') || null;
    if (state.clashes.property(element, 'lane', { base: name(was), mine: name(lane), theirs: name(is) }) === 'theirs') stay.add(node);
    else state.lanesOfMine.set(node, new Set(lane.split(' ')));
  }
  return stay;
}

type Lanes = ReadonlyMap<string, string>;

/** By node, the ids of the lanes it lies in. */
function lanesIn(root: XmlElement): Lanes {
  const lanes = new Map<string, string[]>();
  for (const element of withDescendants(root)) {
    if (element.local !== 'lane') continue;
    for (const child of elementsIn(element)) {
      if (!isLaneMember(child)) continue;
      const node = textIn(child).trim();
      const list = lanes.get(node);
      if (list) list.push(attributeOf(element, 'id') ?? '');
      else lanes.set(node, [attributeOf(element, 'id') ?? '']);
    }
  }
  return new Map([...lanes].map(([node, list]) => [node, list.sort().join(' ')]));
}

function nameOf(state: MergeState, id: string): string {
  const element = state.theirs.ids.get(id) ?? state.mine.ids.get(id) ?? state.baseIds.get(id);
  return (element && attributeOf(element, 'name')) || id;
}

function containerName(element: XmlElement): string | null {
  if (!element.parent) return null;
  return attributeOf(element.parent, 'name') || nearestId(element.parent) || null;
}
