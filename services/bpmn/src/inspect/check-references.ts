import { BPMN_NAMESPACE } from '../model/namespaces.js';
import type { UnresolvedReference } from '../model/parse-bpmn.js';
import { namespacesAt } from '../xml/qualified-names.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlAttribute, type XmlElement } from '../xml/xml-tree.js';
import type { FoundIds } from './check-ids.js';
import { theElement, wordsOf } from './name-elements.js';
import { quoted } from './quote-text.js';
import type { RemarkList } from './remark-list.js';

/** Places of references the model does not follow: they are remarked upon here, or where the element they mean is. */
export type DeadReferences = ReadonlySet<XmlAttribute | XmlElement>;

interface Place {
  readonly element: XmlElement;
  readonly place: XmlAttribute | XmlElement;
}

/**
 * Looks for references to what is not in the file. Which attributes are references is the model's to know: it says what
 * it could not resolve, and here it is found in the text.
 */
export function checkReferences(root: XmlElement, unresolved: readonly UnresolvedReference[], { byId }: FoundIds, remarks: RemarkList): DeadReferences {
  const dead = new Set<XmlAttribute | XmlElement>();
  const wanted = new Map<string, Place[]>();
  for (const { property, value } of unresolved) wanted.set(keyOf(localOf(property), value), []);
  if (wanted.size > 0) for (const element of withDescendants(root)) note(element, wanted);
  for (const [key, places] of wanted) {
    const value = key.slice(key.indexOf(' ') + 1);
    for (const { element, place } of places) {
      dead.add(place);
      if (place.local !== 'bpmnElement') remark(element, place, value); // shapes are looked at by themselves
    }
  }
  return dead;

  function remark(element: XmlElement, place: XmlAttribute | XmlElement, value: string): void {
    if (byId.has(value)) return; // what it means is there and is remarked upon itself
    const colon = value.indexOf(':');
    const uri = colon < 0 ? undefined : namespacesAt(element).get(value.slice(0, colon));
    if (uri !== undefined && byId.has(value.slice(colon + 1)) && uri === attributeOf(root, 'targetNamespace')) {
      remarks.add('prefixed_reference', element, () => `${theElement(element)} names its ${wordsOf(place.local)} with a prefix, ${quoted(value)}. The editor does not follow it; it is kept.`, place.start);
    } else if (uri === undefined) {
      remarks.add('unresolved_reference', element, () => `${theElement(element)} refers to ${quoted(value)} (${wordsOf(place.local)}), which is not in this file.`, place.start);
    } // else it means something of another file
  }
}

/** Flows that do not say where they begin or end: they cannot be drawn. */
export function checkFlows(root: XmlElement, remarks: RemarkList): void {
  for (const element of withDescendants(root)) {
    if (element.uri !== BPMN_NAMESPACE || (element.local !== 'sequenceFlow' && element.local !== 'messageFlow')) continue;
    for (const [attribute, what] of [['sourceRef', 'begins'], ['targetRef', 'ends']] as const) {
      if (!attributeOf(element, attribute)?.trim()) remarks.add('flow_without_end', element, () => `${theElement(element)} does not say where it ${what}, so it cannot be drawn.`);
    }
  }
}

function note(element: XmlElement, wanted: Map<string, Place[]>): void {
  for (const attribute of element.attributes) wanted.get(keyOf(attribute.local, attribute.value))?.push({ element, place: attribute });
  const { parent } = element;
  if (parent && elementsIn(element).length === 0) wanted.get(keyOf(element.local, textIn(element).trim()))?.push({ element: parent, place: element });
}

function keyOf(local: string, value: string): string {
  return `${local} ${value}`;
}

function localOf(property: string): string {
  return property.slice(property.indexOf(':') + 1);
}
