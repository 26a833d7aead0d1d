import { contentKey, referenceKey } from '../xml/pair-elements.js';
import { isSingleChild } from '../model/bpmn-schema.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { propertyOf } from './clash-list.js';
import type { MergeState } from './merge-state.js';
import { isDrawing, isGeometry } from '../references/references.js';
import { attributesOf, ownText, valueOf } from './tree-changes.js';

/**
 * Finds what both sides added alike: the same element, the one documentation, the one list of vendor data. Their element
 * then stands for mine, and what mine says beyond theirs becomes a change like any other.
 */
export function adoptAdditions(state: MergeState): void {
  for (const mine of withDescendants(state.mine.document.root)) {
    const theirs = state.counterpart(mine);
    if (theirs) adoptChildren(state, mine, theirs);
  }
}

function adoptChildren(state: MergeState, mine: XmlElement, theirs: XmlElement): void {
  const added = elementsIn(mine).filter((child) => !state.mine.pairing.toOne.has(child));
  if (added.length === 0) return;
  const candidates = elementsIn(theirs).filter((child) => !state.theirs.pairing.toOne.has(child));
  const free = new Map<string, XmlElement[]>();
  // The first one last, where it is taken from.
  for (const child of candidates.toReversed()) {
    for (const key of keysOf(theirs, child)) {
      const alike = free.get(key);
      if (alike) alike.push(child);
      else free.set(key, [child]);
    }
  }
  const taken = new Set<XmlElement>();
  const placed = state.mine.changes.placed.get(mine);
  for (const child of added) {
    const match = firstFree(keysOf(mine, child), free, taken);
    if (!match) continue;
    taken.add(match);
    placed?.delete(child);
    adopt(state, child, match);
  }
}

function firstFree(keys: readonly string[], free: ReadonlyMap<string, XmlElement[]>, taken: ReadonlySet<XmlElement>): XmlElement | undefined {
  for (const key of keys) {
    const candidates = free.get(key) ?? [];
    while (candidates.length > 0 && taken.has(candidates.at(-1)!)) candidates.pop();
    const first = candidates.at(-1);
    if (first) return first;
  }
  return undefined;
}

// Elements with ids are the same only by them; mine with an id that means another thing there was renamed before.
function keysOf(parent: XmlElement, child: XmlElement): string[] {
  const id = attributeOf(child, 'id');
  const reference = referenceKey(child);
  if (reference !== undefined) return [reference];
  if (id !== undefined && !isDrawing(child)) return [`id ${id}`];
  const keys = [contentKey(child)];
  if (isSingleChild(parent, child)) keys.push(`{${child.uri}}${child.local}`);
  return keys;
}

function adopt(state: MergeState, mine: XmlElement, theirs: XmlElement): void {
  const { changes } = state.mine;
  state.adopted.set(mine, theirs);
  const children = new Set(elementsIn(mine));
  const placed = changes.placed.get(mine);
  changes.placed.set(mine, new Set([...(placed ?? []), ...children]));
  if (isGeometry(mine)) return;
  for (const to of attributesOf(mine)) {
    const { uri, local } = to;
    if (uri === '' && local === 'id') continue;
    const there = theirs.attributes.find((each) => each.local === local && each.uri === uri);
    if (there && valueOf(there, theirs) === valueOf(to, mine)) continue;
    if (there && state.clashes.property(mine, propertyOf(mine, to), { base: null, mine: to.value, theirs: there.value }) === 'theirs') continue;
    changes.attributes.push({ base: mine, mine, uri, local, to });
  }
  const [text, theirText] = [ownText(mine), ownText(theirs)];
  if (text === theirText || text === '') return;
  if (theirText !== '' && state.clashes.property(mine, propertyOf(mine), { base: null, mine: textIn(mine).trim(), theirs: textIn(theirs).trim() }) === 'theirs') return;
  changes.texts.push({ base: mine, mine });
}
