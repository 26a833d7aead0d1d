import { Draft } from '../xml/draft.js';
import { declareUtf8 } from '../xml/declare-utf8.js';
import { parseXml } from '../xml/parse-xml.js';
import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import { adoptAdditions } from './adopt-additions.js';
import type { MergeInput, MergeResult } from './bpmn-merge.js';
import { finishMerge } from './finish-merge.js';
import { MergeState } from './merge-state.js';
import { isDrawing } from '../references/references.js';
import { renameIds } from '../references/rename-ids.js';
import { settleDeletions } from './settle-deletions.js';
import { settleProperties } from './settle-properties.js';
import { renamedAdditions } from './tell-apart.js';
import { isUnchanged, type TreeChanges } from './tree-changes.js';
import { ChangeWriter } from './write-changes.js';

/**
 * Merges two states of a document by element against the one both came from (docs/adr/0018). Changes that do not touch the
 * same property merge alone; the others are clashes, and take theirs until somebody chose otherwise.
 *
 * Pass only documents that gateBpmn let through.
 */
export function mergeBpmn({ base, mine, theirs, choices = {} }: MergeInput): MergeResult {
  const state = stateOf(base, mine, theirs, choices);
  if (!state.isRelated()) return { text: theirs, clashes: [], unlisted: 0, mine: 0, theirs: 0, related: false };
  const counts = { mine: changedElements(state.mine.changes), theirs: changedElements(state.theirs.changes) };
  if (isUnchanged(state.mine.changes) || mine === theirs) return { text: theirs, clashes: [], unlisted: 0, ...counts, related: true };
  if (theirs === base) return { text: mine, clashes: [], unlisted: 0, ...counts, related: true };
  adoptAdditions(state);
  settleDeletions(state);
  settleProperties(state);
  const draft = new Draft(state.theirs.document);
  new ChangeWriter(draft, (element) => state.counterpart(element), (element) => state.isGone(element)).write(state.mine.changes, state.theirs.pairing.toOther);
  const text = finishMerge(parseXml(draft.write()), state);
  return { text: text === theirs ? theirs : declareUtf8(text), ...state.clashes.list(), ...counts, related: true };
}

function stateOf(base: string, mine: string, theirs: string, choices: NonNullable<MergeInput['choices']>): MergeState {
  const state = new MergeState(parseXml(base), parseXml(mine), parseXml(theirs), choices);
  const names = renamedAdditions(state);
  if (names.size === 0) return state;
  return new MergeState(state.base, parseXml(renameIds(state.mine.document, names)), state.theirs.document, choices);
}

/** How many elements a person would say were changed: those with an id, and those that are drawn. */
function changedElements({ attributes, tags, texts, removed, placed }: TreeChanges): number {
  const changed = new Set<string>();
  const add = (element: XmlElement) => {
    for (let each: XmlElement | null = element; each; each = each.parent) {
      const id = attributeOf(each, isDrawing(each) ? 'bpmnElement' : 'id');
      if (id === undefined) continue;
      changed.add(id);
      return;
    }
  };
  for (const { mine } of [...attributes, ...tags, ...texts]) add(mine);
  for (const element of removed) add(element);
  for (const children of placed.values()) for (const child of children) add(child);
  return changed.size;
}
