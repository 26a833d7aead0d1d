import { attributeOf, elementsIn, textIn, type XmlElement } from '../xml/xml-tree.js';
import { BPMN_NAMESPACE } from './namespaces.js';

/** What a person calls an element of a document: its name, the text of an annotation, the value of a category; undefined for nothing. */
export function nameOf(element: XmlElement): string | undefined {
  return attributeOf(element, 'name')?.trim() || otherName(element)?.trim() || undefined;
}

function otherName(element: XmlElement): string | undefined {
  if (element.uri !== BPMN_NAMESPACE) return undefined;
  if (element.local === 'categoryValue') return attributeOf(element, 'value');
  const text = element.local === 'textAnnotation' ? elementsIn(element).find(({ local }) => local === 'text') : undefined;
  return text && textIn(text);
}
