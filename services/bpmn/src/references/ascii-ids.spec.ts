import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { asciiIds } from './ascii-ids.js';

const DOCUMENT = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" targetNamespace="t">
  <process id="Prüfung"><!-- Prüfung -->
    <startEvent id="1" name="Größe"><outgoing>Fluß 1</outgoing></startEvent>
    <task id="Aufgabe" default='Fluß 1' name="1"><incoming>Fluß 1</incoming></task>
    <sequenceFlow id="Fluß 1" sourceRef="1" targetRef="Aufgabe"/>
  </process>
  <di:BPMNDiagram><di:BPMNPlane bpmnElement="Prüfung"><di:BPMNShape id="_u31_" bpmnElement="1"/></di:BPMNPlane></di:BPMNDiagram>
</definitions>`;

describe('asciiIds', () => {
  it.each(FIXTURES)('leaves %s as it is', (name) => {
    const text = readFixture(name);
    expect(asciiIds(text).text).toBe(text);
    expect(asciiIds(text).restore(text)).toBe(text);
  });

  it('renames ids and references, nothing else, and back again', () => {
    const { text, restore, originals } = asciiIds(DOCUMENT);
    expect([...originals.keys()].every((id) => /^[a-z_][\w.-]*$/i.test(id))).toBe(true);
    expect(text).toContain('<!-- Prüfung -->');
    expect(text).toContain('name="Größe"');
    expect(text).toContain('id="Aufgabe"');
    expect(text).toMatch(/name="1"><incoming>Flu_udf__u20_1</);
    expect(restore(text)).toBe(DOCUMENT);
  });

  it('restores what an editor made of it', () => {
    const { text, restore } = asciiIds(DOCUMENT);
    expect(restore(text.replace('name="1"', 'name="2"').replace('"Aufgabe"', '"Neu"'))).toBe(DOCUMENT.replace('name="1"', 'name="2"').replace('"Aufgabe"', '"Neu"'));
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('renames %s, which a plain object has already', (id) => {
    const document = DOCUMENT.replaceAll('Aufgabe', id);
    const { text, restore, originals } = asciiIds(document);
    expect(originals.get(`${id}_2`)).toBe(id);
    expect(text).toContain(`targetRef="${id}_2"`);
    expect(restore(text)).toBe(document);
  });

  it('lets the model keep what it would drop', async () => {
    const { definitions, warnings } = await parseBpmn(DOCUMENT);
    expect(warnings).toEqual([]);
    const written = await writeBpmn(definitions);
    for (const part of ['id="Prüfung"', 'id="Fluß 1"', 'sourceRef="1"', 'bpmnElement="Prüfung"', '<outgoing>Fluß 1</outgoing>']) expect(written).toContain(part);
  });
});
