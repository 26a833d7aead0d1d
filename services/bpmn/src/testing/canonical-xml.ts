import { XMLNS_NAMESPACE } from '../model/namespaces.js';
import { parseXml } from '../xml/parse-xml.js';
import { elementsIn, textIn, type XmlElement } from '../xml/xml-tree.js';

/** What a document says, whatever its prefixes, layout, comments and the order of its elements; the order of waypoints counts. */
export function canonicalXml(text: string): string {
  return canonical(parseXml(text).root, '');
}

function canonical(element: XmlElement, indent: string): string {
  const attributes = element.attributes.filter(({ uri }) => uri !== XMLNS_NAMESPACE).map(({ uri, local, value }) => ` {${uri}}${local}=${JSON.stringify(value)}`);
  const children = elementsIn(element).map((child) => canonical(child, `${indent}  `));
  if (element.local !== 'BPMNEdge') children.sort();
  return [`${indent}{${element.uri}}${element.local}${attributes.sort().join('')} ${JSON.stringify(textIn(element).trim())}`, ...children].join('\n');
}
