import { BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from '../model/namespaces.js';
import { usableBounds } from '../render/geometry.js';
import type { Bounds, Point } from '../render/geometry.js';
import { attributeOf, elementsIn, type XmlElement } from '../xml/xml-tree.js';

export interface ExistingDi {
  readonly element: XmlElement;
  readonly plane: XmlElement;
  /** Of a shape; undefined when it cannot be drawn. */
  readonly bounds: Bounds | undefined;
  readonly waypoints: readonly Point[];
  readonly isExpanded: boolean | undefined;
}

export interface ExistingPlane {
  readonly diagram: XmlElement;
  readonly plane: XmlElement;
  readonly rootId: string;
  readonly items: readonly XmlElement[];
}

/** The diagram interchange a file has already (BPMN 2.0.2, clause 12). */
export interface Interchange {
  readonly planes: readonly ExistingPlane[];
  /** By the id of the element depicted; the first one counts. */
  readonly byElement: ReadonlyMap<string, ExistingDi>;
}

/** Reads what a document says about places. Prefixes of references are dropped: ids are unique in a file. */
export function readInterchange(root: XmlElement): Interchange {
  const planes: ExistingPlane[] = [];
  const byElement = new Map<string, ExistingDi>();
  for (const diagram of elementsIn(root)) {
    if (diagram.uri !== BPMN_DI_NAMESPACE || diagram.local !== 'BPMNDiagram') continue;
    for (const plane of elementsIn(diagram)) {
      if (plane.uri !== BPMN_DI_NAMESPACE || plane.local !== 'BPMNPlane') continue;
      const items = elementsIn(plane).filter(({ uri, local }) => uri === BPMN_DI_NAMESPACE && (local === 'BPMNShape' || local === 'BPMNEdge'));
      planes.push({ diagram, plane, rootId: reference(plane), items });
      for (const item of items) {
        const id = reference(item);
        // A band of a choreography activity depicts a participant that may have a pool elsewhere.
        if (id === '' || byElement.has(id) || attributeOf(item, 'choreographyActivityShape') !== undefined) continue;
        byElement.set(id, existing(item, plane));
      }
    }
  }
  return { planes, byElement };
}

/** The id a reference names, without the prefix of its namespace. */
export function withoutPrefix(reference: string): string {
  const trimmed = reference.trim();
  return trimmed.slice(trimmed.lastIndexOf(':') + 1);
}

function reference(element: XmlElement): string {
  return withoutPrefix(attributeOf(element, 'bpmnElement') ?? '');
}

function existing(element: XmlElement, plane: XmlElement): ExistingDi {
  const children = elementsIn(element);
  const bounds = children.find(({ uri, local }) => uri === DC_NAMESPACE && local === 'Bounds');
  const waypoints = children.filter(({ uri, local }) => uri === DI_NAMESPACE && local === 'waypoint').map((point) => ({ x: number(point, 'x'), y: number(point, 'y') }));
  const expanded = attributeOf(element, 'isExpanded')?.trim();
  return {
    element,
    plane,
    bounds: bounds && usableBounds({ x: number(bounds, 'x'), y: number(bounds, 'y'), width: number(bounds, 'width'), height: number(bounds, 'height') }),
    waypoints,
    isExpanded: expanded === undefined ? undefined : expanded === 'true' || expanded === '1',
  };
}

function number(element: XmlElement, local: string): number {
  return Number(attributeOf(element, local) ?? 0);
}
