import { XMLNS_NAMESPACE } from '../model/namespaces.js';
import { scopeOf } from './namespaces-in-scope.js';
import { type XmlElement } from './xml-tree.js';

const QUALIFIED = /^([A-Za-z_][\w.-]*):([^\s:]+)$/;
const NAMING_ATTRIBUTE = /(?:Refs?|^type|^default|^import|^definition|^bpmnElement)$/;
const NAMING_ELEMENT = /(?:Refs?|^supports|^source|^target|^extensionDefinitions)$/;

const scopes = new WeakMap<XmlElement, Map<string, string>>();

/** The namespaces in force at an element of a document that was read, by prefix. */
export function namespacesAt(element: XmlElement): ReadonlyMap<string, string> {
  let declaring = element;
  while (declaring.parent && !declaring.attributes.some(({ uri }) => uri === XMLNS_NAMESPACE)) declaring = declaring.parent;
  let scope = scopes.get(declaring);
  if (!scope) scopes.set(declaring, (scope = scopeOf(declaring)));
  return scope;
}

/** What the name of a type means, whatever its prefix; without a prefix it is in the default namespace. */
export function meaningOf(value: string, element: XmlElement): string {
  const colon = value.indexOf(':');
  const uri = namespacesAt(element).get(colon < 0 ? '' : value.slice(0, colon));
  return uri === undefined ? value : `{${uri}}${value.slice(colon + 1)}`;
}

/** Whether a value of this attribute may be a name with a prefix, which means something else where the prefix does. */
export function mayNameByAttribute(local: string, value: string): boolean {
  return value.includes(':') && NAMING_ATTRIBUTE.test(local) && QUALIFIED.test(value);
}

/** The same of the content of an element. */
export function mayNameByContent(local: string, text: string): boolean {
  return text.includes(':') && NAMING_ELEMENT.test(local) && QUALIFIED.test(text.trim());
}
