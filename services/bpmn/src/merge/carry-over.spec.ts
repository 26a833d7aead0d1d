import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { canonicalXml } from '../testing/canonical-xml.js';
import { randomEdits, seeded } from '../testing/random-edit.js';
import { carryOver } from './carry-over.js';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

const ODD = `\ufeff<?xml version='1.0' encoding='ISO-8859-1' standalone="yes"?>
<!-- made by hand -->
<b:definitions   xmlns:b="${BPMN}" xmlns:v="urn:vendor"
    targetNamespace='t' v:tool="1 &gt; 0">
\t<b:process id="P"><!-- first --><v:note kind='x'>kept &amp; sound</v:note>
\t\t<b:task name='Old' id="T"  v:cost="3">
\t\t\t<b:documentation><![CDATA[a < b]]></b:documentation>
\t\t\t<b:unheard of="T"/>
\t\t</b:task>
\t\t<!-- about U -->
\t\t<b:userTask id="U"/>
\t\t<b:sequenceFlow id="F" sourceRef="T" targetRef="U" />
\t</b:process>
</b:definitions>
<?after all?>
`;

async function edit(original: string, change: (before: string) => string) {
  const before = await writeBpmn((await parseBpmn(original)).definitions);
  const after = change(before);
  expect(after).not.toBe(before);
  return { ...(await carryOver(original, before, after)), after };
}

