import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { importReportSchema, type Import } from '@bpmn-studio/contracts';
import { ForgetImportReports } from '../../src/features/diagrams/adapters/forget-import-reports.jobs.js';
import { RefuseStrandedFiles } from '../../src/features/diagrams/adapters/refuse-stranded-files.jobs.js';
import { ImportFiles } from '../../src/features/diagrams/application/import-files.js';
import { bytesOf } from '../support/bytes-of.js';
import { givenMember } from '../support/people.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { zip } from '../support/zip.js';

// The worker is not started: a test says itself when the job runs, and how often.
let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob] = [await signUp(app, 'Ann'), await signUp(app, 'Bob')];
});
afterAll(async () => app?.close());

const problem = (status: number, code: string) => expect.objectContaining({ status, code });
const upload = (files: Readonly<Record<string, Buffer | string>>) => {
  const request = ann.agent.post('/api/imports');
  for (const [name, content] of Object.entries(files)) request.attach('files', Buffer.from(content as string), name);
  return request;
};
const work = (id: string) => app.app.get(ImportFiles).run({ importId: id, workspaceId: ann.workspaceId, userId: ann.userId });
const progressOf = async (id: string): Promise<Import> => (await ann.agent.get(`/api/imports/${id}`).expect(200)).body;
const imported = async (files: Readonly<Record<string, Buffer | string>>): Promise<Import> => {
  const { body } = await upload(files).expect(202);
  await work(body.id);
  return progressOf(body.id);
};

/** A document of one process, laid out when it is told where. */
const model = (process: string, shapes = '', declaration = 'UTF-8') => `<?xml version="1.0" encoding="${declaration}"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test">
<process id="P" name="Prüfung">
${process}
</process>
${shapes && `<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="L" bpmnElement="P">${shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`}
</definitions>
`;
const shape = (id: string) => `<bpmndi:BPMNShape id="s_${id}" bpmnElement="${id}"><dc:Bounds x="0" y="0" width="100" height="80"/></bpmndi:BPMNShape>`;
const FAULTY = model('<userTask id="T" name="Check" camunda:assignee="ann"/>\n<exclusiveGateway id="G" default="Nowhere"/>\n<robot id="R"/>', shape('T') + shape('G'));

describe('the report of an import', () => {
  it('says in short what was found in each file, and in whole when it is asked for', async () => {
    const { id, files } = await imported({ 'faulty.bpmn': FAULTY, 'fine.bpmn': EMPTY_DIAGRAM_XML, 'broken.bpmn': '<a>\n  <b></c></a>' });
    expect(files[0]).toMatchObject({ position: 1, status: 'imported', quote: null, found: { counts: { tasks: 1, gateways: 1, processes: 1 }, diagrams: 1, warnings: 1, notices: 1, kept: 1, laidOut: false } });
    expect(files[1]).toMatchObject({ found: { warnings: 0, notices: 0, counts: { events: 1 } } });
    expect(files[2]).toMatchObject({ status: 'refused', found: null, line: 1, quote: '<a>' });
    const { body } = await ann.agent.get(`/api/imports/${id}/files/1`).expect(200);
    expect(body).toMatchObject({ ...files[0], report: { totals: [{ code: 'unresolved_reference', count: 1 }, { code: 'unknown_element', count: 1 }], extensions: [{ vendor: 'Camunda 7', attributes: 1 }] } });
    expect(body.report.remarks).toEqual([
      expect.objectContaining({ code: 'unresolved_reference', line: 5, element: { id: 'G', type: 'bpmn:ExclusiveGateway', name: null } }),
      expect.objectContaining({ code: 'unknown_element', line: 6 }),
    ]);
    expect((await ann.agent.get(`/api/imports/${id}/files/3`).expect(200)).body).toMatchObject({ status: 'refused', report: null });
  });

  it('is not there for others, nor for a place that is none', async () => {
    const { id } = await imported({ 'a.bpmn': EMPTY_DIAGRAM_XML });
    expect((await bob.agent.get(`/api/imports/${id}/files/1`)).body).toEqual(problem(404, 'import.not_found'));
    expect((await ann.agent.get(`/api/imports/${id}/files/2`)).body).toEqual(problem(404, 'import.not_found'));
    expect((await ann.agent.get(`/api/imports/${id}/files/0`)).status).toBeLessThan(500);
    expect((await app.agent().get(`/api/imports/${id}/files/1`)).status).toBe(401);
  });

  it('can be had of any diagram one may see', async () => {
    const { files } = await imported({ 'faulty.bpmn': FAULTY });
    const path = `/api/diagrams/${files[0]?.diagramId}/report`;
    const { body } = await ann.agent.get(path).expect(200);
    expect(body).toMatchObject({ version: 1, report: { counts: { tasks: 1 }, totals: [{ code: 'unresolved_reference', count: 1 }, { code: 'unknown_element', count: 1 }] } });
    expect(importReportSchema.parse(body.report)).toEqual(body.report);
    expect((await bob.agent.get(path)).body).toEqual(problem(404, 'diagram.not_found'));
    await givenMember(app.database, ann.workspaceId, bob.userId, 'viewer');
    await bob.agent.get(path).expect(200);
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, bob.userId]);
    await ann.agent.delete(`/api/diagrams/${files[0]?.diagramId}`).expect(204);
    expect((await ann.agent.get(path)).status).toBeLessThan(500);
  });

  it('stays within its bounds for a file full of faults', async () => {
    const { id, files } = await imported({ 'many.bpmn': model(Array.from({ length: 600 }, (_, n) => `<task id="T${n % 9}" name="${'<'.charCodeAt(0)}${'ü'.repeat(300)}" default="N${n}"/>`).join('\n')) });
    expect(files[0]?.found?.warnings).toBeGreaterThan(1_000);
    expect((await ann.agent.get(`/api/imports/${id}/files/1`).expect(200)).body.report.remarks.length).toBeLessThanOrEqual(200);
  });
});

