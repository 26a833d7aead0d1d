import type { PropertyDescriptor, TypeDescriptor } from 'bpmn-moddle';
import { attributeOf, isElement, type XmlAttribute, type XmlElement } from '../xml/xml-tree.js';
import { descriptorOf, descriptorOfType, nameInModel, writtenDescriptorOf } from './bpmn-schema.js';
import { MODEL_ID } from './ids.js';
import { XSI_NAMESPACE } from './namespaces.js';

/** What the model's parser takes for the name of an attribute: ASCII. It complains of each other character. */
const OF_A_NAME = /^[A-Za-z_:]|[\w.:-]/g;
/** Where this stands, the model has a name for "no namespace". */
const NO_NAMESPACE = /\sxmlns\s*=\s*(?:"\s*"|'\s*')/;
const SIMPLE = new Set(['String', 'Boolean', 'Integer', 'Real', 'Element']);

/** What is known of an element's type: the schema, that it holds a value, or that anything may be in it. */
type Kind = TypeDescriptor | 'value' | 'anything';

/**
 * Counts what bpmn-moddle complains of and leaves out while it reads: elements that BPMN does not know or not there, elements
 * with the id of another one, texts where none may be, attributes whose names or blanks it cannot read. What lies inside an
 * element that is left out is left out with it.
 *
 * @param root of a document the gate let through, its ids those the model takes (asciiIds)
 * @param enough no more are counted than this
 */
export function countFaults(text: string, root: XmlElement, enough: number): number {
  const ids = new Set<string>();
  const bare = !NO_NAMESPACE.test(text);
  const pending: { element: XmlElement; kind: Kind }[] = [{ element: root, kind: descriptorOf(root) ?? 'anything' }];
  let faults = 0;
  for (let next = pending.pop(); next && faults < enough; next = pending.pop()) {
    const { element, kind } = next;
    for (const attribute of element.attributes) faults += faultsOf(attribute, text);
    if (isTaken(element, kind, ids)) {
      faults++;
      continue;
    }
    for (let i = element.children.length - 1; i >= 0; i--) {
      const node = element.children[i]!;
      if (isElement(node)) {
        const inside = kindOf(kind, node, bare);
        if (inside) pending.push({ element: node, kind: inside });
        else faults++;
      } else if ((node.kind === 'text' || node.kind === 'cdata') && typeof kind === 'object' && !kind.bodyProperty && node.text.trim() !== '') faults++;
    }
  }
  return Math.min(faults, enough);
}

/** Whether the element's id is another one's already, or none. Notes it otherwise. */
function isTaken(element: XmlElement, kind: Kind, ids: Set<string>): boolean {
  const id = typeof kind === 'object' && kind.idProperty ? attributeOf(element, 'id') : undefined;
  if (!id) return false;
  if (ids.has(id) || !MODEL_ID.test(id)) return true;
  ids.add(id);
  return false;
}

/**
 * What a child is to the model; undefined when it leaves it out.
 * @param bare whether one of no namespace goes by its mere name
 */
function kindOf(parent: Kind, child: XmlElement, bare: boolean): Kind | undefined {
  if (parent === 'anything') return 'anything';
  if (parent === 'value') return undefined;
  const name = child.uri === '' ? (bare ? child.local : undefined) : nameInModel(child);
  const named = name === undefined ? undefined : parent.propertiesByName[name];
  if (named && !named.isAttr) return kindOfProperty(named, child);
  const type = writtenDescriptorOf(child);
  if (type !== undefined) return type !== null && parent.properties.some((property) => !property.isVirtual && !property.isReference && property.type in type.allTypesByName) ? type : undefined;
  return parent.properties.some((property) => !property.isReference && property.type === 'Element') ? 'anything' : undefined;
}

function kindOfProperty(property: PropertyDescriptor, child: XmlElement): Kind | undefined {
  if (property.isReference || SIMPLE.has(property.type)) return 'value';
  const said = property.xml?.serialize === 'xsi:type' ? attributeOf(child, 'type', XSI_NAMESPACE) : undefined;
  const type = said === undefined ? property.type : `bpmn:${said.slice(said.indexOf(':') + 1).replace(/^t/, '')}`;
  return descriptorOfType(type) ?? undefined;
}

function faultsOf({ name, start }: XmlAttribute, text: string): number {
  const equals = start + name.length;
  const blanks = text.charAt(equals) === '=' && /["']/.test(text.charAt(equals + 1)) ? 0 : 1;
  return blanks + name.length - (name.match(OF_A_NAME)?.length ?? 0);
}