describe('carryOver', () => {
  it('keeps what the model leaves out of a shape that gets another id, as an editor gives to an element whose kind it changes', async () => {
    const drawn = (id: string, task: string, label: string) =>
      `<definitions xmlns="${BPMN}" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="t"><process id="P"><${task} id="T"/></process><di:BPMNDiagram id="D"><di:BPMNPlane id="L" bpmnElement="P"><di:BPMNShape id="${id}" bpmnElement="T"><dc:Bounds x="0" y="0" width="100" height="80"/>${label}</di:BPMNShape></di:BPMNPlane></di:BPMNDiagram></definitions>`;
    const { text, rewritten } = await carryOver(drawn('T_di', 'task', '<di:BPMNLabel/>'), drawn('T_di', 'task', ''), drawn('T_new', 'userTask', ''));
    expect(rewritten).toBe(false);
    expect(text).toBe(drawn('T_new', 'userTask', '<di:BPMNLabel/>'));
  });

  it('leaves out what the editor says before and after alike, although the document does not say it', async () => {
    const { text, rewritten } = await carryOver(ODD, ...(['Old', 'New'].map((name) => `<definitions xmlns="${BPMN}" targetNamespace="t" exporter="e"><process id="P"><task id="T" name="${name}"><documentation>a &lt; b</documentation></task><userTask id="U"/><sequenceFlow id="F" sourceRef="T" targetRef="U"/></process></definitions>`) as [string, string]));
    expect({ text, rewritten }).toEqual({ text: ODD.replace("'ISO-8859-1'", "'UTF-8'").replace("name='Old'", "name='New'"), rewritten: false });
  });

  it('changes nothing when nothing was edited', async () => {
    const before = await writeBpmn((await parseBpmn(ODD)).definitions);
    expect(await carryOver(ODD, before, before)).toEqual({ text: ODD, rewritten: false, lost: [] });
  });

  it('changes only the value of an edited attribute, and says UTF-8', async () => {
    const { text, rewritten } = await edit(ODD, (before) => before.replace('name="Old"', 'name="It\'s &#34;new&#34;"'));
    expect(rewritten).toBe(false);
    expect(text).toBe(ODD.replace("'ISO-8859-1'", "'UTF-8'").replace("name='Old'", "name='It&apos;s \"new\"'"));
  });

  it('keeps a CDATA section and the lines of the document', async () => {
    const windows = ODD.replaceAll('\n', '\r\n').replace("'ISO-8859-1'", "'utf-8'");
    const { text } = await edit(windows, (before) => before.replace('a &lt; b', 'c &lt;\nd').replace('<![CDATA[a < b]]>', '<![CDATA[c <\nd]]>'));
    expect(text).toBe(windows.replace('a < b', 'c <\r\nd'));
  });

  it('adds elements with the prefixes and the indentation of the document', async () => {
    const { text, rewritten } = await edit(ODD, (before) => before.replace('<b:userTask id="U"', '<b:task id="N" name="New"><b:documentation>why</b:documentation></b:task><b:userTask id="U"'));
    expect(rewritten).toBe(false);
    expect(text).toContain('\n\t\t<b:task id="N" name="New">\n\t\t\t<b:documentation>why</b:documentation>\n\t\t</b:task>');
    expect(text.length - ODD.length).toBeLessThan(100);
  });

  it('declares a namespace the document does not know', async () => {
    const { text, rewritten } = await edit(ODD, (before) => before.replace('<b:definitions ', '<b:definitions xmlns:v2="urn:other" ').replace('<b:userTask id="U"', '<b:userTask id="U" v2:a="1"'));
    expect(rewritten).toBe(false);
    expect(text).toContain('xmlns:v2="urn:other"');
    expect(text).toContain('<b:userTask id="U" v2:a="1"/>');
  });

  it('takes away what was deleted and leaves the comments', async () => {
    const { text, rewritten } = await edit(ODD, (before) => before.replace(/\s*<b:userTask[^]*?(?:\/>|<\/b:userTask>)/, '').replace(/\s*<b:sequenceFlow[^>]*\/>/, ''));
    expect(rewritten).toBe(false);
    expect(text).toBe(ODD.replace("'ISO-8859-1'", "'UTF-8'").replace('\n\t\t<b:userTask id="U"/>\n\t\t<b:sequenceFlow id="F" sourceRef="T" targetRef="U" />', ''));
  });

  it('moves an element with all the model does not know of it', async () => {
    const original = ODD.replace('<b:userTask id="U"/>', '<b:userTask id="U"/><b:subProcess id="S"><b:task id="I"/></b:subProcess>').replace(/\t\t<b:sequenceFlow.*\n/, '');
    const { text, rewritten } = await edit(original, (before) => {
      const task = /<b:task id="T"[^]*?<\/b:task>/.exec(before)![0];
      return before.replace(task, '').replace('<b:task id="I" />', `<b:task id="I" />${task}`);
    });
    expect(rewritten).toBe(false);
    expect(text).toMatch(/<b:task id="I"\/><b:task name='Old' id="T" {2}v:cost="3">\n\t\t\t<b:documentation>[^]*<b:unheard of="T"\/>\n\t\t<\/b:task><\/b:subProcess>/);
  });

  it('keeps what has an id the model refuses, and takes edits of it over', async () => {
    const original = `<definitions xmlns="${BPMN}" targetNamespace="t"><process id="Größe"><task id="1" name="a" /></process></definitions>`;
    const { text, rewritten } = await edit(original, (before) => before.replace('name="a"', 'name="b"'));
    expect({ text, rewritten }).toEqual({ text: original.replace('"a"', '"b"'), rewritten: false });
  });

  it('writes types with the prefix that means the same here', async () => {
    const original = `<definitions xmlns="${BPMN}" targetNamespace="t">\n  <process id="P">\n    <task id="A" />\n    <task id="B" />\n    <sequenceFlow id="F" sourceRef="A" targetRef="B" />\n  </process>\n</definitions>\n`;
    const state = (inner: string) => `<x:definitions xmlns:x="${BPMN}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t"><x:process id="P"><x:task id="A"/><x:task id="B"/><x:sequenceFlow id="F" sourceRef="A" targetRef="B">${inner}</x:sequenceFlow></x:process></x:definitions>`;
    const { text, rewritten } = await carryOver(original, state(''), state('<x:conditionExpression xsi:type="x:tFormalExpression">y</x:conditionExpression>'));
    expect(rewritten).toBe(false);
    expect(text).toContain('\n    <sequenceFlow id="F" sourceRef="A" targetRef="B">\n      <conditionExpression xsi:type="tFormalExpression">y</conditionExpression>\n    </sequenceFlow>');
  });

  it('follows a new order without touching what stays in its order', async () => {
    const original = readFixture('order-process');
    const { text, rewritten } = await edit(original, (before) => {
      const shapes = [...before.matchAll(/<bpmndi:BPMNShape[^]*?<\/bpmndi:BPMNShape>/g)].map(([shape]) => shape);
      return before.replace(shapes[0]!, '').replace(shapes[2]!, `${shapes[2]!}${shapes[0]!}`);
    });
    expect(rewritten).toBe(false);
    expect(text.split('\n').sort()).toEqual(original.split('\n').sort());
  });

  it('writes anew what cannot be carried over, and says what that loses', async () => {
    const original = ODD.replace('<b:userTask id="U"/>', '<b:userTask id="U"/>\n\t\t<b:userTask id="U"/>');
    const before = await writeBpmn((await parseBpmn(original)).definitions);
    const after = before.replace('</b:process>', '<b:task id="X" default="Y" /></b:process>');
    const result = await carryOver(original, before, after);
    expect(result).toMatchObject({ text: after, rewritten: true });
    expect(result.lost).toEqual(expect.arrayContaining([expect.objectContaining({ elementId: 'T', type: 'bpmn:Task', name: 'Old', what: 'the element b:unheard' }), expect.objectContaining({ elementId: 'U', what: 'the element b:userTask' })]));
  });

  it.each(FIXTURES)('carries any edits of %s over', async (name) => {
    const original = readFixture(name).replace('<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="UTF-8"?><!-- kept -->');
    const before = await writeBpmn((await parseBpmn(original)).definitions);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 6 }), async (seed, many) => {
        const { text: after } = await randomEdits(original, seeded(seed), many);
        const { text, rewritten } = await carryOver(original, before, after);
        expect(rewritten).toBe(false);
        expect(text).toContain('<!-- kept -->');
        expect(canonicalXml(await writeBpmn((await parseBpmn(text)).definitions))).toBe(canonicalXml(after));
      }),
      { numRuns: 6, seed: 20_261_121 },
    );
  });
});
