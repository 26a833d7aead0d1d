import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { diffBpmn } from './diff-bpmn.js';

const order = readFixture('order-process');
const changed = (from: string, to: string) => diffBpmn(from, to).elements.map(({ elementId, change, changes }) => [change, elementId, ...changes.map(({ kind, property, from, to }) => `${kind} ${property}: ${from} -> ${to}`)]);
const document = (content: string, namespaces = '') => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ${namespaces}>${content}</definitions>`;
const drawn = (di: string, namespaces = '') => document(`<process id="P"><task id="T"/></process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">${di}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`, namespaces);

describe('diffBpmn', () => {
  it.each(FIXTURES)('sees no difference in %s written by another tool', async (name) => {
    const text = readFixture(name);
    const rewritten = (await writeBpmn((await parseBpmn(text)).definitions)).replaceAll('bpmn:', 'm:').replaceAll('xmlns:bpmn=', 'xmlns:m=').replaceAll(/\n\s*/g, '\n');
    expect(diffBpmn(text, rewritten)).toEqual({ related: true, added: 0, removed: 0, changed: 0, kinds: { semantic: 0, layout: 0, documentation: 0, extension: 0, colour: 0 }, elements: [], cut: false });
  });

  it('tells names, references by name, and types', () => {
    const next = order.replace('userTask id="Check" name="Check order"', 'userTask id="Check" name="Check &amp; accept"');
    expect(changed(order, next)).toEqual([['changed', 'Check', 'semantic name: Check order -> Check & accept']]);
    const one = document('<process id="P"><task id="A" name="Ask"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/></process>');
    const other = document('<process id="P"><userTask id="A" name="Ask"/><task id="B"/><sequenceFlow id="F" sourceRef="B" targetRef="x:A"/></process>');
    expect(changed(one, other)).toEqual([
      ['changed', 'A', 'semantic type: bpmn:Task -> bpmn:UserTask'],
      ['changed', 'F', 'semantic sourceRef: Ask (A) -> B', 'semantic targetRef: B -> Ask (A)'],
    ]);
  });

  it('tells parts of the element they belong to', () => {
    const one = document('<process id="P"><startEvent id="S"><documentation>Old</documentation><timerEventDefinition id="D1"><timeDate>2026</timeDate></timerEventDefinition></startEvent></process>');
    const other = document('<process id="P"><startEvent id="S"><documentation>New</documentation><timerEventDefinition id="D2"><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent></process>');
    expect(changed(one, other)).toEqual([['changed', 'S', 'documentation documentation: Old -> New', 'semantic eventDefinition.timeDuration: null -> PT1H', 'semantic eventDefinition.timeDate: 2026 -> null']]);
    expect(changed(other, other.replaceAll('timerEventDefinition', 'conditionalEventDefinition'))).toEqual([['changed', 'S', 'semantic eventDefinition: bpmn:TimerEventDefinition -> bpmn:ConditionalEventDefinition']]);
  });

  it('tells the lane of a node, not the list of the lane', () => {
    const lanes = (a: string, b: string) => document(`<process id="P"><laneSet><lane id="L1" name="One">${a}</lane><lane id="L2">${b}</lane></laneSet><task id="T"/></process>`);
    expect(changed(lanes('<flowNodeRef>T</flowNodeRef>', ''), lanes('', '<flowNodeRef>T</flowNodeRef>'))).toEqual([['changed', 'T', 'semantic lane: One (L1) -> L2']]);
  });

  it('tells where things are drawn and in which colours', () => {
    const colours = 'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:c="http://www.omg.org/spec/BPMN/non-normative/color/1.0"';
    const one = drawn('<bpmndi:BPMNShape id="x" bpmnElement="T"><dc:Bounds x="1.0" y="2" width="100" height="80"/></bpmndi:BPMNShape>');
    const other = drawn('<bpmndi:BPMNShape id="y" bpmnElement="T" isMarkerVisible="true" bioc:fill="#fff" c:background-color="#fff"><dc:Bounds y="2" x="5" height="80" width="100"/><bpmndi:BPMNLabel><dc:Bounds x="1" y="1" width="9" height="9"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>', colours);
    expect(changed(one, other)).toEqual([
      ['changed', 'T', 'colour bioc:fill: null -> #fff', 'colour color:background-color: null -> #fff', 'layout bounds: 1,2 100x80 -> 5,2 100x80', 'layout label.bounds: null -> 1,1 9x9'],
    ]);
    expect(diffBpmn(one, other).kinds).toEqual({ semantic: 0, layout: 1, documentation: 0, extension: 0, colour: 1 });
  });

  it('knows shapes without an id by what they depict', () => {
    expect(changed(drawn('<bpmndi:BPMNShape bpmnElement="T"><dc:Bounds x="1" y="2" width="9" height="8"/></bpmndi:BPMNShape>'), drawn(''))).toEqual([['changed', 'T', 'layout bounds: 1,2 9x8 -> null']]);
  });

  it('tells vendor data whatever its prefix and order', () => {
    const vendor = (prefix: string, value: string, more = '') => document(`<process id="P"><task id="T" ${prefix}:assignee="me"><extensionElements><${prefix}:io k="1" a="2"><${prefix}:in>${value}</${prefix}:in>${more}</${prefix}:io></extensionElements></task></process>`, `xmlns:${prefix}="http://camunda.org/schema/1.0/bpmn"`);
    expect(changed(vendor('a', 'x'), vendor('b', 'x'))).toEqual([]);
    expect(changed(vendor('a', 'x'), vendor('b', 'y', '<b:out/>'))).toEqual([['changed', 'T', 'extension camunda:io: k="1" a="2"\ncamunda:in x -> k="1" a="2"\ncamunda:in y\ncamunda:out']]);
    expect(changed(document('<process id="P"><task id="T"/></process>'), vendor('z', 'x'))).toEqual([['changed', 'T', 'extension camunda:assignee: null -> me', 'extension camunda:io: null -> k="1" a="2"\ncamunda:in x']]);
  });

  it('is not held up by long blanks and long words', () => {
    for (const long of [' '.repeat(1_000_000), 'A'.repeat(1_000_000)]) {
      const text = document(`<process id="P" name="a${long}b"><documentation>${long}</documentation></process>`);
      expect(diffBpmn(document('<process id="P"/>'), text).elements).toHaveLength(1);
    }
  });

  it('lists what was added in the order of the newer document and what was removed last', () => {
    const one = document('<process id="P"><task id="Gone" name="Bye"/><task id="Z"/></process>');
    const other = document('<process id="P"><task id="New"/><task id="Z" name="z"/></process>');
    expect(diffBpmn(one, other)).toMatchObject({ added: 1, removed: 1, changed: 1, related: true, elements: [{ elementId: 'New', change: 'added', kinds: ['semantic'] }, { elementId: 'Z', name: 'z' }, { elementId: 'Gone', name: 'Bye', change: 'removed' }] });
  });

  it('says when documents share nothing, and cuts long lists and values', () => {
    expect(diffBpmn(readFixture('colours'), readFixture('choreography-and-conversation')).related).toBe(false);
    const many = (prefix: string) => document(`<process id="P">${Array.from({ length: 6_000 }, (_, i) => `<task id="${prefix}${i}"/>`).join('')}</process>`);
    const { added, elements, cut } = diffBpmn(many('a'), many('b'));
    expect([added, elements.length, cut]).toEqual([6_000, 5_000, true]);
    const long = diffBpmn(document('<process id="P"/>'), document(`<process id="P" name="${'😀'.repeat(2_000)}"/>`)).elements[0]!.changes[0]!.to!;
    expect(long.length).toBeLessThanOrEqual(2_000);
    expect(long.isWellFormed()).toBe(true);
  });

  it('lists no more than can be carried, and counts the rest', () => {
    const named = (tasks: string) => document(`<process id="P"><task id="Z" name="${'z'.repeat(1_900)}"/>${tasks}</process>`);
    const referring = Array.from({ length: 50 }, (_, i) => `a${i}Ref="Z"`).join(' ');
    const diff = diffBpmn(named(''), named(Array.from({ length: 200 }, (_, i) => `<task id="t${i}" ${referring}/>`).join('')));
    expect(diff).toMatchObject({ added: 200, kinds: { semantic: 200 }, cut: true });
    expect(diff.elements.length).toBeGreaterThan(50);
    expect(JSON.stringify(diff).length).toBeLessThan(12_000_000);
  });

  it('takes names of what every object has for names', () => {
    const vendor = document('<process id="P"/>').replace('<process', '<process xmlns:constructor="constructor" constructor:toString="1"');
    expect(diffBpmn(document('<process id="P"/>'), vendor).elements[0]!.changes).toEqual([{ kind: 'extension', property: 'constructor:toString', from: null, to: '1' }]);
  });
});
