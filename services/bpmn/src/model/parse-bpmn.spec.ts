import { describe, expect, it, jest } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { BpmnGateError } from '../gate/bpmn-gate-error.js';
import { elementsOf } from './moddle-element.js';
import { parseBpmn, writeBpmn } from './parse-bpmn.js';
import { rewriteBpmn } from './rewrite-bpmn.js';

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"';

describe('parseBpmn', () => {
  it.each(FIXTURES)('reads the golden diagram %s without a warning', async (name) => {
    const { definitions, warnings } = await parseBpmn(readFixture(name));
    expect(definitions.$type).toBe('bpmn:Definitions');
    expect(warnings).toEqual([]);
  });

  it('does not mind a byte order mark or a declared encoding: the text is decoded', async () => {
    const { warnings } = await parseBpmn(`\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?>${OPEN}><process id="P" name="Prüfung"/></definitions>`);
    expect(warnings).toEqual([]);
  });

  it('is not held up by blanks in the declaration', async () => {
    const before = process.cpuUsage();
    const { warnings } = await parseBpmn(`<?xml version="1.0"${' '.repeat(100_000)}?>${OPEN}><process id="P"/></definitions>`);
    expect(warnings).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  it('says nothing on the console of what it cannot write', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const document = `${OPEN} xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color"><process id="P" color:fill="confidential"/></definitions>`;
    await writeBpmn((await parseBpmn(document)).definitions);
    await rewriteBpmn(document);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('reports what is lost, with the place and the element', async () => {
    const { warnings } = await parseBpmn(`${OPEN}>\n<process id="P">\n<task id="T" default="Nowhere"/>\n<bogus id="B"/></process></definitions>`);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatchObject({ line: 4, message: expect.stringContaining('Bogus') });
    expect(warnings[1]).toMatchObject({ elementId: 'T', message: expect.stringContaining('Nowhere') });
  });

  it('reports at most 500 warnings', async () => {
    const { warnings } = await parseBpmn(`${OPEN}><process id="P">${'<bogus/>'.repeat(900)}</process></definitions>`);
    expect(warnings).toHaveLength(500);
  });

  it('does not begin with what would have the parser complain for minutes', async () => {
    const tasks = (count: number) => `${OPEN}><process id="P">${'<task id="A" name="a"/>'.repeat(count)}</process></definitions>`;
    await expect(parseBpmn(tasks(20_000))).rejects.toMatchObject({ reason: 'not_bpmn', detail: expect.stringMatching(/^More than \d+ of its elements/) });
    expect((await parseBpmn(tasks(1_000))).warnings).toHaveLength(500);
  });

  it('refuses what is no model', async () => {
    await expect(parseBpmn('<html/>')).rejects.toBeInstanceOf(BpmnGateError);
    await expect(parseBpmn('not xml')).rejects.toMatchObject({ reason: 'not_bpmn' });
  });

  it('keeps vendor content on the way through the model', async () => {
    const { definitions } = await parseBpmn(readFixture('vendor-extensions'));
    const xml = await writeBpmn(definitions);
    expect(elementsOf(definitions, 'rootElements')[0]?.$attrs).toMatchObject({ 'camunda:historyTimeToLive': '30' });
    expect(xml).toContain('<acme:owner>Finance &amp; Control</acme:owner>');
    expect(xml).toContain('zeebe:input');
  });
});
