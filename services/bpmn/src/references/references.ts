import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../model/namespaces.js';
import { isReferringAttribute, isReferringChild } from '../model/bpmn-schema.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlAttribute, type XmlElement } from '../xml/xml-tree.js';

/** One element naming another one. */
export interface Reference {
  /** Who refers. */
  readonly from: XmlElement;
  /** 'sourceRef', 'default', 'flowNodeRef'. */
  readonly property: string;
  readonly id: string;
  /** Where it says so: an attribute of its own, or a child. */
  readonly attribute: XmlAttribute | null;
  readonly child: XmlElement | null;
}

/** Without these there is no such element: a flow without an end, a shape of nothing. */
const NEEDED = new Set(['sourceRef', 'targetRef', 'attachedToRef', 'bpmnElement', 'innerParticipantRef', 'outerParticipantRef']);
/** These follow from the flows and from where things are drawn. */
const DERIVED = new Set(['incoming', 'outgoing', 'flowNodeRef']);
/** Ids of vendor elements name nothing in the document. */
export function hasDocumentId({ uri }: XmlElement): boolean {
  return uri === BPMN_NAMESPACE || DRAWING.has(uri);
}

const DRAWING = new Set([BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE]);

/** What an element names, by the schema of BPMN 2.0.2. A prefix that is no part of the id is taken off. */
export function referencesOf(from: XmlElement, ids: { has(id: string): boolean }): Reference[] {
  const references: Reference[] = [];
  for (const attribute of from.attributes) {
    const { uri, local, value } = attribute;
    if (uri !== '' || local === 'id' || local === 'name' || !isReferringAttribute(from, local)) continue;
    const named = ids.has(value) ? [value] : value.split(/\s+/).filter((id) => id !== '');
    for (const id of named) references.push({ from, property: local, id: plain(id, ids), attribute, child: null });
  }
  for (const child of from.children) {
    if (child.kind !== 'element' || child.children.length === 0 || !isReferringChild(from, child)) continue;
    const id = textIn(child).trim();
    if (id !== '') references.push({ from, property: child.local, id: plain(id, ids), attribute: null, child });
  }
  return references;
}

export function isNeeded({ from, property }: Reference): boolean {
  return NEEDED.has(property) && !(from.local === 'BPMNPlane');
}

export function isDerived({ uri, local }: XmlElement): boolean {
  return uri === BPMN_NAMESPACE && DERIVED.has(local);
}

/** Whether an element says that a node lies in a lane. */
export function isLaneMember({ uri, local }: XmlElement): boolean {
  return uri === BPMN_NAMESPACE && local === 'flowNodeRef';
}

/** Whether an element says where and how something is drawn. */
export function isDrawing({ uri }: XmlElement): boolean {
  return DRAWING.has(uri);
}

/** Whether an element says where something is: a box, or a bend of a line. */
export function isGeometry({ uri, local }: XmlElement): boolean {
  return (local === 'Bounds' && uri === DC_NAMESPACE) || (local === 'waypoint' && uri === DI_NAMESPACE);
}

/** The elements of a document by their ids; of two with the same id the first. */
export function idsIn(root: XmlElement): Map<string, XmlElement> {
  const ids = new Map<string, XmlElement>();
  for (const element of withDescendants(root)) {
    const id = attributeOf(element, 'id');
    if (id !== undefined && hasDocumentId(element) && !ids.has(id)) ids.set(id, element);
  }
  return ids;
}

/** The two ends of a flow or association; undefined for what has none. */
export function endsOf(element: XmlElement): { source: string; target: string } | undefined {
  const end = (property: string) => attributeOf(element, property) ?? elementsIn(element).filter(({ local }) => local === property).map((child) => textIn(child).trim())[0];
  const parent = element.parent ? attributeOf(element.parent, 'id') : undefined;
  const source = element.local === 'dataOutputAssociation' ? parent : end('sourceRef');
  const target = element.local === 'dataInputAssociation' ? parent : end('targetRef');
  return source === undefined || target === undefined ? undefined : { source, target };
}

function plain(id: string, ids: { has(id: string): boolean }): string {
  const colon = id.indexOf(':');
  return colon < 0 || ids.has(id) ? id : id.slice(colon + 1);
}