describe('a report of long ago', () => {
  it('is forgotten, and what became of the file is not', async () => {
    const { id } = await imported({ 'old.bpmn': FAULTY, 'broken.bpmn': '<a>', 'young.bpmn': FAULTY });
    await app.database.look("UPDATE import_files SET reported_at = now() - interval '31 days' WHERE import_id = $1 AND position < 3", [id]);
    await app.app.get(ForgetImportReports).run(new AbortController().signal);
    const file = async (position: number) => (await ann.agent.get(`/api/imports/${id}/files/${position}`).expect(200)).body;
    expect(await file(1)).toMatchObject({ status: 'imported', diagramId: expect.any(String), report: null, found: { warnings: 1 } });
    expect(await file(2)).toMatchObject({ status: 'refused', detail: expect.any(String), line: 1, quote: null });
    expect(await file(3)).toMatchObject({ status: 'imported', report: expect.any(Object) });
  });
});

describe('encodings', () => {
  const NAME = '<task id="T" name="Prüfung äöü ß"/>';
  const bom = (...bytes: number[]) => Buffer.from(bytes);
  const cases: readonly (readonly [string, Buffer, string, readonly string[]])[] = [
    ['utf-16le with a mark', Buffer.concat([bom(0xff, 0xfe), Buffer.from(model(NAME, shape('T'), 'UTF-16'), 'utf16le')]), 'Prüfung äöü ß', ['other_encoding', 'byte_order_mark']],
    ['utf-16be without one', Buffer.from(model(NAME, shape('T'), 'UTF-16'), 'utf16le').swap16(), 'Prüfung äöü ß', ['other_encoding']],
    ['windows-1252', Buffer.from(model(NAME, shape('T'), 'windows-1252'), 'latin1'), 'Prüfung äöü ß', ['other_encoding']],
    ['shift_jis', Buffer.concat([Buffer.from(model('<task id="T" name="'.concat('@"/>'), shape('T'), 'Shift_JIS').replace('Prüfung', 'P').split('@')[0] as string), bom(0x93, 0xfa, 0x96, 0x7b), Buffer.from(model('<task id="T" name="@"/>', shape('T')).split('@')[1] as string)]), '日本', ['other_encoding']],
    ['utf-16 declared over utf-8', Buffer.from(model(NAME, shape('T'), 'utf-16')), 'Prüfung äöü ß', ['wrong_encoding']],
    ['iso-8859-1 declared over utf-8', Buffer.from(model(NAME, shape('T'), 'ISO-8859-1')), 'Prüfung äöü ß', ['wrong_encoding']],
    ['utf-8 with a mark', Buffer.from(`\ufeff${model(NAME, shape('T'))}`), 'Prüfung äöü ß', ['byte_order_mark']],
  ];

  it.each(cases)('%s is read right and kept byte for byte', async (_what, bytes, name, codes) => {
    const { id, files } = await imported({ 'a.bpmn': bytes });
    expect(files[0]).toMatchObject({ status: 'imported', found: { counts: { tasks: 1 } } });
    const { body } = await ann.agent.get(`/api/imports/${id}/files/1`).expect(200);
    expect(body.report.totals.map(({ code }: { code: string }) => code).sort()).toEqual([...codes].sort());
    const diagram = `/api/diagrams/${files[0]?.diagramId}`;
    const { body: read } = await ann.agent.get(diagram).expect(200);
    expect(read.bpmnXml).toContain(`name="${name}"`);
    expect(await bytesOf(ann.agent.get(`${diagram}/xml`))).toEqual(bytes);
    // What is saved is UTF-8, and everybody reads it so.
    await ann.agent.put(diagram).send({ expectedVersion: 1, bpmnXml: read.bpmnXml.replace('id="T"', 'id="T2"') }).expect(200);
    expect((await bytesOf(ann.agent.get(`${diagram}/xml`))).toString('utf8')).toContain(`name="${name}"`);
  });

  it('that are not what they say are refused with the place', async () => {
    const { files } = await imported({ 'a.bpmn': Buffer.from(model(NAME, shape('T'), 'UTF-8'), 'latin1') });
    expect(files[0]).toMatchObject({ status: 'refused', detail: expect.stringMatching(/0xFC at offset/), line: 3, quote: null });
  });
});

