import { describe, expect, it } from '@jest/globals';
import { parseBpmn } from '../model/parse-bpmn.js';
import type { MergeInput } from './bpmn-merge.js';
import { mergeBpmn } from './merge-bpmn.js';

const BASE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="t">
  <process id="P">
    <laneSet id="LS">
      <lane id="L1" name="One"><flowNodeRef>A</flowNodeRef></lane>
      <lane id="L2" name="Two"></lane>
      <lane id="L3" name="Three"></lane>
    </laneSet>
    <task id="A" name="Ask"><!-- a -->
      <outgoing>F</outgoing>
    </task>
    <task id="B" name="Build">
      <incoming>F</incoming>
    </task>
    <sequenceFlow id="F" sourceRef="A" targetRef="B"/>
    <task id="C" name="Close"/>
  </process>
  <di:BPMNDiagram id="D">
    <di:BPMNPlane id="DP" bpmnElement="P">
      <di:BPMNShape id="A_di" bpmnElement="A"><dc:Bounds x="0" y="0" width="100" height="80"/></di:BPMNShape>
      <di:BPMNShape id="B_di" bpmnElement="B"><dc:Bounds x="200" y="0" width="100" height="80"/></di:BPMNShape>
      <di:BPMNShape id="C_di" bpmnElement="C"><dc:Bounds x="400" y="0" width="100" height="80"/></di:BPMNShape>
      <di:BPMNEdge id="F_di" bpmnElement="F"><dd:waypoint x="100" y="40"/><dd:waypoint x="200" y="40"/></di:BPMNEdge>
    </di:BPMNPlane>
  </di:BPMNDiagram>
