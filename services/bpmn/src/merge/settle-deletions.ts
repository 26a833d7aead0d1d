import { attributeOf, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { propertyOf } from './clash-list.js';
import type { MergeState, Side } from './merge-state.js';
import { endsOf, isDerived, isDrawing, isLaneMember, isNeeded, referencesOf, type Reference } from '../references/references.js';

const RECONNECTING = new Set(['sourceRef', 'targetRef']);

/**
 * Decides about everything one side deleted: it stays deleted unless the other side changed it or refers to it anew. Then a
 * person is asked; a flow that only went with the end it lost, and is connected elsewhere by now, just stays.
 */
export function settleDeletions(state: MergeState): void {
  const kept = standing(state, state.mine, state.theirs);
  const back = standing(state, state.theirs, state.mine);
  const { changes } = state.mine;
  // Who still has the flow still lists it.
  const isKept = (element: XmlElement) => kept.has(element) || (kept.size > 0 && isDerived(element) && kept.has(state.baseIds.get(textIn(element).trim())!));
  changes.removed = changes.removed.filter((element) => !isKept(element));
  // With a node its place in its lane comes back; flows are listed again wherever they end.
  const members = state.theirs.changes.removed.filter((element) => isLaneMember(element) && back.has(state.baseIds.get(textIn(element).trim())!));
  for (const element of new Set([...back, ...members])) {
    const mine = state.mine.pairing.toOther.get(element);
    if (!mine) continue;
    state.restored.add(mine);
    const parent = mine.parent!;
    const placed = changes.placed.get(parent);
    if (placed) placed.add(mine);
    else changes.placed.set(parent, new Set([mine]));
  }
}

/** Elements of the base that `deleting` removed and that are in the result all the same. */
function standing(state: MergeState, deleting: Side, other: Side): Set<XmlElement> {
  const removed = new Set(deleting.changes.removed);
  const stays = new Set<XmlElement>();
  if (removed.size === 0) return stays;
  const touched = touchedBy(state, other, removed);
  for (const root of removed) {
    if (removed.has(root.parent!) || isDrawing(root) || isDerived(root) || !other.pairing.toOther.has(root)) continue;
    if (!touched.has(root)) continue;
    if (wentWithItsEnd(root, removed, state)) {
      const ends = endsOf(other.pairing.toOther.get(root)!);
      const isElsewhere = ends && [ends.source, ends.target].every((id) => !removed.has(state.baseIds.get(id)!));
      if (!isElsewhere && !touched.get(root)!.some((change) => !RECONNECTING.has(change))) continue;
      if (isElsewhere) {
        keep(root, removed, stays, state);
        continue;
      }
    }
    if (ask(state, root, deleting, other) !== deleting.name) keep(root, removed, stays, state);
  }
  return stays;
}

function ask(state: MergeState, root: XmlElement, deleting: Side, other: Side): string {
  if (attributeOf(root, 'id') !== undefined) return state.clashes.deleted(root, deleting.name);
  const [base, now] = [said(root), said(other.pairing.toOther.get(root)!)];
  return state.clashes.property(root, propertyOf(root), { base, mine: deleting.name === 'mine' ? null : now, theirs: deleting.name === 'theirs' ? null : now });
}

function said(element: XmlElement): string {
  return textIn(element).trim() || element.attributes.map(({ name, value }) => `${name}="${value}"`).join(' ') || element.local;
}

/** What stays, with all in it, its drawing, what it needs, and what was only deleted along with it. */
function keep(root: XmlElement, removed: ReadonlySet<XmlElement>, stays: Set<XmlElement>, state: MergeState): void {
  const referring = referringIn(state);
  const pending = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const element of withDescendants(next)) {
      if (stays.has(element) || !removed.has(element)) continue;
      stays.add(element);
      for (const needed of referencesOf(element, state.baseIds)) if (isNeeded(needed)) pending.push(...rootOf(state.baseIds.get(needed.id), removed));
      const id = attributeOf(element, 'id');
      if (id === undefined) continue;
      for (const dependent of referring.get(id) ?? []) {
        const ends = endsOf(dependent);
        const isWhole = !ends || [ends.source, ends.target].every((end) => !removed.has(state.baseIds.get(end)!) || stays.has(state.baseIds.get(end)!));
        if (removed.has(dependent) && isWhole) pending.push(dependent);
      }
    }
  }
}