describe('a file without a layout', () => {
  const BARE = model('<startEvent id="S"/><task id="T" name="Prüfung"/><sequenceFlow id="F" sourceRef="S" targetRef="T"/>', '', 'windows-1252');

  it('is kept as version 1 and laid out as version 2, however often the job runs', async () => {
    const bytes = Buffer.from(BARE, 'latin1');
    const { body } = await upload({ 'bare.bpmn': bytes }).expect(202);
    await Promise.allSettled([work(body.id), work(body.id)]);
    await work(body.id);
    const { files } = await progressOf(body.id);
    expect(files[0]).toMatchObject({ status: 'imported', found: { laidOut: true, warnings: 0 } });
    const diagram = `/api/diagrams/${files[0]?.diagramId}`;
    const { body: versions } = await ann.agent.get(`${diagram}/versions`).expect(200);
    expect(versions.items.map(({ version, message, kind }: { version: number; message: string | null; kind: string }) => [version, kind, message])).toEqual([[2, 'autosave', null], [1, 'autosave', null]]);
    const { body: first } = await ann.agent.get(`${diagram}/versions/1`).expect(200);
    expect(first.bpmnXml).toBe(bytes.toString('latin1'));
    const { body: read } = await ann.agent.get(diagram).expect(200);
    expect(read.bpmnXml).toMatch(/encoding="UTF-8"/);
    expect(read.bpmnXml).toMatch(/BPMNShape[^>]+bpmnElement="T"/);
    expect(read.bpmnXml).toContain('Prüfung');
    const events = await app.database.look("SELECT type FROM outbox WHERE payload->>'diagramId' = $1 ORDER BY id", [files[0]?.diagramId]);
    expect(events).toEqual([{ type: 'diagram.created' }, { type: 'diagram.saved' }]);
    const audited = await app.database.look<{ action: string }>('SELECT action FROM audit_entries WHERE subject_id = $1', [files[0]?.diagramId]);
    expect(audited.map(({ action }) => action).sort()).toEqual(['diagram.created', 'diagram.saved']);
    const { body: file } = await ann.agent.get(`/api/imports/${body.id}/files/1`).expect(200);
    expect(file.report.totals.map(({ code }: { code: string }) => code)).toContain('layout_added');
    expect((await ann.agent.get(`${diagram}/report`).expect(200)).body).toMatchObject({ version: 2, report: { diagramsTotal: 1 } });
  });
});

