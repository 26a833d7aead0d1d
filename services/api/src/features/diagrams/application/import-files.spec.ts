import { describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML, gateDocument, inspectBpmn } from '@bpmn-studio/bpmn';
import type { DiagramSummary, ImportReport } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import type { Ids } from '../../../kernel/ids.js';
import { AdmitDocument } from './admit-document.js';
import { ImportFiles } from './import-files.js';
import { textOf } from './bpmn-document.js';
import { LookIntoImport } from './look-into-import.js';
import type { DiagramChange, DiagramDraft, Diagrams, DocumentInspector, FileReport, Imports, LaidOutDocument, Once, WaitingFile } from './ports.js';

const job = { importId: 'import-1', workspaceId: 'workspace-1', userId: 'user-1' };
const model = Buffer.from(EMPTY_DIAGRAM_XML.replace('isExecutable', 'name="Order" isExecutable'));

/** Imports and diagrams in memory; `fail` is thrown once by the first create, `failSave` by each save. */
function given(files: readonly (readonly [string, Buffer])[], fail?: Error, { layout, failSave, blind = false }: { layout?: LaidOutDocument; failSave?: Error; blind?: boolean } = {}) {
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
  const saved = new Map<string, DiagramChange>();
  const diagrams: Pick<Diagrams, 'create' | 'save'> = {
    async save(_author, change, once) {
      if (failSave) throw failSave;
      saved.set(once?.key ?? '', change);
      return { id: change.id } as DiagramSummary;
    },
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
  const inspector: DocumentInspector = {
    inspect: async (document) => (blind ? undefined : ((await inspectBpmn(textOf(document), document.encoding)) as ImportReport)),
    layOut: async () => layout,
  };
  const admit = new AdmitDocument({ read: async (document) => gateDocument(document) });
  let count = 0;
  const ids: Ids = { uuid: () => `id-${++count}` };
  const lookInto = new LookIntoImport(diagrams as Diagrams, inspector, admit);
  return { reports, created, saved, useCase: new ImportFiles(diagrams as Diagrams, imports as Imports, admit, ids, lookInto) };
}

const imported = (diagramId: unknown) => ({ diagramId, findings: { found: expect.any(Object), report: expect.any(Object) } });
const bare = Buffer.from(EMPTY_DIAGRAM_XML.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '').replace('UTF-8', 'ISO-8859-1'));

describe('import files', () => {
  it('makes a diagram of each model, titled by the model or the file', async () => {
    const { useCase, reports, created } = given([['a.bpmn', model], ['folder/Claim.bpmn', Buffer.from(EMPTY_DIAGRAM_XML)]]);
    await useCase.run(job);
    expect([...created.values()].map((draft) => draft.title)).toEqual(['Order', 'Claim']);
    expect([...reports.values()]).toEqual([imported('id-1'), imported('id-2')]);
    expect(reports.get(1)).toMatchObject({ findings: { found: { warnings: 0, diagrams: 1, laidOut: false, counts: { events: 1 } }, report: { counts: { events: 1 } } } });
  });

  it('reports a broken file with its line and goes on', async () => {
    const { useCase, reports } = given([['bad.bpmn', Buffer.from(EMPTY_DIAGRAM_XML.replace('</bpmn:process>', ''))], ['good.bpmn', model]]);
    await useCase.run(job);
    expect(reports.get(1)).toMatchObject({ detail: expect.any(String), line: 13, quote: expect.stringContaining('definitions') });
    expect(reports.get(2)).toEqual(imported('id-1'));
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
    expect(reports.get(1)).toEqual(imported(expect.any(String)));
  });

  it('reports a file its user may no longer add', async () => {
    const { useCase, reports } = given([['a.bpmn', model]], new AppError('auth.forbidden', 'Ask an owner.'));
    await useCase.run(job);
    expect(reports.get(1)).toEqual({ detail: 'Ask an owner.', line: null, column: null, quote: null });
  });

  it('gives a file without a layout one, as version 2 in UTF-8, once', async () => {
    const layout = { text: bare.toString('latin1').replace('StartEvent_1"', 'StartEvent_1" name="laid out"'), shapes: 1, edges: 0, ids: 0, unplaced: [{ elementId: 'G', type: 'bpmn:Group', name: null, reason: 'it groups nothing' }, { elementId: 'H', type: 'bpmn:Group', name: 'Mine', reason: 'it groups nothing' }] };
    const { useCase, reports, saved, created } = given([['a.bpmn', bare]], undefined, { layout });
    await useCase.run(job);
    expect([...created.values()][0]?.document.bytes).toEqual(bare);
    const [[key, change] = []] = saved;
    expect(key).toBe('import:import-1:1:layout');
    expect(change).toMatchObject({ id: 'id-1', expectedVersion: 1, message: undefined, document: { encoding: 'utf-8' } });
    expect(change?.document?.bytes.toString()).toMatch(/encoding="UTF-8"/);
    expect(reports.get(1)).toMatchObject({ findings: { found: { laidOut: true, notices: 2 }, report: { totals: expect.arrayContaining([{ code: 'layout_added', count: 1 }, { code: 'layout_incomplete', count: 2 }]) } } });
    expect(JSON.stringify(reports.get(1))).not.toContain('no_layout');
  });

  it('leaves a file without a layout as it is when somebody was faster', async () => {
    const layout = { text: bare.toString('latin1'), shapes: 1, edges: 0, ids: 0, unplaced: [] };
    const { useCase, reports } = given([['a.bpmn', bare]], undefined, { layout, failSave: new AppError('diagram.version_conflict') });
    await useCase.run(job);
    expect(reports.get(1)).toMatchObject({ diagramId: 'id-1', findings: { found: { laidOut: false } } });
    expect(JSON.stringify(reports.get(1))).toContain('no_layout');
  });

  it('imports a file nobody can look into', async () => {
    const { useCase, reports } = given([['a.bpmn', model]], undefined, { blind: true });
    await useCase.run(job);
    expect(reports.get(1)).toEqual({ diagramId: 'id-1', findings: null });
  });

  it('lets no file that a fault of ours keeps out hold up the others', async () => {
    const { useCase, reports } = given([['a.bpmn', model], ['b.bpmn', model]], new Error('a bug'));
    await expect(useCase.run(job)).rejects.toThrow('a bug');
    expect([...reports.keys()]).toEqual([2]);
    await useCase.run(job);
    expect([...reports.keys()].sort()).toEqual([1, 2]);
  });
});