/** The outermost removed element around one that was removed. */
function rootOf(element: XmlElement | undefined, removed: ReadonlySet<XmlElement>): XmlElement[] {
  if (!element || !removed.has(element)) return [];
  let root = element;
  while (root.parent && removed.has(root.parent)) root = root.parent;
  return [root];
}

const referrers = new WeakMap<MergeState, Map<string, XmlElement[]>>();

/** Elements of the base that cannot be without the element they name, by its id. */
function referringIn(state: MergeState): ReadonlyMap<string, XmlElement[]> {
  const known = referrers.get(state);
  if (known) return known;
  const found = new Map<string, XmlElement[]>();
  for (const element of withDescendants(state.base.root)) {
    for (const reference of referencesOf(element, state.baseIds)) {
      if (!isNeeded(reference)) continue;
      const list = found.get(reference.id);
      if (list) list.push(element);
      else found.set(reference.id, [element]);
    }
  }
  referrers.set(state, found);
  return found;
}

function wentWithItsEnd(element: XmlElement, removed: ReadonlySet<XmlElement>, state: MergeState): boolean {
  const ends = endsOf(element);
  return ends !== undefined && [ends.source, ends.target].some((id) => removed.has(state.baseIds.get(id)!));
}

/** Elements of the base that a side changed or newly refers to, and all around them, with the properties it changed. */
function touchedBy(state: MergeState, side: Side, removed: ReadonlySet<XmlElement>): Map<XmlElement, string[]> {
  const touched = new Map<XmlElement, string[]>();
  const touch = (element: XmlElement | undefined, property: string) => {
    for (let each: XmlElement | null = element ?? null; each; each = each.parent) {
      const properties = touched.get(each);
      if (!properties) touched.set(each, [property]);
      else if (properties.includes(property)) return;
      else properties.push(property);
    }
  };
  const { attributes, tags, texts, placed } = side.changes;
  const taken = takenOutOfLanes(side);
  for (const { base, local } of attributes) if (!isDrawing(base)) touch(base, local);
  for (const { base } of [...tags, ...texts]) if (!isDrawing(base)) touch(base, base.local);
  for (const [parent, children] of placed) {
    for (const child of children) {
      if (isLaneMember(child) && taken.has(textIn(child).trim())) touch(state.baseIds.get(textIn(child).trim()), 'lane');
      if (isDrawing(child) || isDerived(child)) continue;
      const base = side.pairing.toOne.get(child);
      const isReordered = base && base.parent === side.pairing.toOne.get(parent);
      if (isReordered) continue;
      touch(side.pairing.toOne.get(parent), child.local);
      touch(base, 'parent');
    }
  }
  for (const { id, from } of newReferences(state, side)) {
    const base = side.pairing.toOne.get(from);
    // What goes itself keeps nothing from going.
    if (!base || !removed.has(base)) touch(state.baseIds.get(id), 'reference');
  }
  return touched;
}

/** Nodes a side took out of a lane: it gave them to somebody else. Where a lane was divided, nobody touched the node. */
function takenOutOfLanes({ changes, pairing }: Side): ReadonlySet<string> {
  const members = changes.removed.filter((element) => isLaneMember(element) && pairing.toOther.has(element.parent!));
  return new Set(members.map((element) => textIn(element).trim()));
}

function newReferences(state: MergeState, side: Side): Reference[] {
  const found: Reference[] = [];
  const changed = new Set<XmlElement>(side.changes.attributes.map(({ mine }) => mine));
  for (const { mine } of side.changes.texts) if (mine.parent) changed.add(mine.parent);
  for (const parent of side.changes.placed.keys()) changed.add(parent);
  for (const element of withDescendants(side.document.root)) {
    const base = side.pairing.toOne.get(element);
    if ((base && !changed.has(element)) || isDrawing(element)) continue;
    const before = base ? new Set(referencesOf(base, state.baseIds).map(({ property, id }) => `${property} ${id}`)) : undefined;
    for (const reference of referencesOf(element, side.ids)) {
      const isNew = !before?.has(`${reference.property} ${reference.id}`);
      if (isNew && !(reference.child && isDerived(reference.child))) found.push(reference);
    }
  }
  return found;
}
