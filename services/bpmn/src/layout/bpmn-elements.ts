import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, type XmlElement } from '../xml/xml-tree.js';

export { typeOf } from '../model/bpmn-schema.js';

/** The id of an element; '' when it has none. */
export function idOf(element: XmlElement): string {
  return (attributeOf(element, 'id') ?? '').trim();
}

/** The elements of the BPMN namespace directly inside an element. */
export function bpmnChildren(element: XmlElement): XmlElement[] {
  return elementsIn(element).filter(({ uri }) => uri === BPMN_NAMESPACE);
}
