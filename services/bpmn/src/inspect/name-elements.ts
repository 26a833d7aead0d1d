import { typeOf } from '../model/bpmn-schema.js';
import { nameOf } from '../model/name-of-element.js';
import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import type { RemarkElement } from './import-report.js';
import { quoted, shortened } from './quote-text.js';

/** What a remark says about which element it is about. */
export function elementOfRemark(element: XmlElement): RemarkElement {
  const id = attributeOf(element, 'id');
  const name = nameOf(element);
  return { id: id === undefined ? null : shortened(id, 100), type: shortened(typeOf(element)), name: name === undefined ? null : shortened(name) };
}

/** For a sentence: `the user task “Check order”`. */
export function theElement(element: XmlElement): string {
  const name = nameOf(element);
  const id = attributeOf(element, 'id');
  const label = name !== undefined ? ` ${quoted(name)}` : id === undefined ? '' : ` ${quoted(id)}`;
  return `the ${wordsOf(element.local)}${label}`;
}

const KNOWN_WORDS = new Map([['participant', 'pool'], ['BPMNShape', 'shape'], ['BPMNEdge', 'line'], ['BPMNPlane', 'drawing'], ['BPMNDiagram', 'drawing'], ['definitions', 'file']]);

/** "exclusiveGateway" -> "exclusive gateway". */
export function wordsOf(local: string): string {
  return KNOWN_WORDS.get(local) ?? shortened(local.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
