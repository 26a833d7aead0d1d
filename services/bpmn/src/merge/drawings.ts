import { attributeOf, elementsIn, type XmlElement } from '../xml/xml-tree.js';
import type { Box, Spot } from './geometry.js';

/** How one element is drawn in one diagram of a document. */
export interface Drawing {
  readonly element: XmlElement;
  /** The id of what is drawn. */
  readonly of: string;
  readonly bounds: XmlElement | undefined;
  readonly box: Box | undefined;
  readonly labelBounds: XmlElement | undefined;
  readonly labelBox: Box | undefined;
  readonly waypoints: readonly XmlElement[];
  readonly line: readonly Spot[];
}

/** The shapes and edges of all diagrams of a document, each by a name that is the same in all states of the document. */
export function drawingsIn(root: XmlElement): Map<string, Drawing> {
  const drawings = new Map<string, Drawing>();
  const counts = new Map<string, number>();
  let index = 0;
  for (const diagram of elementsIn(root)) {
    if (diagram.local !== 'BPMNDiagram') continue;
    // Not by what it shows: a process becomes a collaboration with its first pool, and the diagram is the same.
    const name = attributeOf(diagram, 'id') ?? `${index++}`;
    for (const plane of elementsIn(diagram)) {
      if (plane.local !== 'BPMNPlane') continue;
      for (const element of elementsIn(plane)) {
        const of = attributeOf(element, 'bpmnElement');
        if (of === undefined) continue;
        const key = keyOf(name, of);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        drawings.set(count === 1 ? key : `${key}\n${count}`, drawingOf(element, of));
      }
    }
  }
  return drawings;
}

/** The name of the drawing of another element in the same diagram. */
export function besides(key: string, of: string): string {
  return keyOf(key.slice(0, key.indexOf('\n')), of);
}

function keyOf(diagram: string, of: string): string {
  return `${diagram}\n${of}`;
}

function drawingOf(element: XmlElement, of: string): Drawing {
  const children = elementsIn(element);
  const bounds = children.find(({ local }) => local === 'Bounds');
  const label = children.find(({ local }) => local === 'BPMNLabel');
  const labelBounds = label && elementsIn(label).find(({ local }) => local === 'Bounds');
  const waypoints = children.filter(({ local }) => local === 'waypoint');
  const line = waypoints.map((each) => ({ x: numberOf(each, 'x'), y: numberOf(each, 'y') }));
  const isLine = line.length > 1 && line.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return { element, of, bounds, box: bounds && boxOf(bounds), labelBounds, labelBox: labelBounds && boxOf(labelBounds), waypoints, line: isLine ? line : [] };
}

function boxOf(bounds: XmlElement): Box | undefined {
  const box = { x: numberOf(bounds, 'x'), y: numberOf(bounds, 'y'), width: numberOf(bounds, 'width'), height: numberOf(bounds, 'height') };
  return Object.values(box).every(Number.isFinite) ? box : undefined;
}

function numberOf(element: XmlElement, local: string): number {
  const value = attributeOf(element, local);
  return value === undefined || value.trim() === '' ? Number.NaN : Number(value);
}

/** The element whose drawing this one lies in or sticks to: the host of a boundary event, the sub-process, the pool. */
export function containerOf(element: XmlElement | undefined, poolOfProcess: ReadonlyMap<string, string>): string | undefined {
  if (!element) return undefined;
  const host = attributeOf(element, 'attachedToRef');
  if (host !== undefined) return host;
  for (let each = element.parent; each; each = each.parent) {
    const id = attributeOf(each, 'id');
    if (each.local === 'process') return id === undefined ? undefined : poolOfProcess.get(id);
    if (id !== undefined && each.local !== 'laneSet' && each.local !== 'definitions') return id;
  }
  return undefined;
}

/** By process, the participant that stands for it. */
export function poolsIn(ids: ReadonlyMap<string, XmlElement>): Map<string, string> {
  const pools = new Map<string, string>();
  for (const [id, element] of ids) {
    const process = element.local === 'participant' ? attributeOf(element, 'processRef') : undefined;
    if (process !== undefined) pools.set(process, id);
  }
  return pools;
}
