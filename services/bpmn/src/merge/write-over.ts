import { Draft } from '../xml/draft.js';
import { pairElements } from '../xml/pair-elements.js';
import type { XmlDocument } from '../xml/xml-tree.js';
import { isUnchanged, treeChanges } from './tree-changes.js';
import { ChangeWriter } from './write-changes.js';

/** Writes what changed between two states of a document into the text of a third one; where they differ, `after` wins. */
export function writeOver(original: XmlDocument, before: XmlDocument, after: XmlDocument): string {
  const pairing = pairElements(before.root, after.root);
  const changes = treeChanges(before.root, after.root, pairing);
  if (isUnchanged(changes)) return original.text;
  const inOriginal = pairElements(before.root, original.root).toOther;
  const draft = new Draft(original);
  new ChangeWriter(draft, (element) => {
    const base = pairing.toOne.get(element);
    return base && inOriginal.get(base);
  }).write(changes, inOriginal);
  return draft.write();
}
