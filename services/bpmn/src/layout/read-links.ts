import { attributeOf, textIn, type XmlElement } from '../xml/xml-tree.js';
import { bpmnChildren, idOf, typeOf } from './bpmn-elements.js';
import type { Box, Link, Unplaced } from './layout-model.js';
import { withoutPrefix } from './read-interchange.js';

/** Finds what flows, associations and conversation links join. What joins nothing that is drawn is named with a reason. */
export function readLinks(elements: readonly XmlElement[], boxes: ReadonlyMap<string, Box>, poolOf: ReadonlyMap<string, Box>): { links: Link[]; unplaced: Unplaced[] } {
  const links = new Map<string, Link>();
  const unplaced: Unplaced[] = [];
  const leaveOut = (element: XmlElement, reason: string) => {
    unplaced.push({ elementId: idOf(element), type: typeOf(element), name: attributeOf(element, 'name') ?? null, reason });
  };
  const take = (element: XmlElement, lookUp: (id: string) => Box | Link | undefined) => {
    const id = idOf(element);
    if (id === '') return leaveOut(element, 'It has no id, so that no edge can name it.');
    if (links.has(id) || boxes.has(id)) return leaveOut(element, 'Its id belongs to another element as well.');
    const [from, to] = endsOf(element);
    const [source, target] = [lookUp(from), lookUp(to)];
    if (!source || !target) return leaveOut(element, `It joins ${from === '' || to === '' ? 'only one element' : `"${source ? to : from}"`}${from === '' || to === '' ? '' : ', which is not drawn'}.`);
    links.set(id, { id, type: element.local, name: (attributeOf(element, 'name') ?? '').trim(), element, source, target, waypoints: [], level: undefined, label: undefined, fixed: false });
  };
  const box = (id: string) => boxes.get(id) ?? poolOf.get(id);
  const isAssociation = ({ local }: XmlElement) => local === 'association';
  for (const element of elements) if (!isAssociation(element)) take(element, box);
  // They may end at the middle of an edge, which is known by now.
  for (const element of elements) if (isAssociation(element)) take(element, (id) => box(id) ?? links.get(id));
  return { links: [...links.values()], unplaced };
}

/** The ends a link names itself: both, or of a data association the one outside. '' for an end it does not name. */
export function namedEnds(element: XmlElement): string[] {
  const [from, to] = endsOf(element);
  if (element.local === 'dataInputAssociation') return [from];
  return element.local === 'dataOutputAssociation' ? [to] : [from, to];
}

// A data association joins its activity or event with the data outside: the inner end is not drawn (BPMN 2.0.2, 10.4.1).
function endsOf(element: XmlElement): [string, string] {
  const parent = element.parent ? idOf(element.parent) : '';
  if (element.local === 'dataInputAssociation') return [childRef(element, 'sourceRef'), parent];
  if (element.local === 'dataOutputAssociation') return [parent, childRef(element, 'targetRef')];
  return [withoutPrefix(attributeOf(element, 'sourceRef') ?? ''), withoutPrefix(attributeOf(element, 'targetRef') ?? '')];
}

function childRef(element: XmlElement, local: string): string {
  const child = bpmnChildren(element).find((inner) => inner.local === local);
  return child ? withoutPrefix(textIn(child)) : '';
}
