import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomModel } from '../../fixtures/random-model.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { elementOf, elementsOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn } from '../model/parse-bpmn.js';
import type { Bounds, Point } from '../render/geometry.js';
import { layOut } from './lay-out.js';

const SEED = 20261121;
const models = fc.array(fc.nat({ max: 5039 }), { maxLength: 120, size: 'max' }).map(randomModel);

async function drawn(text: string) {
  gateBpmn(text);
  const { definitions, warnings } = await parseBpmn(text);
  const items = elementsOf(definitions, 'diagrams').flatMap((diagram) => elementsOf(elementOf(diagram, 'plane'), 'planeElement'));
  const shapes = new Map(items.filter((di) => isA(di, 'bpmndi:BPMNShape')).map((di) => [elementOf(di, 'bpmnElement')!, di['bounds'] as Bounds]));
  const edges = items.filter((di) => isA(di, 'bpmndi:BPMNEdge')).map((di) => ({ element: elementOf(di, 'bpmnElement')!, points: elementsOf(di, 'waypoint') as unknown as Point[] }));
  return { items, shapes, edges, warnings };
}

const ids = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1]!).sort();
const wanted = (text: string) => ids(text, /<(?:task|userTask|callActivity|subProcess|\w+Gateway|\w+Event|participant|lane|dataStoreReference|textAnnotation|sequenceFlow|messageFlow|association) id="([^"]+)"/g);

function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(outer: Bounds, inner: Bounds): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

function onBorder({ x, y, width, height }: Bounds, point: Point): boolean {
  const inside = point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;
  return inside && !(point.x > x + 12 && point.x < x + width - 12 && point.y > y + 12 && point.y < y + height - 12);
}

const isGuest = (element: ModdleElement) => element.$type === 'bpmn:BoundaryEvent';
const check = (property: (text: string) => Promise<void>) => fc.assert(fc.asyncProperty(models, property), { seed: SEED, numRuns: 40 });

describe('layOut of any model', () => {
  it('gives each visual element one shape or edge, and the model is read without a warning', async () => {
    await check(async (text) => {
      const { text: after, unplaced } = layOut(text);
      const { warnings } = await drawn(after);
      expect(warnings).toEqual([]);
      expect(ids(after, /bpmnElement="((?!Process_|Collaboration)[^"]+)"/g)).toEqual(wanted(text));
      expect(unplaced).toEqual([]);
      expect(after.replace(/\n {2}<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')).toBe(text);
      expect(layOut(text).text).toBe(after);
      expect(layOut(after)).toMatchObject({ changed: false, text: after });
    });
  });

  it('keeps boxes apart, and in their lane, pool and sub-process', async () => {
    await check(async (text) => {
      const { shapes } = await drawn(layOut(text).text);
      const placed = [...shapes].filter(([element]) => !isGuest(element));
      const wrong: string[] = [];
      const mustHold = (outer: ModdleElement, inner: ModdleElement) => {
        const [a, b] = [shapes.get(outer), shapes.get(inner)];
        if (a && b && !isGuest(inner) && !within(a, b)) wrong.push(`${inner.id} leaves ${outer.id}`);
      };
      for (const [element, bounds] of placed) {
        for (const inner of [...elementsOf(element, 'flowNodeRef'), ...elementsOf(element, 'flowElements'), ...elementsOf(elementOf(element, 'processRef'), 'flowElements')]) mustHold(element, inner);
        if (element.$type === 'bpmn:Lane') continue;
        for (const [other, others] of placed) if (other !== element && other.$parent === element.$parent && other.$type !== 'bpmn:Lane' && overlap(bounds, others)) wrong.push(`${element.id} covers ${other.id}`);
      }
      expect(wrong).toEqual([]);
    });
  });

  it('begins and ends edges on the borders of what they join', async () => {
    await check(async (text) => {
      const { shapes, edges } = await drawn(layOut(text).text);
      const wrong: (string | undefined)[] = [];
      for (const { element, points } of edges) {
        const [source, target] = [shapes.get(elementOf(element, 'sourceRef')!)!, shapes.get(elementOf(element, 'targetRef')!)!];
        const isLevel = points.every((point, i) => i === 0 || points[i - 1]!.x === point.x || points[i - 1]!.y === point.y);
        if (points.length < 2 || !onBorder(source, points[0]!) || !onBorder(target, points.at(-1)!) || !(isLevel || element.$type === 'bpmn:Association')) wrong.push(element.id);
      }
      expect(wrong).toEqual([]);
    });
  });

  it('moves nothing that has a place when it adds what was taken out', async () => {
    await check(async (text) => {
      const { text: whole } = layOut(text);
      let count = 0;
      const partial = whole.replace(/\n\s*<bpmndi:BPMN(?:Shape|Edge) [^>]*>[\s\S]*?<\/bpmndi:BPMN(?:Shape|Edge)>/g, (item) => (count++ % 3 === 1 ? '' : item));
      const { text: after } = layOut(partial);
      const { warnings, items } = await drawn(after);
      expect(warnings).toEqual([]);
      expect(ids(after, /bpmnElement="((?!Process_|Collaboration)[^"]+)"/g)).toEqual(wanted(text));
      expect(items).toHaveLength(count);
      const moved = [...partial.matchAll(/<bpmndi:BPMN(?:Shape|Edge) [\s\S]*?<\/bpmndi:BPMN(?:Shape|Edge)>/g)].filter(([kept]) => !after.includes(kept));
      expect(moved).toEqual([]);
    });
  });

  it('lays out anew what it laid out, to the same places', async () => {
    await check(async (text) => {
      const { text: once } = layOut(text);
      const { text: twice } = layOut(once, { anew: true });
      expect(twice).toBe(once);
    });
  });
});
