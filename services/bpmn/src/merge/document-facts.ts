import { listedKey, referenceKey } from '../xml/pair-elements.js';
import { attributeOf, elementsIn, type XmlElement } from '../xml/xml-tree.js';
import { hasDocumentId } from '../references/references.js';
import { ownText, saidBy, valueOf } from './tree-changes.js';

/** All a document says, as a list of single statements that can be compared with those of another state of it. */
export type Facts = ReadonlyMap<string, string>;

/** States each element by its id, or by its place among its like: what it is, what it is in, its attributes, its text. */
export function factsOf(root: XmlElement): Facts {
  const facts = new Map<string, string>();
  const pending: { element: XmlElement; key: string; parent: string }[] = [{ element: root, key: 'root', parent: '' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { element, key, parent } = next;
    facts.set(`${key} is`, `{${element.uri}}${element.local} in ${parent}`);
    for (const attribute of saidBy(element)) facts.set(`${key} @{${attribute.uri}}${attribute.local}`, valueOf(attribute, element));
    const text = ownText(element);
    if (text !== '') facts.set(`${key} says`, text);
    const counts = new Map<string, number>();
    for (const child of elementsIn(element)) {
      const kind = keyOf(child) ?? `${key}/${listedKey(child) ?? referenceKey(child) ?? `{${child.uri}}${child.local}`}`;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      pending.push({ element: child, key: count === 1 ? kind : `${kind} ${count}`, parent: key });
    }
  }
  return facts;
}

/** What is different: statements that are new or say something else now, and (null) those that are gone. */
export function factChanges(before: Facts, after: Facts): Map<string, string | null> {
  const changes = new Map<string, string | null>();
  for (const [key, said] of after) if (before.get(key) !== said) changes.set(key, said);
  for (const key of before.keys()) if (!after.has(key)) changes.set(key, null);
  return changes;
}

export function sameFactChanges(one: ReadonlyMap<string, string | null>, other: ReadonlyMap<string, string | null>): boolean {
  if (one.size !== other.size) return false;
  for (const [key, said] of one) if (other.get(key) !== said) return false;
  return true;
}

// A shape or an edge goes by what it depicts: an editor that changes the kind of an element gives its shape another id.
function keyOf(element: XmlElement): string | undefined {
  if (referenceKey(element) !== undefined) return undefined;
  const id = hasDocumentId(element) ? attributeOf(element, 'id') : undefined;
  return id === undefined ? undefined : `#${id}`;
}
