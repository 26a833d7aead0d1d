import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { decodeBpmn } from '../gate/decode-bpmn.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { EMPTY_DIAGRAM_XML } from '../model/empty-diagram.js';
import { REMARKS, REPORT_BOUNDS, type RemarkCode } from './import-report.js';
import { inspectBpmn } from './inspect-bpmn.js';

const HEAD = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:t="urn:mine" xmlns:v="urn:vendor" targetNamespace="urn:mine">`;
const drawn = (id: string) => `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="0" y="0" width="9" height="9"/></bpmndi:BPMNShape>`;
const file = (process: string, plane = drawn('A'), rest = '') =>
  `${HEAD}\n<process id="P">\n${process}\n</process>${rest}<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="L" bpmnElement="P">\n${plane}\n</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
const TASK = '<task id="A" name="Check order"/>';

async function remarksOn(text: string, encoding?: string) {
  gateBpmn(text);
  const { remarks, totals } = await inspectBpmn(text, encoding);
  for (const { code, severity, topic } of remarks) expect({ severity, topic }).toEqual(REMARKS[code]);
  return { remarks, codes: totals.map(({ code }) => code).sort() };
}

/** One file for each code; only this one thing is wrong with it. `at`: where the remark must point. */
const CASES: readonly { readonly code: RemarkCode; readonly text: string; readonly at: readonly [number, number]; readonly says: RegExp; readonly encoding?: string }[] = [
  { code: 'unresolved_reference', text: file('<exclusiveGateway id="A" name="Paid?" default="F9"/>'), at: [4, 39], says: /The exclusive gateway “Paid\?” refers to “F9” \(default\), which is not in this file/ },
  { code: 'unresolved_reference', text: file('<task id="A">\n<incoming>Gone</incoming></task>'), at: [5, 1], says: /“Gone” \(incoming\)/ },
  { code: 'flow_without_end', text: file(`${TASK}\n<sequenceFlow id="F" sourceRef="A"/>`, drawn('A') + '<bpmndi:BPMNEdge id="e" bpmnElement="F"><di:waypoint x="0" y="0"/><di:waypoint x="1" y="0"/></bpmndi:BPMNEdge>'), at: [5, 1], says: /does not say where it ends/ },
  { code: 'duplicate_id', text: file(`${TASK}\n<task id="A" name="Again"/>`), at: [5, 1], says: /The task “Again” has the id “A”, which the task “Check order” has already/ },
  { code: 'invalid_id', text: file('<task id="1 A" name="Odd"/>', drawn('1 A').replace('s_1 A', 's')), at: [4, 1], says: /“1 A” is not a valid id/ },
  { code: 'non_ascii_id', text: file('<task id="Prüfung"/>', drawn('Prüfung')), at: [4, 1], says: /The id “Prüfung” has letters beyond A to Z/ },
  { code: 'missing_id', text: file(`${TASK}<task name="Nameless"/>`), at: [4, 34], says: /The task “Nameless” has no id/ },
  { code: 'nothing_modelled', text: file('', ''), at: [1, 1], says: /nothing in it to draw/ },
  { code: 'unknown_element', text: file(`${TASK}\n<robotTask id="R"><x/></robotTask>`), at: [5, 1], says: /does not know “robotTask” \(in the process “P”\)\. It and the element inside stays/ },
  { code: 'unread_text', text: file('<task id="A">Some text</task>'), at: [4, 1], says: /“Some text” in the task “A”/ },
  { code: 'prefixed_reference', text: file('<exclusiveGateway id="A" default="t:P"/>'), at: [4, 26], says: /with a prefix, “t:P”/ },
  { code: 'choreography', text: file(TASK, drawn('A'), '\n<choreography id="C"/>'), at: [6, 1], says: /The choreography “C” cannot be edited here/ },
  { code: 'conversation', text: file(TASK, drawn('A') + drawn('N'), '\n<collaboration id="C"><conversation id="N" name="Talk"/></collaboration>'), at: [6, 23], says: /The conversation “Talk”/ },
  { code: 'no_layout', text: file(TASK, ''), at: [1, 1], says: /not where it is drawn/ },
  { code: 'no_shape', text: file(`${TASK}\n<task id="B" name="Hidden"/>`), at: [5, 1], says: /The task “Hidden” is in the file but not drawn/ },
  { code: 'shape_without_element', text: file(TASK, `${drawn('A')}\n${drawn('Z')}`), at: [7, 1], says: /draws “Z”, which is not in this file/ },
  { code: 'shape_without_bounds', text: file(TASK, '<bpmndi:BPMNShape id="s" bpmnElement="A"/>'), at: [6, 1], says: /The shape of the task “Check order” has no place/ },
  { code: 'edge_without_waypoints', text: file(`${TASK}<sequenceFlow id="F" sourceRef="A" targetRef="A"/>`, `${drawn('A')}\n<bpmndi:BPMNEdge id="e" bpmnElement="F"/>`), at: [7, 1], says: /The line of the sequence flow “F” has no course/ },
  { code: 'other_encoding', text: `<?xml version="1.0" encoding="windows-1252"?>${file(TASK)}`, encoding: 'windows-1252', at: [1, 1], says: /WINDOWS-1252/ },
  { code: 'wrong_encoding', text: `<?xml version="1.0" encoding="utf-16"?>${file(TASK)}`, encoding: 'utf-8', at: [1, 1], says: /says it is written in “utf-16”, but it is UTF-8/ },
  { code: 'byte_order_mark', text: `\uFEFF${file(TASK)}`, encoding: 'utf-8', at: [1, 1], says: /byte order mark/ },
];

