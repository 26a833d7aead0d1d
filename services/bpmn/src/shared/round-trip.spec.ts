import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { diffBpmn } from '../diff/diff-bpmn.js';
import { compareKept } from '../fidelity/compare-kept.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { changesBetween, isEmpty } from './changes.js';
import { waypointsOf } from './docking.js';
import { recordsIn, seedDocument } from './document.js';
import { project } from './project.js';
import { recordsOf } from './records-of.js';
import { treeOf } from './tree-of.js';

async function shared(text: string) {
  const { definitions } = await parseBpmn(text);
  const plain = await writeBpmn(definitions);
  const records = recordsOf(definitions);
  const stored = recordsIn(seedDocument(records));
  const shown = project(stored);
  const tree = treeOf(shown);
  return { plain, records, stored, shown, tree, text: await writeBpmn(tree.definitions) };
}

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:v="urn:v" id="D" targetNamespace="t">';

/** What the golden diagrams do not have. */
const ODD: Record<string, string> = {
  'ids of any script': `${OPEN}<process id="Prozeß"><task id="Prüfung 1" default="ж"/><task id="#2"/><sequenceFlow id="ж" sourceRef="Prüfung 1" targetRef="#2"/></process></definitions>`,
  'elements without ids': `${OPEN}<process><laneSet><lane><flowNodeRef>T</flowNodeRef></lane><lane name="b"/></laneSet><task id="T"/><task name="nameless"/></process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane><bpmndi:BPMNShape bpmnElement="T"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`,
  'words of vendors': `${OPEN}<process id="P" v:k="1" z="last"><extensionElements><v:a b="c"><v:d>text</v:d><e/></v:a></extensionElements><task id="T" v:name="&lt;&amp;&quot;"/></process></definitions>`,
  'references into values': `${OPEN}<interface id="I" name="i"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation></interface><message id="M"/><process id="P"><serviceTask id="T" operationRef="O"/><intermediateThrowEvent id="A"><linkEventDefinition id="L1" name="x"><target>L2</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id="B"><linkEventDefinition id="L2" name="x"><source>L1</source></linkEventDefinition></intermediateCatchEvent></process></definitions>`,
  'data associations': `${OPEN}<process id="P"><dataObject id="O"/><dataObjectReference id="R" dataObjectRef="O"/><task id="T"><property id="Q" name="q"/><dataInputAssociation id="A"><sourceRef>R</sourceRef><targetRef>Q</targetRef></dataInputAssociation></task></process></definitions>`,
};
const NAMED: [string, string][] = [...FIXTURES.map((name): [string, string] => [name, readFixture(name)]), ...Object.entries(ODD)];

describe('records', () => {
  it.each(NAMED)('keep all of %s on the way through a shared document', async (_name, original) => {
    const { plain, text, shown, stored } = await shared(original);
    expect(shown.hidden).toEqual(new Set());
    expect(shown.records.size).toBe(stored.size);
    const kept = compareKept(plain, text);
    expect(kept).toMatchObject({ elementsKept: kept.elements, namesKept: kept.names, foreignKept: kept.foreign });
    expect(diffBpmn(plain, text)).toMatchObject({ added: 0, removed: 0, changed: 0 });
  });

  it.each(NAMED)('of %s are what they were when read from the tree made of them', async (_name, original) => {
    const { shown, tree, records, stored } = await shared(original);
    expect(isEmpty(changesBetween(records, stored))).toBe(true);
    expect(changesBetween(shown.records, recordsOf(tree.definitions, shown.records))).toEqual({ added: new Map(), removed: new Set(), changed: new Map() });
  });

  it('keep the order of elements within their parents', async () => {
    const { plain, text } = await shared(readFixture('every-activity'));
    expect(text).toBe(plain);
  });

  it('store nothing that follows from other things', async () => {
    const { definitions } = await parseBpmn(readFixture('collaboration'));
    const entries = new Set([...recordsOf(definitions).values()].flatMap((record) => Object.keys(record)));
    for (const derived of ['incoming', 'outgoing', 'flowNodeRef', 'id']) expect(entries.has(derived)).toBe(derived === 'id');
    expect([...recordsOf(definitions)].filter(([, record]) => 'id' in record).map(([key]) => key)).toEqual(['#definitions']);
  });

  it('are the same whether a vendor has a package or not', async () => {
    const { BpmnModdle } = await import('bpmn-moddle');
    const pack = {
      name: 'v', prefix: 'v', uri: 'urn:v', xml: { tagAlias: 'lowerCase' },
      types: [
        { name: 'Extended', extends: ['bpmn:Task'], properties: [{ name: 'assignee', isAttr: true, type: 'String' }] },
        { name: 'Form', superClass: ['Element'], properties: [{ name: 'fields', type: 'Field', isMany: true }, { name: 'key', isAttr: true, type: 'String' }] },
        { name: 'Field', properties: [{ name: 'open', isAttr: true, type: 'Boolean' }, { name: 'text', isBody: true, type: 'String' }] },
      ],
    };
    const text = `${OPEN}<process id="P"><task id="T" v:assignee="me"><extensionElements><v:form key="k"><v:field open="true">a</v:field><v:field>b</v:field></v:form></extensionElements></task></process></definitions>`;
    const moddle = new BpmnModdle({ v: pack });
    const { rootElement } = await moddle.fromXML(text, 'bpmn:Definitions');
    const { definitions } = await parseBpmn(text);
    const records = recordsOf(definitions);
    const none = { added: new Map(), removed: new Set(), changed: new Map() };
    expect(changesBetween(records, recordsOf(rootElement as never))).toEqual(none);
    // And the other way round: what the package knows is of its types in a tree made with it, and says the same.
    const tree = treeOf(project(records), moddle);
    expect(tree.elements.get('T')).toMatchObject({ assignee: 'me', extensionElements: { values: [{ $type: 'v:Form', key: 'k', fields: [{ $type: 'v:Field', open: true, text: 'a' }, { text: 'b' }] }] } });
    expect(changesBetween(records, recordsOf(tree.definitions, records))).toEqual(none);
    // What the type could not hold is kept as it is written.
    const odd = new Map(records).set('T', { ...records.get('T')!, extensionElements: { values: [{ $type: 'v:form', $uri: 'urn:v', $children: [{ $type: 'v:odd', $uri: 'urn:v' }] }] } });
    const other = treeOf(project(odd), moddle);
    expect(other.elements.get('T')).toMatchObject({ extensionElements: { values: [{ $type: 'v:form', $children: [{ $type: 'v:odd' }] }] } });
    expect(changesBetween(odd, recordsOf(other.definitions, odd))).toEqual(none);
  });

  it('leave out points and boxes without a number that a canvas came to', async () => {
    const { shown, tree } = await shared(readFixture('order-process'));
    const edge = [...shown.records].find(([, { $type }]) => $type === 'bpmndi:BPMNEdge')![0];
    const shape = [...shown.records].find(([, { $type }]) => $type === 'bpmndi:BPMNShape')![0];
    const points = tree.elements.get(edge)!['waypoint'] as { x: number }[];
    for (const point of points) point.x = Number.NaN;
    (tree.elements.get(shape)!['bounds'] as { width: number }).width = Number.NaN;
    const now = recordsOf(tree.definitions, shown.records);
    expect(now.get(shape)).toEqual(shown.records.get(shape));
    // From the middle of the one to the middle of the other.
    expect(waypointsOf(now.get(edge)!)?.points).toHaveLength(2);
  });
});
