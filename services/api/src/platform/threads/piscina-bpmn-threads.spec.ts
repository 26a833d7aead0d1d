import { afterAll, describe, expect, it } from '@jest/globals';
import { BpmnGateError, diffBpmn, EMPTY_DIAGRAM_XML, gateDocument, mergeBpmn } from '@bpmn-studio/bpmn';
import { BpmnThreadError } from './bpmn-threads.js';
import { PiscinaBpmnThreads } from './piscina-bpmn-threads.js';

const document = Buffer.from(EMPTY_DIAGRAM_XML);

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('threads for documents', () => {
  const threads = new PiscinaBpmnThreads();
  afterAll(() => threads.onApplicationShutdown());

  it('draw and index', async () => {
    expect((await threads.render(document)).svg).toMatch(/^<svg /);
    expect(await threads.index(document)).toContainEqual(expect.objectContaining({ type: 'bpmn:StartEvent' }));
  });

  it('compare and merge', async () => {
    const [mine, theirs] = [EMPTY_DIAGRAM_XML.replace('isExecutable', 'name="Mine" isExecutable'), EMPTY_DIAGRAM_XML.replace('id="StartEvent_1"', 'id="StartEvent_1" name="Theirs"')];
    expect(await threads.diff(EMPTY_DIAGRAM_XML, mine)).toEqual(diffBpmn(EMPTY_DIAGRAM_XML, mine));
    const input = { base: EMPTY_DIAGRAM_XML, mine, theirs };
    expect(await threads.merge(input)).toEqual(mergeBpmn(input));
    await expect(threads.diff('<nothing', mine)).rejects.toBeInstanceOf(BpmnThreadError);
  });

  it('let through and refuse as the gate itself does', async () => {
    const bytes = Buffer.from(`\ufeff${EMPTY_DIAGRAM_XML}`, 'utf16le');
    expect(await threads.gate(bytes)).toEqual(gateDocument(bytes));
    for (const broken of [EMPTY_DIAGRAM_XML.replace('</bpmn:process>', ''), `${EMPTY_DIAGRAM_XML}\0`, Buffer.alloc(0)]) {
      const expected = thrownBy(() => gateDocument(broken));
      expect(expected).toBeInstanceOf(BpmnGateError);
      await expect(threads.gate(broken)).rejects.toEqual(expected);
    }
  });

  it('say of a document that it cannot be read, for good', async () => {
    const error = await threads.render(Buffer.from('<nothing/>')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BpmnThreadError);
    expect(error).toMatchObject({ reason: 'unreadable', temporary: false });
  });

  it('are stopped when they take too long, and replaced', async () => {
    const hasty = new PiscinaBpmnThreads(1);
    try {
      await expect(hasty.render(document)).rejects.toMatchObject({ reason: 'too_slow', temporary: false });
    } finally {
      await hasty.onApplicationShutdown();
    }
    expect((await threads.render(document)).elements).toBeGreaterThan(0);
  });

  it('say that they stop', async () => {
    const stopped = new PiscinaBpmnThreads();
    await stopped.onApplicationShutdown();
    await expect(stopped.index(document)).rejects.toMatchObject({ reason: 'stopped', temporary: true });
  });
});
