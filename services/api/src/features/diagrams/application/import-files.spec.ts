import { describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML, gateDocument } from '@bpmn-studio/bpmn';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import type { Ids } from '../../../kernel/ids.js';
import { AdmitDocument } from './admit-document.js';
import { ImportFiles } from './import-files.js';
import type { DiagramDraft, Diagrams, FileReport, Imports, Once, WaitingFile } from './ports.js';

const job = { importId: 'import-1', workspaceId: 'workspace-1', userId: 'user-1' };
const model = Buffer.from(EMPTY_DIAGRAM_XML.replace('isExecutable', 'name="Order" isExecutable'));

/** Imports and diagrams in memory; `fail` is thrown once by the first create. */
function given(files: readonly (readonly [string, Buffer])[], fail?: Error) {
  const reports = new Map<number, FileReport>();
  const created = new Map<string, DiagramDraft>();
  let failure = fail;
  const imports: Pick<Imports, 'nextFile' | 'reportFile'> = {
    async nextFile(_workspace, _import, after): Promise<WaitingFile | undefined> {
      const index = files.findIndex((_, at) => at + 1 > after && !reports.has(at + 1));
      const file = files[index];
      return file && { position: index + 1, name: file[0], projectId: null, bytes: file[1] };
    },
    async reportFile(_workspace, _import, position, report) {
      reports.set(position, report);
    },
  };
  const diagrams: Pick<Diagrams, 'create'> = {
    async create(_author, draft: DiagramDraft, once?: Once) {
      if (failure) {
        const thrown = failure;
        failure = undefined;
        throw thrown;
      }
      const key = once?.key ?? draft.id;
      if (!created.has(key)) created.set(key, draft);
      return { id: created.get(key)?.id } as DiagramSummary;
    },
  };
  let count = 0;
  const ids: Ids = { uuid: () => `id-${++count}` };
  return { reports, created, useCase: new ImportFiles(diagrams as Diagrams, imports as Imports, new AdmitDocument({ read: async (document) => gateDocument(document) }), ids) };
}

describe('import files', () => {
  it('makes a diagram of each model, titled by the model or the file', async () => {
    const { useCase, reports, created } = given([['a.bpmn', model], ['folder/Claim.bpmn', Buffer.from(EMPTY_DIAGRAM_XML)]]);
    await useCase.run(job);
    expect([...created.values()].map((draft) => draft.title)).toEqual(['Order', 'Claim']);
    expect([...reports.values()]).toEqual([{ diagramId: 'id-1' }, { diagramId: 'id-2' }]);
  });

  it('reports a broken file with its line and goes on', async () => {
    const { useCase, reports } = given([['bad.bpmn', Buffer.from(EMPTY_DIAGRAM_XML.replace('</bpmn:process>', ''))], ['good.bpmn', model]]);
    await useCase.run(job);
    expect(reports.get(1)).toMatchObject({ detail: expect.any(String), line: 13 });
    expect(reports.get(2)).toEqual({ diagramId: 'id-1' });
  });

  it('keeps the bytes of another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(model.toString().replace('UTF-8', 'UTF-16'), 'utf16le')]);
    const { useCase, created } = given([['a.bpmn', bytes]]);
    await useCase.run(job);
    expect([...created.values()][0]).toMatchObject({ document: { bytes, encoding: 'utf-16le' }, title: 'Order' });
  });

  it('leaves the file waiting when the fault is ours, and never makes two of it', async () => {
    const { useCase, reports, created } = given([['a.bpmn', model]], new AppError('server.unavailable'));
    await expect(useCase.run(job)).rejects.toMatchObject({ code: 'server.unavailable' });
    expect(reports.size).toBe(0);
    await useCase.run(job);
    await useCase.run(job);
    expect(created.size).toBe(1);
    expect(reports.get(1)).toEqual({ diagramId: expect.any(String) });
  });

  it('reports a file its user may no longer add', async () => {
    const { useCase, reports } = given([['a.bpmn', model]], new AppError('auth.forbidden', 'Ask an owner.'));
    await useCase.run(job);
    expect(reports.get(1)).toEqual({ detail: 'Ask an owner.', line: null, column: null });
  });

  it('lets no file that a fault of ours keeps out hold up the others', async () => {
    const { useCase, reports } = given([['a.bpmn', model], ['b.bpmn', model]], new Error('a bug'));
    await expect(useCase.run(job)).rejects.toThrow('a bug');
    expect([...reports.keys()]).toEqual([2]);
    await useCase.run(job);
    expect([...reports.keys()].sort()).toEqual([1, 2]);
  });
});
