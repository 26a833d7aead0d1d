import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import type { FoundIds } from './check-ids.js';
import { kindOf } from './count-elements.js';
import { theElement } from './name-elements.js';
import { quoted } from './quote-text.js';
import type { RemarkList } from './remark-list.js';

const LEAST_WAYPOINTS = 2;

/** Looks at how a document is drawn: elements without a shape, shapes without an element, lines without a course. */
export function checkDrawing(root: XmlElement, { byId }: FoundIds, remarks: RemarkList): void {
  const drawn = new Set<string>();
  let shapes = 0;
  for (const element of withDescendants(root)) {
    if (element.uri !== BPMN_DI_NAMESPACE || !/^BPMN(Plane|Shape|Edge)$/.test(element.local)) continue;
    if (element.local !== 'BPMNPlane') shapes++;
    checkOne(element, byId, drawn, remarks);
  }
  const elements = [...withDescendants(root)].filter(isDrawable);
  if (elements.length === 0) {
    remarks.add('nothing_modelled', root, 'The file describes no process: there is nothing in it to draw.');
  } else if (shapes === 0) {
    remarks.add('no_layout', root, 'The file says what is in the process, but not where it is drawn.');
  } else {
    for (const element of elements) {
      const id = attributeOf(element, 'id');
      if (id !== undefined && !drawn.has(id)) remarks.add('no_shape', element, () => `${theElement(element)} is in the file but not drawn. It is kept.`);
    }
  }
}

function checkOne(shape: XmlElement, byId: ReadonlyMap<string, XmlElement>, drawn: Set<string>, remarks: RemarkList): void {
  const reference = attributeOf(shape, 'bpmnElement')?.trim();
  // The name of an element may come with the prefix of its namespace (XML QName).
  const known = reference === undefined ? undefined : [reference, reference.slice(reference.indexOf(':') + 1)].find((id) => byId.has(id));
  if (known !== undefined) drawn.add(known);
  else if (!reference) remarks.add('shape_without_element', shape, () => `${theElement(shape)} does not say which element it draws, so it is not shown.`);
  else remarks.add('shape_without_element', shape, () => `${theElement(shape)} draws ${quoted(reference)}, which is not in this file, so it is not shown.`);

  const what = known === undefined ? shape : (byId.get(known) ?? shape);
  if (shape.local === 'BPMNEdge') {
    const waypoints = elementsIn(shape).filter(({ uri, local }) => uri === DI_NAMESPACE && local === 'waypoint').length;
    if (waypoints < LEAST_WAYPOINTS) remarks.add('edge_without_waypoints', what, () => `The line of ${theElement(what)} has no course: it needs two points at least.`, shape.start);
  } else if (shape.local === 'BPMNShape' && !elementsIn(shape).some(({ uri, local }) => uri === DC_NAMESPACE && local === 'Bounds')) {
    remarks.add('shape_without_bounds', what, () => `The shape of ${theElement(what)} has no place and size.`, shape.start);
  }
}

function isDrawable(element: XmlElement): boolean {
  const kind = kindOf(element);
  if (kind === undefined) return element.uri === BPMN_NAMESPACE && element.local === 'association';
  // A flow without an end is remarked upon for that.
  const isFlow = kind === 'sequenceFlows' || kind === 'messageFlows';
  return kind !== 'processes' && !(isFlow && (!attributeOf(element, 'sourceRef') || !attributeOf(element, 'targetRef')));
}
