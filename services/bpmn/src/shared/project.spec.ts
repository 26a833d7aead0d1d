import { describe, expect, it } from '@jest/globals';
import { project } from './project.js';
import type { Plain, RecordKey, Records, SharedRecord } from './record.js';
import { waypointsOf } from './docking.js';

type Rows = Record<RecordKey, Record<string, Plain>>;

const ref = ($ref: string) => ({ $ref });
const inside = (parent: string, prop: string, z = 'a0') => ({ $parent: parent, $prop: prop, z });
const root = (type: string, more: Record<string, Plain> = {}, z = 'a0') => ({ $type: type, ...inside('#definitions', 'rootElements', z), ...more });
const node = (type: string, parent: string, more: Record<string, Plain> = {}) => ({ $type: type, ...inside(parent, 'flowElements'), ...more });
const flow = (source: string, target: string, parent = 'P') => node('bpmn:SequenceFlow', parent, { sourceRef: ref(source), targetRef: ref(target) });
const box = (x: number, y: number, width = 100, height = 80) => ({ bounds: { x, y, width, height } });
const shape = (element: string, x = 0, y = 0, plane = 'Plane') => ({ $type: 'bpmndi:BPMNShape', ...inside(plane, 'planeElement'), bpmnElement: ref(element), ...box(x, y) });
const diagram = (key: string, shown: string, z = 'a0'): Rows => ({
  [`${key}_d`]: { $type: 'bpmndi:BPMNDiagram', ...inside('#definitions', 'diagrams', z) },
  [key]: { $type: 'bpmndi:BPMNPlane', $parent: `${key}_d`, $prop: 'plane', bpmnElement: ref(shown) },
});
const BASE: Rows = { '#definitions': { $type: 'bpmn:Definitions' }, P: root('bpmn:Process'), ...diagram('Plane', 'P') };

function records(...rows: Rows[]): Records {
  return new Map(Object.entries(Object.assign({}, BASE, ...rows) as Rows)) as Map<RecordKey, SharedRecord>;
}

/** The same records in another order give the same: people get them in different ones. */
function shown(...rows: Rows[]) {
  const given = records(...rows);
  const one = project(given);
  const other = project(new Map([...given].reverse()));
  expect([[...other.records], [...other.children].length, [...other.hidden].sort(), [...other.recovered]]).toEqual([[...one.records], [...one.children].length, [...one.hidden].sort(), [...one.recovered]]);
  return one;
}

