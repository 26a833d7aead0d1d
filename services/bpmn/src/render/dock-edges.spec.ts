import { describe, expect, it } from '@jest/globals';
import { dockEdges } from './dock-edges.js';
import type { SceneEdge, SceneShape } from './scene.js';

const shape = (kind: string, x: number, width: number, height: number) =>
  ({ element: { $type: `bpmn:${kind}`, $instanceOf: (type: string) => type === `bpmn:${kind}` }, bounds: { x, y: 0, width, height } }) as unknown as SceneShape;

const edge = (from: SceneShape, to: SceneShape, ...points: [number, number][]) =>
  ({ element: { $type: 'bpmn:SequenceFlow', sourceRef: from.element, targetRef: to.element }, waypoints: points.map(([x, y]) => ({ x, y })) }) as unknown as SceneEdge;

describe('dockEdges', () => {
  const [task, event, gateway] = [shape('Task', 0, 100, 80), shape('Event', 200, 40, 40), shape('Gateway', 300, 50, 50)];
  const docked = (given: SceneEdge) => dockEdges([given], [task, event, gateway])[0]!.waypoints.map(({ x, y }) => [Math.round(x), Math.round(y)]);

  it('ends lines between centres at the outlines', () => {
    expect(docked(edge(task, event, [50, 20], [220, 20]))).toEqual([[100, 20], [200, 20]]);
    expect(docked(edge(event, gateway, [220, 20], [325, 20]))).toEqual([[240, 20], [305, 20]]);
  });

  it('leaves lines alone that end at the outline, just inside, or somewhere else', () => {
    for (const points of [[[100, 40], [200, 20]], [[98, 40], [202, 20]], [[150, 40], [160, 20]]] as [number, number][][]) expect(docked(edge(task, event, ...points))).toEqual(points);
  });

  it('leaves a line alone that stays inside', () => {
    expect(docked(edge(task, task, [20, 20], [60, 60]))).toEqual([[20, 20], [60, 60]]);
  });
});