</definitions>
`;

type Edit = (text: string) => string;
const set = (from: string | RegExp, to: string): Edit => (text) => {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`Nothing of ${String(from)}`);
  return changed;
};
const all = (...edits: Edit[]): Edit => (text) => edits.reduce((now, edit) => edit(now), text);
const remove = (id: string): Edit => set(new RegExp(`\\s*<(\\w+) id="${id}"(?:[^>]*/>|[^]*?</\\1>)`), '');
const drawn = (id: string): Edit => set(new RegExp(`\\s*<(di:\\w+) id="${id}_di"[^]*?</\\1>`), '');
const merge = (mine: Edit, theirs: Edit, choices?: MergeInput['choices'], base = BASE) => mergeBpmn({ base, mine: mine(base), theirs: theirs(base), ...(choices ? { choices } : {}) });
const DELETE_B = all(remove('B'), drawn('B'), remove('F'), drawn('F'), set('\n      <outgoing>F</outgoing>', ''));

describe('mergeBpmn', () => {
  it('writes my changes into their text, and nothing else', () => {
    const { text, clashes, mine, theirs, related } = merge(set('"Ask"', '"Answer"'), set('"Close"', '"Shut"'));
    expect(text).toBe(BASE.replace('"Ask"', '"Answer"').replace('"Close"', '"Shut"'));
    expect({ clashes, mine, theirs, related }).toEqual({ clashes: [], mine: 1, theirs: 1, related: true });
  });

  it('asks when both set a property differently, and takes what was chosen', () => {
    const [mine, theirs] = [set('"Ask"', '"Mine"'), set('"Ask"', '"Theirs"')];
    const { text, clashes } = merge(mine, theirs);
    expect(clashes).toEqual([{ id: 'property:A:name', elementId: 'A', type: 'bpmn:Task', name: 'Theirs', kind: 'property', property: 'name', base: 'Ask', mine: 'Mine', theirs: 'Theirs' }]);
    expect(text).toBe(theirs(BASE));
    expect(merge(mine, theirs, { 'property:A:name': 'mine' })).toEqual({ ...merge(mine, theirs), text: mine(BASE) });
  });

  it('asks about what one deleted and the other changed; with the element stays what went with it', () => {
    const rename = set('"Build"', '"Make"');
    const kept = merge(DELETE_B, rename);
    expect(kept.clashes).toMatchObject([{ kind: 'deleted', elementId: 'B', property: '', base: 'Make', mine: null, theirs: 'Make' }]);
    expect(kept.text).toBe(rename(BASE));
    expect(merge(DELETE_B, rename, { 'deleted:B:': 'mine' }).text).toBe(DELETE_B(BASE));
    const back = merge(rename, DELETE_B, { 'deleted:B:': 'mine' }).text;
    for (const part of ['name="Make"', 'id="B_di"', 'id="F"', 'id="F_di"', '<outgoing>F</outgoing>', '<incoming>F</incoming>']) expect(back).toContain(part);
    expect(merge(rename, DELETE_B).text).toBe(DELETE_B(BASE));
  });

  it('asks about what one deleted and the other joined to something', () => {
    const join = set('<task id="C"', '<sequenceFlow id="G" sourceRef="C" targetRef="B"/>\n    <task id="C"');
    expect(merge(join, DELETE_B).clashes).toMatchObject([{ kind: 'deleted', elementId: 'B', mine: 'Build', theirs: null }]);
    expect(merge(join, DELETE_B).text).toBe(DELETE_B(BASE));
  });

  it('keeps a flow that was joined to something else before its end went', () => {
    const { text, clashes } = merge(set('targetRef="B"', 'targetRef="C"'), all(DELETE_B));
    expect(clashes).toEqual([]);
    expect(text).toContain('<sequenceFlow id="F" sourceRef="A" targetRef="C"/>');
    expect(text).toContain('id="F_di"');
  });

  it('does not ask about what was moved and deleted', () => {
    expect(merge(set('x="200" y="0"', 'x="200" y="300"'), DELETE_B)).toMatchObject({ text: DELETE_B(BASE), clashes: [] });
  });

  it('lets the ends of a line follow what each side moved', () => {
    const mine = all(set('x="0" y="0"', 'x="0" y="100"'), set('x="100" y="40"', 'x="100" y="140"'));
    const theirs = all(set('x="200" y="0"', 'x="250" y="0"'), set('x="200" y="40"', 'x="250" y="40"'));
    const { text, clashes } = merge(mine, theirs);
    expect(clashes).toEqual([]);
    expect([...text.matchAll(/waypoint x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => `${x} ${y}`)).toEqual(['100 140', '250 40']);
  });

  it('asks about a shape both moved, not about one that was moved here and made larger there', () => {
    expect(merge(set('x="400"', 'x="500"'), set('x="400"', 'x="600"')).clashes).toMatchObject([{ elementId: 'C', property: 'bounds', base: '400, 0, 100 × 80', mine: '500, 0, 100 × 80' }]);
    const { text, clashes } = merge(set('x="400"', 'x="500"'), set('x="400" y="0" width="100"', 'x="400" y="0" width="150"'));
    expect(clashes).toEqual([]);
    expect(text).toContain('x="500" y="0" width="150"');
  });

  it('keeps what both added, once where it is the same', () => {
    const add = (id: string, name: string) => set('<task id="C"', `<task id="${id}" name="${name}"/>\n    <task id="C"`);
    expect(merge(add('X', 'x'), add('Y', 'y')).text).toMatch(/id="X"[^]*id="Y"|id="Y"[^]*id="X"/);
    expect(merge(all(add('X', 'x'), set('"Ask"', '"A"')), add('X', 'x')).text.match(/id="X"/g)).toHaveLength(1);
  });

  it('draws side by side what both put in the same place', () => {
    const add = (id: string) => all(set('<task id="C"', `<task id="${id}"/>\n    <task id="C"`), set('<di:BPMNEdge', `<di:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="200" y="100" width="100" height="80"/></di:BPMNShape>\n      <di:BPMNEdge`));
    for (const { text } of [merge(add('X'), add('Y')), merge(add('Y'), add('X'))]) {
      expect(text).toMatch(/bpmnElement="X">\s*<dc:Bounds x="200" y="100"/);
      expect(text).toMatch(/bpmnElement="Y">\s*<dc:Bounds x="200" y="210"/);
    }
  });

  it('renames mine where both gave one id to different elements', () => {
    const { text, clashes } = merge(set('<task id="C"', '<task id="X" name="x"/><sequenceFlow id="G" sourceRef="X" targetRef="C"/>\n    <task id="C"'), set('<task id="C"', '<userTask id="X" name="other"/>\n    <task id="C"'));
    expect(clashes).toEqual([]);
    expect(text).toContain('<userTask id="X" name="other"/>');
    expect(text).toContain('<task id="X_2" name="x"/>');
    expect(text).toContain('sourceRef="X_2"');
  });

  it('joins the vendor data both gave an element, and asks about the documentation both wrote', () => {
    const give = (inner: string) => set('name="Close"/>', `name="Close">${inner}</task>`);
    const vendor = (value: string) => `<extensionElements xmlns:v="urn:v"><v:a is="${value}"/></extensionElements>`;
    const { text, clashes } = merge(give(vendor('1')), give(vendor('2')));
    expect(clashes).toEqual([]);
    expect(text.match(/<extensionElements/g)).toHaveLength(1);
    expect(text).toContain('is="1"');
    expect(text).toContain('is="2"');
    expect(merge(give('<documentation>m</documentation>'), give('<documentation>t</documentation>')).clashes).toMatchObject([{ elementId: 'C', property: 'documentation', base: null, mine: 'm', theirs: 't' }]);
  });

  it('asks about a node both put into another lane', () => {
    const into = (lane: string) => all(set('<flowNodeRef>A</flowNodeRef>', ''), set(new RegExp(`(id="${lane}"[^>]*>)`), '$1<flowNodeRef>A</flowNodeRef>'));
    const { text, clashes } = merge(into('L2'), into('L3'));
    expect(clashes).toMatchObject([{ elementId: 'A', property: 'lane', base: 'One', mine: 'Two', theirs: 'Three' }]);
    expect(text).toBe(into('L3')(BASE));
    const mine = merge(into('L2'), into('L3'), { 'property:A:lane': 'mine' }).text;
    expect(mine.match(/<flowNodeRef>/g)).toHaveLength(1);
    expect(mine).toMatch(/id="L2" name="Two">\s*<flowNodeRef>A/);
    expect(merge(into('L2'), into('L2')).clashes).toEqual([]);
  });

  it('does not let an optional reference dangle', async () => {
    const based = set('name="Ask"', 'name="Ask" default="F"')(BASE);
    const { text, clashes } = merge(set('"Close"', '"Shut"'), all(DELETE_B, set(' default="F"', '')), undefined, based);
    expect(clashes).toEqual([]);
    expect((await parseBpmn(text)).warnings).toEqual([]);
  });

  it('says so when the documents have nothing in common', () => {
    const other = BASE.replaceAll(/(id|bpmnElement|sourceRef|targetRef)="/g, '$1="x').replaceAll(/>(A|F)</g, '>x$1<');
    expect(mergeBpmn({ base: BASE, mine: other, theirs: BASE })).toEqual({ text: BASE, clashes: [], unlisted: 0, mine: 0, theirs: 0, related: false });
  });

  it('keeps the prefixes, lines and comments of their text', () => {
    const theirs = all(set('"Close"', '"Shut"'), (text) => text.replaceAll('\n', '\r\n'));
    const { text } = merge(set('<task id="C"', '<task id="N"/>\n    <task id="C"'), theirs);
    expect(text).toBe(theirs(BASE).replace('    <task id="C"', '    <task id="N"/>\r\n    <task id="C"'));
  });
});
