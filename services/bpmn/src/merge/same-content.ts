import { BPMN_DI_NAMESPACE } from '../model/namespaces.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { attributesOf, ownText, saidBy, valueOf } from './tree-changes.js';

/**
 * Whether two documents say the same in the same order: prefixes, comments, layout and the order of attributes aside. Far
 * cheaper than comparing what each of them states. A label without a place says nothing and is passed over.
 */
export function sameContent(one: XmlElement, other: XmlElement): boolean {
  const pending: [XmlElement, XmlElement][] = [[one, other]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!sameTag(...next) || ownText(next[0]) !== ownText(next[1])) return false;
    const [children, others] = next.map(partsOf) as [XmlElement[], XmlElement[]];
    if (children.length !== others.length) return false;
    children.forEach((child, index) => pending.push([child, others[index]!]));
  }
  return true;
}

function sameTag(one: XmlElement, other: XmlElement): boolean {
  if (one.local !== other.local || one.uri !== other.uri) return false;
  const [attributes, others] = [saidBy(one), saidBy(other)];
  if (attributes.length !== others.length) return false;
  return attributes.every((attribute, index) => {
    const { uri, local } = attribute;
    const at = others[index]!;
    const there = at.local === local && at.uri === uri ? at : others.find((each) => each.local === local && each.uri === uri);
    return there !== undefined && valueOf(attribute, one) === valueOf(there, other);
  });
}

function partsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child): child is XmlElement => child.kind === 'element' && !isBareLabel(child));
}

function isBareLabel(element: XmlElement): boolean {
  return element.local === 'BPMNLabel' && element.uri === BPMN_DI_NAMESPACE && element.children.length === 0 && attributesOf(element).length === 0;
}
