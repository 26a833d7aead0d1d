import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';
import { parseXml } from '../xml/parse-xml.js';
import { attributeOf, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';

/** What a document holds, counted by what it says. */
export interface Census {
  /** Elements of all namespaces, by their kind. */
  elements: Map<string, number>;
  /** The names elements carry, by the kind of the element. */
  names: Map<string, number>;
  /** Elements with their text, and attributes with their value, of other namespaces than those of BPMN. */
  foreign: Map<string, number>;
  /** Comments and processing instructions. */
  comments: Map<string, number>;
}

const STANDARD = new Set([BPMN_NAMESPACE, BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE]);
/** Namespaces of attributes that are no vendor's. */
const PLAIN = new Set([...STANDARD, '', XMLNS_NAMESPACE]);

/** Counts what is in a document, whoever defined it. Takes a text that passed the gate. */
export function takeCensus(text: string): Census {
  const { root, around } = parseXml(text);
  const census: Census = { elements: new Map(), names: new Map(), foreign: new Map(), comments: new Map() };
  for (const { kind, text: said } of around) count(census.comments, `${kind} ${said}`);
  for (const element of withDescendants(root)) {
    const { uri, local } = element;
    count(census.elements, `${uri} ${local}`);
    const name = readableName(element);
    if (name) count(census.names, `${local} ${name}`);
    if (!STANDARD.has(uri)) count(census.foreign, `<${uri} ${local} ${textIn(element).trim()}`);
    for (const attribute of element.attributes) {
      const vendors = !PLAIN.has(attribute.uri) || (!STANDARD.has(uri) && attribute.uri === '');
      if (vendors) count(census.foreign, `${uri} ${local} ${attribute.uri} ${attribute.local}=${attribute.value}`);
    }
    for (const child of element.children) if (child.kind === 'comment' || child.kind === 'instruction') count(census.comments, `${child.kind} ${child.text}`);
  }
  return census;
}

/** How many of the things counted before are still there after. */
export function kept(before: Map<string, number>, after: Map<string, number>): number {
  let sum = 0;
  for (const [key, many] of before) sum += Math.min(many, after.get(key) ?? 0);
  return sum;
}

/** How many things were counted. */
export function total(counts: Map<string, number>): number {
  let sum = 0;
  for (const many of counts.values()) sum += many;
  return sum;
}

// As a person reads it: line ends and blanks are one.
function readableName(element: XmlElement): string | undefined {
  return attributeOf(element, 'name')?.replace(/\s+/g, ' ').trim();
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