describe('an import that was given up', () => {
  it('refuses what still waits, and touches nothing else', async () => {
    const { body } = await upload({ 'a.bpmn': EMPTY_DIAGRAM_XML, 'b.bpmn': EMPTY_DIAGRAM_XML }).expect(202);
    const { body: other } = await upload({ 'a.bpmn': EMPTY_DIAGRAM_XML }).expect(202);
    const task = app.app.get(RefuseStrandedFiles);
    await task.run(new AbortController().signal);
    expect(await progressOf(body.id)).toMatchObject({ status: 'running', refused: 0 });
    await app.database.look(
      `INSERT INTO inbox (workspace_id, event_id, handler, type, attempts, last_error, parked_at)
       SELECT workspace_id, id, 'import-files', type, 5, 'a bug', now() FROM outbox WHERE payload->>'importId' = $1`,
      [body.id],
    );
    await task.run(new AbortController().signal);
    const { status, refused, files } = await progressOf(body.id);
    expect({ status, refused }).toEqual({ status: 'done', refused: 2 });
    expect(files[1]).toMatchObject({ detail: expect.stringMatching(/fault on our side.*Import it again/), found: null });
    expect(await app.database.look('SELECT count(content)::int AS kept FROM import_files WHERE import_id = $1', [body.id])).toEqual([{ kept: 0 }]);
    expect(await progressOf(other.id)).toMatchObject({ status: 'running' });
  });
});

describe('hostile archives', () => {
  it('of 10,000 files are refused as a whole, and nothing is stored', async () => {
    const before = await app.database.look('SELECT count(*)::int AS n FROM imports');
    const { body } = await upload({ 'many.zip': zip(Array.from({ length: 10_000 }, (_, n) => ({ name: `folder/${n}.bpmn`, data: 'x', stored: true }))) });
    expect(body).toEqual(problem(400, 'import.rejected'));
    expect(body.detail).toMatch(/at most 200 files/);
    expect(await app.database.look('SELECT count(*)::int AS n FROM imports')).toEqual(before);
  });

  it('are reported file by file, and what is good of them is imported', async () => {
    const { files } = await imported({
      'mixed.zip': zip([
        { name: 'sales/order.bpmn', data: EMPTY_DIAGRAM_XML },
        { name: 'sales/order.bpmn', data: EMPTY_DIAGRAM_XML },
        { name: 'sales/', data: '' },
        { name: '__MACOSX/sales/._order.bpmn', data: 'x' },
        { name: 'bomb.bpmn', data: Buffer.alloc(40_000_000, 'x') },
        { name: '../../etc/passwd.bpmn', data: 'x' },
        { name: 'inner.zip', data: zip([{ name: 'a.bpmn', data: EMPTY_DIAGRAM_XML }]) },
        { name: 'secret.bpmn', data: EMPTY_DIAGRAM_XML, flags: 1 },
        { name: Buffer.from('Pr\x81fung.bpmn', 'latin1'), data: EMPTY_DIAGRAM_XML, utf8: false },
        { name: 'entities.bpmn', data: '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' },
      ]),
    });
    expect(files.map(({ name, status, detail }) => [name, status, detail?.split(/[.:(]/)[0] ?? null])).toEqual([
      ['mixed.zip/sales/order.bpmn', 'imported', null],
      ['mixed.zip/sales/order.bpmn', 'imported', null],
      ['mixed.zip/bomb.bpmn', 'refused', expect.stringMatching(/unpacks to more than/)],
      ['mixed.zip/../../etc/passwd.bpmn', 'refused', expect.stringMatching(/leads out/)],
      ['mixed.zip/inner.zip', 'refused', expect.stringMatching(/inside an archive/)],
      ['mixed.zip/secret.bpmn', 'refused', expect.stringMatching(/encrypted/)],
      ['mixed.zip/Prüfung.bpmn', 'imported', null],
      ['mixed.zip/entities.bpmn', 'refused', expect.stringMatching(/DOCTYPE/)],
    ]);
  });
});
