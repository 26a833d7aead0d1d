import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn } from '../model/parse-bpmn.js';
import type { Bounds } from '../render/geometry.js';
import { layOut } from './lay-out.js';

const DIAGRAMS = /\s*<(\w+:)?BPMNDiagram\b[\s\S]*<\/(\w+:)?BPMNDiagram>/;
const wrapped = (content: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">${content}</definitions>`;
const depicted = (text: string) => new Set([...text.matchAll(/<[\w:]*BPMN(?:Shape|Edge)\b[^>]*?bpmnElement="([^"]+)"/g)].map((found) => found[1]!));

function place(text: string, id: string): Bounds {
  const shape = new RegExp(`bpmnElement="${id}"[^>]*>\\s*<[\\w:]+Bounds x="([-\\d.]+)" y="([-\\d.]+)" width="([\\d.]+)" height="([\\d.]+)"`).exec(text);
  if (!shape) throw new Error(`${id} has no shape`);
  const [x, y, width, height] = shape.slice(1).map(Number) as [number, number, number, number];
  return { x, y, width, height };
}

const middle = ({ y, height }: Bounds) => y + height / 2;

describe('layOut', () => {
  it.each(FIXTURES)('keeps each shape and edge that %s has when its layout is taken out', async (name) => {
    const original = readFixture(name);
    const { text, unplaced } = layOut(original.replace(DIAGRAMS, ''));
    gateBpmn(text);
    expect((await parseBpmn(text)).warnings).toEqual([]);
    expect([...depicted(original)].filter((id) => !depicted(text).has(id) && !unplaced.some(({ elementId }) => elementId === id))).toEqual([]);
    expect(unplaced).toEqual([]);
  });

  it('leaves the rest of the text as it is, in its manner', () => {
    const before = '<?xml version="1.0"?>\r\n<!-- a --><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/DD/20100524/DC">\r\n\t<b:process id="P"  ><b:task id="T"/></b:process>\r\n</b:definitions>\r\n<!-- z -->';
    const { text, changed, shapes } = layOut(before);
    expect({ changed, shapes }).toEqual({ changed: true, shapes: 1 });
    expect(text.replace(/\r\n\t<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')).toBe(before);
    expect(text).toContain('\r\n\t\t\t<bpmndi:BPMNShape id="T_di" bpmnElement="T">\r\n\t\t\t\t<d:Bounds ');
  });

  it('draws from left to right and keeps the longest way straight', () => {
    const { text } = layOut(readFixture('no-layout'));
    const [s, t, e] = ['S', 'T', 'E'].map((id) => place(text, id)) as [Bounds, Bounds, Bounds];
    expect(s.x < t.x && t.x < e.x).toBe(true);
    expect(new Set([s, t, e].map(middle)).size).toBe(1);
  });

  it('puts pools one under the other, lanes into them, and events onto the border of their hosts', () => {
    const { text } = layOut(readFixture('collaboration').replace(DIAGRAMS, ''));
    const [customer, shop, service, stock] = ['Customer', 'Shop', 'Service', 'Stock'].map((id) => place(text, id)) as [Bounds, Bounds, Bounds, Bounds];
    expect(customer.y + customer.height).toBeLessThan(shop.y);
    expect(customer.width).toBe(shop.width);
    expect([service.y, stock.y + stock.height]).toEqual([shop.y, shop.y + shop.height]);
    const { text: guarded } = layOut(wrapped('<process id="P"><task id="T"/><boundaryEvent id="B" attachedToRef="T"/></process>'));
    expect(middle(place(guarded, 'B'))).toBe(place(guarded, 'T').y + place(guarded, 'T').height);
  });

  it('fills an empty plane and gives a closed sub-process a diagram of its own', () => {
    const di = (items: string) => `<x:BPMNDiagram xmlns:x="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><x:BPMNPlane id="L" bpmnElement="P"${items}</x:BPMNDiagram>`;
    const process = '<process id="P"><subProcess id="S"><task id="T"/></subProcess></process>';
    expect(layOut(wrapped(process + di('/>'))).text).toContain('<x:BPMNPlane id="L" bpmnElement="P"><x:BPMNShape');
    const closed = di('><x:BPMNShape id="S_di" bpmnElement="S" isExpanded="false"><c:Bounds xmlns:c="http://www.omg.org/spec/DD/20100524/DC" x="1" y="2" width="100" height="80"/></x:BPMNShape></x:BPMNPlane>');
    expect(layOut(wrapped(process + closed)).text).toContain('<bpmndi:BPMNPlane id="S_plane" bpmnElement="S"><bpmndi:BPMNShape id="T_di" bpmnElement="T">');
  });

  it('puts a missing box next to its neighbour and a missing process below, and moves nothing', () => {
    const whole = layOut(readFixture('no-layout')).text;
    const partial = whole.replace(/\s*<bpmndi:BPMNShape id="T_di"[\s\S]*?<\/bpmndi:BPMNShape>/, '');
    const { text, shapes, edges } = layOut(partial);
    expect({ shapes, edges }).toEqual({ shapes: 1, edges: 0 });
    expect(place(text, 'S')).toEqual(place(whole, 'S'));
    expect(place(text, 'T').x).toBeGreaterThan(place(text, 'S').x);
    expect(layOut(whole)).toEqual({ text: whole, shapes: 0, edges: 0, ids: 0, unplaced: [], changed: false });
  });

  it('lays out anew and keeps ids and colours', () => {
    const original = readFixture('colours');
    const { text } = layOut(original, { anew: true });
    const looks = (xml: string) => [...xml.matchAll(/<bpmndi:BPMN(?:Shape|Edge)\b[^>]*>/g)].map(([tag]) => [...tag.matchAll(/(?:id|bioc:\w+|color:[\w-]+)="[^"]*"/g)].map(String).sort().join(' ')).sort();
    expect(looks(text)).toEqual(looks(original));
    expect(text).not.toBe(original);
  });

  it.each([
    ['taken prefixes', '<process id="P" xmlns:bpmndi="urn:x" xmlns:dc="urn:y"><task id="T"/></process>'],
    ['a plane without a root', '<process id="P"><task id="T"/></process><di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane></di:BPMNPlane></di:BPMNDiagram>'],
    ['a plane for what is gone', '<process id="P"><task id="T"/></process><di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><di:BPMNPlane id="L" bpmnElement="Gone"/></di:BPMNDiagram>'],
    ['a diagram without a plane', '<process id="P"><task id="T"/></process><di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="D"/>'],
    ['a shape without bounds', '<process id="P"><task id="T"/></process><di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><di:BPMNPlane id="L" bpmnElement="P"><di:BPMNShape id="T_di" bpmnElement="T"/></di:BPMNPlane></di:BPMNDiagram>'],
    ['marks in ids', '<process id="P&amp;&quot;"><task id="T&lt;"/></process>'],
    ['letters in ids', '<process id="P"><task id="Prüfung"/></process>'],
    ['flows to themselves and in rings', '<process id="P"><task id="T"/><task id="U"/><sequenceFlow id="F" sourceRef="T" targetRef="T"/><sequenceFlow id="G" sourceRef="T" targetRef="U"/><sequenceFlow id="H" sourceRef="U" targetRef="T"/><association id="A" sourceRef="T" targetRef="F"/></process>'],
    ['two pools of one process', '<collaboration id="C"><participant id="X" processRef="P"/><participant id="Y" processRef="P"/><messageFlow id="M" sourceRef="X" targetRef="Y"/></collaboration><process id="P"><task id="T"/></process>'],
    ['an event on nothing', '<process id="P"><task id="T"/><boundaryEvent id="B" attachedToRef="B"/></process>'],
  ])('copes with %s', async (_what, content) => {
    const { text, unplaced } = layOut(wrapped(content));
    gateBpmn(text);
    expect((await parseBpmn(text)).warnings).toEqual([]);
    expect(unplaced).toEqual([]);
    expect(layOut(text)).toMatchObject({ changed: false });
  });

  it('names what cannot be drawn, with the reason', () => {
    const { unplaced } = layOut(wrapped('<process id="P"><task id="T"/><sequenceFlow id="F" sourceRef="T" targetRef="gone"/><sequenceFlow id="G" sourceRef="T"/><sequenceFlow sourceRef="T"/></process>'));
    expect(unplaced).toEqual([
      { elementId: 'F', type: 'bpmn:SequenceFlow', name: null, reason: 'It joins "gone", which is not drawn.' },
      { elementId: 'G', type: 'bpmn:SequenceFlow', name: null, reason: 'It joins only one element.' },
      { elementId: '', type: 'bpmn:SequenceFlow', name: null, reason: 'It has no id, so that no edge can name it.' },
    ]);
  });

  it('gives what is drawn an id where it has none, and nothing else', async () => {
    const bare = wrapped('<process><startEvent id="S"/><task id="SequenceFlow_1" name="A"/><endEvent id=""/><sequenceFlow sourceRef="S" targetRef="SequenceFlow_1"/><sequenceFlow sourceRef="SequenceFlow_1" targetRef="gone"/></process>');
    const { text, ids, shapes, edges, unplaced } = layOut(bare);
    expect({ ids, shapes, edges, unplaced: unplaced.length }).toEqual({ ids: 3, shapes: 3, edges: 1, unplaced: 1 });
    const named = bare.replace('<process>', '<process id="Process_1">').replace('id=""', 'id="EndEvent_1"').replace('<sequenceFlow sourceRef="S"', '<sequenceFlow id="SequenceFlow_2" sourceRef="S"');
    expect(text.startsWith(named.slice(0, named.indexOf('</process>')))).toBe(true);
    gateBpmn(text);
    expect(layOut(text)).toMatchObject({ changed: false, ids: 0 });
  });

  it('has nothing to do where nothing is drawn', () => {
    expect(layOut(wrapped('<process id="P"/>'))).toMatchObject({ changed: false });
    expect(layOut('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')).toMatchObject({ changed: false });
  });

  it('folds what runs on, nests without recursion, and ends on a thicket', () => {
    const chain = Array.from({ length: 1_500 }, (_, i) => `<task id="T${i}"/>${i === 0 ? '' : `<sequenceFlow id="F${i}" sourceRef="T${i - 1}" targetRef="T${i}"/>`}`).join('');
    const star = Array.from({ length: 1_000 }, (_, i) => `<task id="S${i}"/><sequenceFlow id="G${i}" sourceRef="T0" targetRef="S${i}"/>`).join('');
    const nest = `${Array.from({ length: 50 }, (_, i) => `<subProcess id="N${i}">`).join('')}<task id="N50"/>${'</subProcess>'.repeat(50)}`;
    const { text, unplaced } = layOut(wrapped(`<process id="P">${chain}${star}${nest}</process>`));
    expect(unplaced).toEqual([]);
    for (const [, x, y] of text.matchAll(/ x="([-\d.]+)" y="([-\d.]+)"/g)) expect(Math.max(Math.abs(Number(x)), Math.abs(Number(y)))).toBeLessThan(100_000);
  });
});