describe('inspectBpmn', () => {
  it.each(CASES)('finds $code, and nothing else', async ({ code, text, at: [line, column], says, encoding }) => {
    const { remarks, codes } = await remarksOn(text, encoding);
    expect(codes).toEqual([code]);
    expect(remarks).toEqual([expect.objectContaining({ code, line, column, message: expect.stringMatching(says) })]);
  });

  it('finds attributes the model does not read', async () => {
    const { codes, remarks } = await remarksOn(file('<task id="A"><extensionElements><v:x z="1" v:z="2"/></extensionElements></task>'));
    expect(codes).toEqual(['unknown_attribute']);
    expect(remarks[0]).toMatchObject({ line: 4, message: expect.stringContaining('“v:z”') });
  });

  it('has a case for every code but those an import adds', () => {
    const here = new Set<string>([...CASES.map(({ code }) => code), 'unknown_attribute', 'layout_added', 'layout_incomplete', 'unreadable_model']);
    expect(Object.keys(REMARKS).filter((code) => !here.has(code))).toEqual([]);
  });

  it.each(FIXTURES.filter((name) => !['no-layout', 'choreography-and-conversation'].includes(name)))('has no warning for the golden diagram %s', async (name) => {
    expect((await remarksOn(readFixture(name))).remarks.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('counts as people do, and says who wrote it', async () => {
    const report = await inspectBpmn(readFixture('collaboration'));
    expect(report.counts).toMatchObject({ pools: expect.any(Number), lanes: expect.any(Number) });
    expect(report.counts.pools).toBeGreaterThan(1);
    expect(report.diagrams).toHaveLength(report.diagramsTotal);
    const named = await inspectBpmn(EMPTY_DIAGRAM_XML.replace(/exporter="[^"]*" exporterVersion="[^"]*"/, 'exporter="Some &amp; Tool" exporterVersion="7"'));
    expect(named).toMatchObject({ tool: { name: 'Some & Tool', version: '7' }, counts: { events: 1, tasks: 0 }, diagramsTotal: 1 });
    expect((await inspectBpmn(readFixture('several-diagrams'))).diagramsTotal).toBeGreaterThan(1);
  });

  it('names the vendors of extensions', async () => {
    const uris = { c: 'http://camunda.org/schema/1.0/bpmn', z: 'http://camunda.org/schema/zeebe/1.0', f: 'http://flowable.org/bpmn', s: 'http://www.signavio.com', o: 'urn:nobody' };
    const declared = Object.entries(uris).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ');
    const { extensions } = await inspectBpmn(file(`<task id="A" ${declared} c:a="1" z:a="1" f:a="1" s:a="1" o:a="1"><extensionElements><o:x/></extensionElements></task>`));
    expect(extensions.map(({ vendor }) => vendor)).toEqual([null, 'Camunda 7', 'Camunda 8 (Zeebe)', 'Flowable', 'Signavio']);
    expect(extensions[0]).toEqual({ vendor: null, uri: 'urn:nobody', elements: 1, attributes: 1 });
  });

  it('takes references into other files as they are', async () => {
    const text = file(TASK, drawn('A'), '<itemDefinition id="I" structureRef="v:Order"/>').replace('<task id="A"', '<receiveTask id="A" messageRef="v:Paid"').replace('xmlns:v', 'xmlns:unused="urn:x" xmlns:v');
    expect((await remarksOn(text)).codes).toEqual([]);
  });

  const faulty = (count: number) => file(Array.from({ length: count }, (_, n) => `<task id="T${n % 50}" name="${'long '.repeat(100)}" default="G${n}"/><robot id="r${n}"/>`).join('\n'));

  it('stays small for a file full of faults, and counts them all', async () => {
    const report = await inspectBpmn(faulty(600));
    expect(report.remarks.length).toBeLessThanOrEqual(REPORT_BOUNDS.remarks);
    expect(report.totals).toContainEqual({ code: 'duplicate_id', count: 550 });
    expect(report.totals).toContainEqual({ code: 'unknown_element', count: 600 });
    expect(JSON.stringify(report).length).toBeLessThan(150_000);
  });

  it('says of a file with more faults than can be told in a second or so that its model was not read, and counts what it reads without', async () => {
    const report = await inspectBpmn(faulty(3_000));
    expect(report.totals).toContainEqual({ code: 'duplicate_id', count: 2_950 });
    expect(report.totals).toContainEqual({ code: 'unreadable_model', count: 1 });
    expect(JSON.stringify(report).length).toBeLessThan(150_000);
  });

  it('quotes nothing that could pass for something else', async () => {
    const { remarks } = await remarksOn(file(`<task id="A" name="&lt;script&gt;\u202Eevil&#10;&#9;line" default="&quot;x"/>`));
    expect(remarks[0]?.element?.name).toBe('<script> evil line');
    expect(remarks.map(({ message }) => message).join('')).not.toMatch(/[\u202E\n\t]/u);
  });

  it('says what a file was read as', async () => {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${file('<task id="A" name="漢字"/>')}`, 'utf16le');
    const { text, encoding } = decodeBpmn(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]));
    expect((await remarksOn(text, encoding)).codes).toEqual(['byte_order_mark', 'other_encoding']);
  });

  it('calls an element by its name, even when every object has something of that name', async () => {
    const { remarks } = await remarksOn(file(`${TASK}<constructor id="A"/>`));
    expect(remarks.map(({ message }) => message).join('\n')).toMatch(/The constructor “A” has the id/);
  });
});
