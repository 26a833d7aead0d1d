import { isDefault, typeOf } from '../model/bpmn-schema.js';
import { pairElements } from '../xml/pair-elements.js';
import { attributeOf, withDescendants, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { attributesOf } from './tree-changes.js';

/** Something of a document that is not in what a model wrote of it. */
export interface LostPart {
  /** The nearest element with an id; null for the document itself. */
  readonly elementId: string | null;
  /** With the prefix of the specification: 'bpmn:UserTask'; of other elements as written. */
  readonly type: string;
  readonly name: string | null;
  /** What is gone, as a person would read it: 'the attribute camunda:assignee'. */
  readonly what: string;
}

const MOST_LOST = 1_000;

/**
 * Lists what of a document is in neither of two writings of its model: what an edit deleted is in the first one and not lost.
 * At most MOST_LOST parts; a part inside a lost one is not listed again.
 */
export function findLost(original: XmlDocument, before: XmlDocument, after: XmlDocument): LostPart[] {
  const inBefore = pairElements(original.root, before.root).toOther;
  const inAfter = pairElements(original.root, after.root).toOther;
  const lost: LostPart[] = [];
  const gone = new Set<XmlElement>();
  let comments = original.around.length;
  for (const element of withDescendants(original.root)) {
    if (lost.length >= MOST_LOST) return lost;
    comments += element.children.filter(({ kind }) => kind === 'comment' || kind === 'instruction').length;
    if (element.parent && gone.has(element.parent)) gone.add(element);
    else if (!inAfter.has(element)) {
      gone.add(element);
      if (!inBefore.has(element)) lost.push(partOf(element, `the element ${element.name}`));
    } else lost.push(...lostAttributes(element, [inBefore.get(element), inAfter.get(element)]));
  }
  if (comments > 0) lost.push({ elementId: null, type: typeOf(original.root), name: null, what: comments === 1 ? 'a comment' : `${comments} comments` });
  return lost;
}

function lostAttributes(element: XmlElement, written: readonly (XmlElement | undefined)[]): LostPart[] {
  const missing = attributesOf(element).filter(({ uri, local, value }) => {
    if (uri === '' && isDefault(element, local, value)) return false;
    return written.every((each) => !each || attributeOf(each, local, uri) === undefined);
  });
  return missing.map(({ name }) => partOf(element, `the attribute ${name}`));
}

function partOf(element: XmlElement, what: string): LostPart {
  let owner: XmlElement | null = element;
  while (owner && attributeOf(owner, 'id') === undefined) owner = owner.parent;
  const of = owner ?? element;
  return { elementId: attributeOf(of, 'id') ?? null, type: typeOf(of), name: attributeOf(of, 'name') ?? null, what };
}
