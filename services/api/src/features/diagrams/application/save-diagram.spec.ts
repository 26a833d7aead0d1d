import { describe, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML, gateDocument } from '@bpmn-studio/bpmn';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { AdmitDocument } from './admit-document.js';
import { seal } from './bpmn-document.js';
import type { Diagrams } from './ports.js';
import { SaveDiagram } from './save-diagram.js';

const author = { userId: '00000000-0000-4000-8000-000000000001', requestId: 'request-1' };
const id = '00000000-0000-4000-8000-0000000000d1';

function given() {
  const save = jest.fn<Diagrams['save']>().mockResolvedValue({} as DiagramSummary);
  return { save, useCase: new SaveDiagram({ save } as unknown as Diagrams, new AdmitDocument({ read: async (document) => gateDocument(document) })) };
}

describe('save diagram', () => {
  it('keeps the bytes exactly as the text was sent', async () => {
    const { save, useCase } = given();
    const bpmnXml = `\ufeff${EMPTY_DIAGRAM_XML.replaceAll('\n', '\r\n')}<!-- é漢😀 -->`;
    await useCase.run(author, { id, ifMatch: 3, bpmnXml });
    expect(save).toHaveBeenCalledWith(author, expect.objectContaining({ expectedVersion: 3, document: seal({ bytes: Buffer.from(bpmnXml, 'utf8'), encoding: 'utf-8' }) }), undefined);
  });

  it.each([
    ['no version', {}, 'request.precondition_required'],
    ['two versions that differ', { ifMatch: 3, expectedVersion: 4 }, 'request.invalid'],
    ['what is no BPMN', { ifMatch: 3, bpmnXml: '<html/>' }, 'bpmn.invalid'],
    ['a NUL', { ifMatch: 3, bpmnXml: `${EMPTY_DIAGRAM_XML}\0` }, 'bpmn.invalid'],
    ['half a character', { ifMatch: 3, bpmnXml: `${EMPTY_DIAGRAM_XML}<!-- \ud800 -->` }, 'bpmn.invalid'],
    ['what is too large', { ifMatch: 3, bpmnXml: `${EMPTY_DIAGRAM_XML}<!-- ${'é'.repeat(2.6 * 1024 * 1024)} -->` }, 'bpmn.too_large'],
  ])('refuses %s and stores nothing', async (_what, change, code) => {
    const { save, useCase } = given();
    await expect(useCase.run(author, { id, ...change })).rejects.toMatchObject({ code });
    expect(save).not.toHaveBeenCalled();
  });

  it('says where and why a document is refused', async () => {
    const { useCase } = given();
    const bpmnXml = EMPTY_DIAGRAM_XML.replace('</bpmn:process>', '</bpmn:proces>');
    const line = EMPTY_DIAGRAM_XML.slice(0, EMPTY_DIAGRAM_XML.indexOf('</bpmn:process>')).split('\n').length;
    await expect(useCase.run(author, { id, ifMatch: 1, bpmnXml })).rejects.toMatchObject({ code: 'bpmn.invalid', fields: { line, column: expect.any(Number), reason: 'not_well_formed' } });
  });

  it('binds an idempotency key to everything that was asked for', async () => {
    const { save, useCase } = given();
    const base = { id, ifMatch: 3, title: 'Order', idempotencyKey: 'key' };
    for (const change of [base, { ...base }, { ...base, ifMatch: 4 }, { ...base, title: 'Claim' }, { ...base, message: 'v1' }, { ...base, bpmnXml: EMPTY_DIAGRAM_XML }]) {
      await useCase.run(author, change);
    }
    const requests = save.mock.calls.map(([, , once]) => once?.request.toString('hex'));
    expect(requests[0]).toBe(requests[1]);
    expect(new Set(requests).size).toBe(5);
  });
});
