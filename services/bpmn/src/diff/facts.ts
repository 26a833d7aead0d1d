import { BIOC_NAMESPACE, COLOR_NAMESPACE, XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import { elementsIn, textIn, type XmlElement } from '../xml/xml-tree.js';
import type { ChangeKind } from './bpmn-diff.js';

/** One thing a document says of an element. Two facts are the same when `key` and `raw` are. */
export interface Fact {
  readonly kind: ChangeKind;
  /** What it is about, free of prefixes. */
  readonly key: string;
  /** The same as a person would read it. */
  readonly property: string;
  /** The value, free of prefixes, order and spelling. */
  readonly raw: string;
  /** The value as a person would read it, where it is not `raw`. */
  readonly shown?: () => string;
}

/** Vendors are called by the prefix everybody knows, whichever a file chose. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [BIOC_NAMESPACE, 'bioc'],
  [COLOR_NAMESPACE, 'color'],
  [XSI_NAMESPACE, 'xsi'],
  ['http://camunda.org/schema/1.0/bpmn', 'camunda'],
  ['http://camunda.org/schema/zeebe/1.0', 'zeebe'],
  ['http://camunda.org/schema/modeler/1.0', 'modeler'],
  ['http://flowable.org/bpmn', 'flowable'],
  ['http://activiti.org/bpmn', 'activiti'],
  ['http://www.signavio.com', 'signavio'],
]);

/** The name of a thing of a vendor: 'camunda:assignee'. */
export function vendorName({ name, uri, local }: { name: string; uri: string; local: string }): string {
  const prefix = PREFIXES.get(uri);
  return prefix === undefined ? name : `${prefix}:${local}`;
}

/** An element of a vendor with all that is in it, one value whatever its prefixes and the order of its parts. */
export function vendorContent(element: XmlElement): string {
  const attributes = told(element).map(({ uri, local, value }) => `${uri} ${local}=${JSON.stringify(value)}`).sort();
  const children = elementsIn(element).map((child) => `<${child.uri} ${child.local}${vendorContent(child)}>`).sort();
  return `${attributes.join(' ')}|${textIn(element).trim()}|${children.join('')}`;
}

/** The same for a person: `level="full"`, a line for each part. */
export function contentShown(element: XmlElement): string {
  const attributes = told(element).map((attribute) => `${attribute.uri === '' ? attribute.local : vendorName(attribute)}="${attribute.value}"`);
  const own = [...attributes, textIn(element).trim()].filter((part) => part !== '').join(' ');
  const children = elementsIn(element).map((child) => `${vendorName(child)} ${contentShown(child)}`.trim());
  return [own, ...children].filter((part) => part !== '').join('\n');
}

/** As a person would write a number: 160 for 160.0. */
export function plainNumber(value: string | undefined): string {
  const number = Number(value);
  return value === undefined || value.trim() === '' || Number.isNaN(number) ? (value ?? '?') : String(Math.round(number * 1_000) / 1_000);
}

/** A text without the white space nobody sees: line ends are one, lines have no blanks behind them. */
export function plainText(text: string): string {
  return text.split(/\r\n?|\n/).map((line) => line.trimEnd()).join('\n').trim();
}

function told(element: XmlElement) {
  return element.attributes.filter(({ uri }) => uri !== XMLNS_NAMESPACE);
}