describe('project', () => {
  it('gives the very records that need no mending', () => {
    const given = records({ A: node('bpmn:Task', 'P'), S: shape('A') });
    const { records: left } = project(given);
    expect(left.size).toBe(given.size);
    for (const [key, record] of left) expect(record).toBe(given.get(key));
  });

  it('hides what hangs on something gone, and what hangs on that', () => {
    const { hidden } = shown({
      A: node('bpmn:Task', 'P'), F: flow('A', 'gone'), FS: { ...shape('F'), $type: 'bpmndi:BPMNEdge' },
      N: { $type: 'bpmn:Association', ...inside('P', 'artifacts'), sourceRef: ref('F'), targetRef: ref('A') },
      E: node('bpmn:BoundaryEvent', 'P', { attachedToRef: ref('gone') }), G: flow('E', 'A'), I: node('bpmn:Task', 'gone'), S: shape('gone'),
      M: { $type: 'bpmn:MessageFlow', ...inside('gone', 'messageFlows') },
    });
    expect([...hidden].sort()).toEqual(['E', 'F', 'FS', 'G', 'I', 'M', 'N', 'S']);
  });

  it('drops references to what is gone, inside values too', () => {
    const { records: left } = shown({
      X: node('bpmn:ExclusiveGateway', 'P', { default: ref('gone'), name: 'x' }),
      E: node('bpmn:StartEvent', 'P', { eventDefinitions: [{ $type: 'bpmn:MessageEventDefinition', messageRef: ref('gone') }, { $type: 'bpmn:SignalEventDefinition', signalRef: ref('S') }] }),
      S: root('bpmn:Signal'),
    });
    expect(left.get('X')).toEqual(node('bpmn:ExclusiveGateway', 'P', { name: 'x' }));
    expect(left.get('E')?.['eventDefinitions']).toEqual([{ $type: 'bpmn:MessageEventDefinition' }, { $type: 'bpmn:SignalEventDefinition', signalRef: ref('S') }]);
  });

  it('keeps references to what lies inside a value', () => {
    const rows: Rows = { I: root('bpmn:Interface', { operations: [{ id: 'O', name: 'o' }] }), T: node('bpmn:ServiceTask', 'P', { operationRef: ref('O') }) };
    expect(shown(rows).records.get('T')?.['operationRef']).toEqual(ref('O'));
    expect(shown({ T: rows['T']! }).records.get('T')?.['operationRef']).toBeUndefined();
  });

  it('cuts circles of parents at the smallest key and shows that at the root', () => {
    const { records: left, recovered, hidden } = shown({ B: node('bpmn:SubProcess', 'C'), C: node('bpmn:SubProcess', 'B'), T: node('bpmn:Task', 'C') });
    expect([...recovered]).toEqual(['B']);
    expect([left.get('B')?.$parent, left.get('C')?.$parent, left.get('T')?.$parent, hidden.size]).toEqual(['P', 'B', 'C', 0]);
  });

  it('moves the ends of an edge with shapes that somebody moved meanwhile', () => {
    const rows = (x: number, y: number): Rows => ({
      A: node('bpmn:Task', 'P'), B: node('bpmn:Task', 'P'), F: flow('A', 'B'), AS: shape('A'), BS: shape('B', x, y),
      FS: { $type: 'bpmndi:BPMNEdge', ...inside('Plane', 'planeElement'), bpmnElement: ref('F'), waypoint: { points: [{ x: 100, y: 40 }, { x: 200, y: 40 }], from: [0, 0, 100, 80], to: [200, 0, 100, 80] } },
    });
    expect(shown(rows(200, 0)).records.get('FS')).toEqual(rows(200, 0)['FS']);
    expect(waypointsOf(shown(rows(300, 50)).records.get('FS')!)).toEqual({ points: [{ x: 100, y: 40 }, { x: 300, y: 90 }], from: [0, 0, 100, 80], to: [300, 50, 100, 80] });
    const both = { ...rows(210, 10), AS: shape('A', 10, 10) };
    expect(waypointsOf(shown(both).records.get('FS')!)?.points).toEqual([{ x: 110, y: 50 }, { x: 210, y: 50 }]);
  });

  it('derives incoming, outgoing and the nodes of lanes, in order', () => {
    const { derived } = shown({
      L: { $type: 'bpmn:LaneSet', ...inside('P', 'laneSets') }, L1: { $type: 'bpmn:Lane', ...inside('L', 'lanes') },
      B: node('bpmn:Task', 'P', { $lanes: [ref('L1')] }), A: node('bpmn:Task', 'P', { $lanes: [ref('L1'), ref('gone')], z: 'a1' }), F: flow('A', 'B'),
    });
    expect(Object.fromEntries(derived)).toEqual({ L1: { flowNodeRef: ['B', 'A'] }, A: { outgoing: ['F'] }, B: { incoming: ['F'] } });
  });

  it('takes a node out of the lanes of a process it left, and an event along with its host', () => {
    const { records: left } = shown({
      Q: root('bpmn:Process', {}, 'a1'), L: { $type: 'bpmn:LaneSet', ...inside('Q', 'laneSets') }, L1: { $type: 'bpmn:Lane', ...inside('L', 'lanes') },
      S: node('bpmn:SubProcess', 'P'), A: node('bpmn:Task', 'S', { $lanes: [ref('L1')] }), E: node('bpmn:BoundaryEvent', 'P', { attachedToRef: ref('A') }),
    });
    expect([left.get('A')?.['$lanes'], left.get('E')?.$parent]).toEqual([undefined, 'S']);
  });

  it('joins two collaborations that were made at the same time, and leaves a process in one pool', () => {
    const { records: left, hidden } = shown(diagram('Plane', 'C2'), {
      C1: root('bpmn:Collaboration', {}, 'a1'), C2: root('bpmn:Collaboration', {}, 'a2'),
      P1: { $type: 'bpmn:Participant', ...inside('C1', 'participants'), processRef: ref('P') }, P2: { $type: 'bpmn:Participant', ...inside('C2', 'participants', 'a1'), processRef: ref('P') },
      S1: shape('P1'), S2: shape('P2'), M: { $type: 'bpmn:MessageFlow', ...inside('C1', 'messageFlows'), sourceRef: ref('P1'), targetRef: ref('P2') },
    });
    expect([left.get('P1')?.$parent, left.get('M')?.$parent, [...hidden]]).toEqual(['C2', 'C2', ['C1']]);
    expect([left.get('P1')?.['processRef'], left.get('P2')?.['processRef']]).toEqual([ref('P'), undefined]);
  });

  it('leaves a pool whose process is gone, without it', () => {
    const { records: left } = shown({ C: root('bpmn:Collaboration', {}, 'a1'), Q: { $type: 'bpmn:Participant', ...inside('C', 'participants'), processRef: ref('gone') } });
    expect(left.get('Q')).toEqual({ $type: 'bpmn:Participant', ...inside('C', 'participants') });
  });

  it('shows another root where the one of the last diagram is gone, and hides diagrams of what is gone', () => {
    expect(shown(diagram('Plane', 'gone')).records.get('Plane')?.['bpmnElement']).toEqual(ref('P'));
    expect([...shown(diagram('Inner', 'gone', 'a1')).hidden].sort()).toEqual(['Inner', 'Inner_d']);
  });

  it('draws what lost its plane where its parent is drawn, and what lies in a closed sub-process on the plane of that', () => {
    const rows: Rows = { S: node('bpmn:SubProcess', 'P'), A: node('bpmn:Task', 'S'), SS: { ...shape('S'), isExpanded: false } };
    expect(shown(rows, { AS: shape('A', 0, 0, 'gone') }).records.get('AS')?.$parent).toBe('Plane');
    expect(shown(rows, diagram('Own', 'S', 'a1'), { AS: shape('A') }).records.get('AS')?.$parent).toBe('Own');
    expect(shown(rows, diagram('Own', 'S', 'a1'), { AS: shape('A'), SS: { ...shape('S'), isExpanded: true } }).records.get('AS')?.$parent).toBe('Plane');
  });

  it('draws what lost its plane with the same one of several collaborations a process is in, whichever is read first', () => {
    const pool = (collaboration: string) => ({ $type: 'bpmn:Participant', ...inside(collaboration, 'participants'), processRef: ref('P') });
    const rows = { C: root('bpmn:Collaboration'), D: root('bpmn:Collaboration'), PC: pool('C'), PD: pool('D'), ...diagram('Plane', 'D'), ...diagram('Other', 'C', 'a1'), A: node('bpmn:Task', 'P'), S: shape('A', 0, 0, 'Gone') };
    expect(shown(rows).records.get('S')?.$parent).toBe('Other');
  });

  it('orders siblings by place, and by key where two have the same', () => {
    const { children } = shown({ B: node('bpmn:Task', 'P', { z: 'a1' }), C: node('bpmn:Task', 'P', { z: 'a0' }), A: node('bpmn:Task', 'P', { z: 'a1' }) });
    expect(children.get('P')?.get('flowElements')).toEqual(['C', 'A', 'B']);
  });
});
