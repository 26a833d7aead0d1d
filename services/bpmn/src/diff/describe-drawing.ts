import { BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, type XmlElement } from '../xml/xml-tree.js';
import { vendorContent, contentShown, plainNumber, vendorName, type Fact } from './facts.js';
import { goesWithoutSaying, isUntold, kindOf } from './known-elements.js';

const STANDARD = new Set([BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE]);

/**
 * What a diagram says, each fact for the element it depicts: bounds, waypoints, labels, colours and what vendors add.
 * Facts of what depicts nothing belong to what the diagram is of.
 *
 * @param tell told of each fact; undefined as the id: nothing is depicted
 */
export function describeDiagram(diagram: XmlElement, tell: (id: string | undefined, fact: Fact) => void): void {
  const plane = elementsIn(diagram).find(({ local, uri }) => local === 'BPMNPlane' && uri === BPMN_DI_NAMESPACE);
  const whole = plane && depicted(plane);
  const tellWhole = (fact: Fact) => tell(whole, fact);
  attributesOf(diagram, 'diagram.', tellWhole);
  for (const child of elementsIn(diagram)) if (child !== plane) describePart(child, 'diagram.', tellWhole);
  if (!plane) return;
  attributesOf(plane, 'diagram.', tellWhole);
  const shapes = new Map(elementsIn(plane).map((each) => [attributeOf(each, 'id'), each]));
  for (const each of elementsIn(plane)) {
    // The band of a choreography task depicts a participant, and is a part of the task.
    const bandOf = attributeOf(each, 'choreographyActivityShape');
    const task = bandOf === undefined ? undefined : shapes.get(bandOf);
    const id = (task && depicted(task)) ?? depicted(each) ?? whole;
    const way = task ? 'band.' : '';
    const tellOne = (fact: Fact) => tell(id, fact);
    attributesOf(each, way, tellOne);
    const points: string[] = [];
    for (const child of elementsIn(each)) {
      if (child.local === 'waypoint' && child.uri === DI_NAMESPACE) points.push(`${plainNumber(attributeOf(child, 'x'))},${plainNumber(attributeOf(child, 'y'))}`);
      else describePart(child, way, tellOne);
    }
    if (points.length > 0) tellOne(layout(`${way}waypoints`, points.join(' ')));
  }
}

/** The id of what a shape or an edge depicts. */
export function depicted(di: XmlElement): string | undefined {
  return attributeOf(di, 'bpmnElement');
}

function describePart(element: XmlElement, way: string, tell: (fact: Fact) => void): void {
  if (element.local === 'Bounds' && element.uri === DC_NAMESPACE) {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => plainNumber(attributeOf(element, name)));
    tell(layout(`${way}bounds`, `${x},${y} ${width}x${height}`));
  } else if (!STANDARD.has(element.uri) || element.local === 'extension') {
    const name = vendorName(element);
    tell({ kind: kindOf(element.uri, 'extension'), key: `${way}<${element.uri} ${element.local}`, property: way + name, raw: vendorContent(element), shown: () => contentShown(element) });
  } else {
    const inner = `${way}${element.local === 'BPMNLabel' ? 'label' : element.local}.`;
    attributesOf(element, inner, tell);
    for (const child of elementsIn(element)) describePart(child, inner, tell);
  }
}

function attributesOf(element: XmlElement, way: string, tell: (fact: Fact) => void): void {
  for (const attribute of element.attributes) {
    const { uri, local, value } = attribute;
    if (uri === XMLNS_NAMESPACE) continue;
    if (uri !== '') tell({ kind: kindOf(uri, 'extension'), key: `${way}${uri} ${local}`, property: way + vendorName(attribute), raw: value });
    else if (local !== 'id' && local !== 'bpmnElement' && !isUntold(local) && !goesWithoutSaying(element, local, value)) tell(layout(way + local, plainNumber(value)));
  }
}

function layout(property: string, raw: string): Fact {
  return { kind: 'layout', key: property, property, raw };
}
