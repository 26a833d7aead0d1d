import { BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, withDescendants, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import type { Box, Link, Plane } from './layout-model.js';
import type { ExistingPlane, Interchange } from './read-interchange.js';
import { InterchangeWriter } from './write-interchange.js';
import type { Kept } from './write-interchange.js';

/** What is to be drawn on one plane of the model. */
export interface DrawnPlane {
  readonly plane: Plane;
  /** The plane of the file it goes into; undefined for a new one. */
  readonly into: ExistingPlane | undefined;
  readonly shapes: readonly Box[];
  readonly edges: readonly Link[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

// What says where and how large something is; everything else about its looks is kept when it is laid out anew.
const PLACING = new Set(['id', 'bpmnElement', 'isHorizontal', 'isExpanded', 'isMarkerVisible', 'choreographyActivityShape']);

/**
 * Writes shapes and edges into the text of a document and leaves the rest of it byte for byte.
 *
 * @param redrawn the ids of the elements whose shapes and edges in the file give way to the new ones
 */
export function writeInto(document: XmlDocument, interchange: Interchange, drawn: readonly DrawnPlane[], redrawn: ReadonlySet<string>): string {
  const { text, root } = document;
  const ids = new Set<string>();
  for (const element of withDescendants(root)) {
    const id = attributeOf(element, 'id');
    if (id !== undefined) ids.add(id.trim());
  }
  const edits: Edit[] = [];
  const kept = takeOut(text, interchange, redrawn, edits);
  const last = elementsIn(root).findLast(({ local }) => local !== 'relationship');
  for (const { plane, into, shapes, edges } of drawn) {
    const writer = new InterchangeWriter(text, root, into?.plane ?? root, ids, (id) => kept.get(id));
    const declared = into ? writer.declarations : '';
    const items = [...shapes.map((box) => writer.shape(box, declared)), ...edges.map((link) => writer.edge(link, declared))].join('');
    if (items === '') continue;
    if (into) edits.push(...fill(text, into.plane, items, writer.line(2)), ...rename(into, plane.rootId));
    else if (last) edits.push(...withoutPlane(root), { start: last.end, end: last.end, text: writer.diagram(plane.rootId, items) });
  }
  return apply(text, edits);
}

// A diagram without a plane says nothing, and the editors stop at the first one.
function withoutPlane(root: XmlElement): Edit[] {
  const diagrams = elementsIn(root).filter(({ uri, local }) => uri === BPMN_DI_NAMESPACE && local === 'BPMNDiagram');
  return diagrams.filter((diagram) => !elementsIn(diagram).some(({ local }) => local === 'BPMNPlane')).map(({ start, end }) => ({ start, end, text: '' }));
}

function takeOut(text: string, { planes, byElement }: Interchange, redrawn: ReadonlySet<string>, edits: Edit[]): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  if (redrawn.size === 0) return kept;
  // The bands of a choreography activity go with it.
  const goingShapes = new Set<string>();
  for (const id of redrawn) {
    const di = byElement.get(id)?.element;
    if (!di) continue;
    kept.set(id, looksOf(text, di));
    goingShapes.add(attributeOf(di, 'id') ?? '');
  }
  for (const { items } of planes) {
    for (const item of items) {
      const id = (attributeOf(item, 'bpmnElement') ?? '').trim();
      const isGoing = redrawn.has(id.slice(id.lastIndexOf(':') + 1)) && attributeOf(item, 'choreographyActivityShape') === undefined;
      if (!isGoing && !goingShapes.has(attributeOf(item, 'choreographyActivityShape') ?? '')) continue;
      const before = text.slice(0, item.start).trimEnd().length;
      edits.push({ start: text.charCodeAt(before - 1) === 0x3e ? before : item.start, end: item.end, text: '' });
    }
  }
  return kept;
}

function looksOf(text: string, di: XmlElement): Kept {
  const attributes = di.attributes.filter(({ uri, local, name }) => !(uri === '' && PLACING.has(local)) && !(uri === XMLNS_NAMESPACE && name.startsWith('xmlns') && [BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE].includes(attributeOf(di, local, uri) ?? '')));
  const children = elementsIn(di).filter(({ local }) => local !== 'Bounds' && local !== 'waypoint' && local !== 'BPMNLabel');
  return {
    id: attributeOf(di, 'id') ?? '',
    attributes: attributes.map(({ start, end }) => ` ${text.slice(start, end)}`).join(''),
    children: children.map(({ start, end }) => text.slice(start, end)),
  };
}

function fill(text: string, plane: XmlElement, items: string, closing: string): Edit[] {
  const last = plane.children.findLast(({ kind }) => kind !== 'text');
  if (plane.closeStart !== plane.end) return [{ start: last?.end ?? plane.openEnd, end: last?.end ?? plane.openEnd, text: last ? items : items + (plane.openEnd === plane.closeStart ? closing : '') }];
  const slash = text.lastIndexOf('/', plane.end);
  return [{ start: slash, end: plane.end, text: `>${items}${closing}</${plane.name}>` }];
}

// An empty plane may name nothing, or not what it is filled with now.
function rename({ plane, items, rootId }: ExistingPlane, wished: string): Edit[] {
  if (items.length > 0 || rootId === wished) return [];
  const attribute = plane.attributes.find(({ uri, local }) => uri === '' && local === 'bpmnElement');
  const text = `bpmnElement="${wished.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"`;
  if (attribute) return [{ start: attribute.start, end: attribute.end, text }];
  const behindName = plane.start + 1 + plane.name.length;
  return [{ start: behindName, end: behindName, text: ` ${text}` }];
}

function apply(text: string, edits: readonly Edit[]): string {
  const inOrder = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  const parts: string[] = [];
  let at = 0;
  for (const edit of inOrder) {
    parts.push(text.slice(at, Math.max(at, edit.start)), edit.text);
    at = Math.max(at, edit.end);
  }
  return parts.join('') + text.slice(at);
}
