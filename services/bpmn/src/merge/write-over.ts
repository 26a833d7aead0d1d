import { Draft } from '../xml/draft.js';
import { pairElements } from '../xml/pair-elements.js';
import { parseXml } from '../xml/parse-xml.js';
import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { isUnchanged, treeChanges } from './tree-changes.js';
import { ChangeWriter } from './write-changes.js';

/** A document, what a model writes of it untouched, and which of its elements is which there. */
export interface Opened {
  readonly original: XmlDocument;
  readonly before: XmlDocument;
  /** By the elements of `before`. */
  readonly inOriginal: ReadonlyMap<XmlElement, XmlElement>;
}

/** @throws Error when one of the texts is not well-formed */
export function openedOf(original: string, before: string): Opened {
  const [source, from] = [parseXml(original), parseXml(before)];
  return { original: source, before: from, inOriginal: pairElements(from.root, source.root).toOther };
}

/** Writes what changed between `before` and `after` into the text of the original; where they differ, `after` wins. */
export function writeOver({ original, before, inOriginal }: Opened, after: XmlDocument): string {
  const pairing = pairElements(before.root, after.root);
  const changes = treeChanges(before.root, after.root, pairing);
  if (isUnchanged(changes)) return original.text;
  const draft = new Draft(original);
  new ChangeWriter(draft, (element) => {
    const base = pairing.toOne.get(element);
    return base && inOriginal.get(base);
  }).write(changes, inOriginal);
  return draft.write();
}
