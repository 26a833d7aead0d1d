import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ReadableStream } from 'node:stream/web';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import type { Import } from '@bpmn-studio/contracts';
import { ImportFiles } from '../../src/features/diagrams/application/import-files.js';
import { Imports } from '../../src/features/diagrams/application/ports.js';
import { AppError } from '../../src/kernel/app-error.js';
import { bytesOf } from '../support/bytes-of.js';
import { createTestApp, signUp, TEST_PASSWORD, type SignedUp, type TestApp } from '../support/test-app.js';
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

const modelWith = (word: string) => EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${word}" isExecutable`);
const problem = (status: number, code: string) => expect.objectContaining({ status, code });
const upload = (files: Readonly<Record<string, Buffer | string>>, person = ann) => {
  const request = person.agent.post('/api/imports');
  for (const [name, content] of Object.entries(files)) request.attach('files', Buffer.from(content as string), name);
  return request;
};
const work = (id: string) => app.app.get(ImportFiles).run({ importId: id, workspaceId: ann.workspaceId, userId: ann.userId });
const reportOf = async (id: string): Promise<Import> => (await ann.agent.get(`/api/imports/${id}`).expect(200)).body;

/** The session cookie of a person, for a request made by hand. */
async function cookieOf({ email }: SignedUp): Promise<string> {
  const answer = await app.agent().post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD }).expect(200);
  return (answer.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]).join('; ');
}

describe('an import', () => {
  it('is a job that reports on each file', async () => {
    const started = await upload({ 'a.bpmn': modelWith('Alpha'), 'Prüfung.xml': EMPTY_DIAGRAM_XML, 'bad.bpmn': '<a>', 'notes.txt': 'x' }).expect(202);
    expect(started.headers['location']).toBe(`/api/imports/${started.body.id}`);
    expect(started.body).toMatchObject({ status: 'running', total: 4, imported: 0, refused: 1, workspaceId: ann.workspaceId });
    expect(await app.database.look("SELECT type FROM outbox WHERE payload->>'importId' = $1", [started.body.id])).toEqual([{ type: 'import.requested' }]);
    await work(started.body.id);
    const report = await reportOf(started.body.id);
    expect(report).toMatchObject({ status: 'done', total: 4, imported: 2, refused: 2 });
    expect(report.files.map(({ name, status }) => [name, status])).toEqual([['a.bpmn', 'imported'], ['Prüfung.xml', 'imported'], ['bad.bpmn', 'refused'], ['notes.txt', 'refused']]);
    expect(report.files[2]).toMatchObject({ diagramId: null, detail: expect.any(String), line: 1, column: expect.any(Number) });
    const titles = await Promise.all(report.files.slice(0, 2).map(async ({ diagramId }) => (await ann.agent.get(`/api/diagrams/${diagramId}`)).body.title));
    expect(titles).toEqual(['Alpha', 'Prüfung']);
    expect(await app.database.look('SELECT count(content)::int AS kept FROM import_files WHERE import_id = $1', [started.body.id])).toEqual([{ kept: 0 }]);
  });

  it('keeps every byte, whatever the encoding', async () => {
    const latin = Buffer.from(modelWith('Prüfung').replace('UTF-8', 'ISO-8859-1'), 'latin1');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(modelWith('漢字').replace('UTF-8', 'UTF-16'), 'utf16le')]);
    const marked = Buffer.from(`\ufeff${modelWith('marked').replaceAll('\n', '\r\n')}`);
    const { body } = await upload({ 'latin.bpmn': latin, 'utf16.bpmn': utf16, 'marked.bpmn': marked }).expect(202);
    await work(body.id);
    const { files } = await reportOf(body.id);
    for (const [index, bytes] of [latin, utf16, marked].entries()) expect(await bytesOf(ann.agent.get(`/api/diagrams/${files[index]?.diagramId}/xml`))).toEqual(bytes);
    const read = await ann.agent.get(`/api/diagrams/${files[0]?.diagramId}`).expect(200);
    expect(read.body).toMatchObject({ title: 'Prüfung', bpmnXml: latin.toString('latin1') });
  });

  it('unpacks archives', async () => {
    const archive = zip([{ name: 'a.bpmn', data: modelWith('In the archive') }, { name: '../b.bpmn', data: 'x' }, { name: 'deep/', data: '' }]);
    const { body } = await upload({ 'models.zip': archive, 'broken.zip': 'no archive' }).expect(202);
    await work(body.id);
    const { files } = await reportOf(body.id);
    expect(files.map(({ name, status }) => [name, status])).toEqual([['models.zip/a.bpmn', 'imported'], ['models.zip/../b.bpmn', 'refused'], ['broken.zip', 'refused']]);
  });

  it('that is cut off and delivered again makes no diagram twice', async () => {
    const { body } = await upload({ 'a.bpmn': modelWith('Cut one'), 'b.bpmn': modelWith('Cut two') }).expect(202);
    // As in a crash between the diagram and its report.
    const report = jest.spyOn(app.app.get(Imports), 'reportFile').mockRejectedValueOnce(new AppError('server.unavailable'));
    await expect(work(body.id)).rejects.toMatchObject({ code: 'server.unavailable' });
    report.mockRestore();
    expect(await reportOf(body.id)).toMatchObject({ status: 'running', imported: 0 });
    // Two deliveries at once may get into each other's way; a later one brings the rest to its end.
    await Promise.allSettled([work(body.id), work(body.id)]);
    await work(body.id);
    expect(await reportOf(body.id)).toMatchObject({ status: 'done', imported: 2, refused: 0 });
    const [made] = await app.database.look<{ n: number }>("SELECT count(*)::int AS n FROM audit_entries WHERE action = 'diagram.created' AND details->>'importId' = $1", [body.id]);
    expect(made?.n).toBe(2);
  });

  it('sent twice with one key is started once', async () => {
    const send = () => upload({ 'a.bpmn': modelWith('Once') }).set('Idempotency-Key', 'import-1');
    const first = await send().expect(202);
    expect((await send().expect(202)).body).toEqual(first.body);
    expect((await upload({ 'a.bpmn': modelWith('Other') }).set('Idempotency-Key', 'import-1')).body).toEqual(problem(422, 'idempotency.key_reused'));
  });

  it('of others is not there', async () => {
    const { body } = await upload({ 'a.bpmn': modelWith('Mine') }).expect(202);
    for (const id of [body.id, crypto.randomUUID(), 'x']) expect((await bob.agent.get(`/api/imports/${id}`)).body).toEqual(problem(404, 'import.not_found'));
    expect((await bob.agent.post('/api/imports').query({ workspaceId: ann.workspaceId }).attach('files', Buffer.from('x'), 'a.bpmn')).body).toEqual(problem(404, 'workspace.not_found'));
  });

  it('of nothing, of too much or of something else is refused and leaves nothing behind', async () => {
    const count = async () => (await app.database.look('SELECT count(*)::int AS n FROM imports'))[0];
    const before = await count();
    const none = await ann.agent.post('/api/imports').set('Content-Type', 'multipart/form-data; boundary=x').send('--x--\r\n');
    expect(none.body).toEqual(problem(400, 'import.rejected'));
    expect((await ann.agent.post('/api/imports').field('title', 'x')).body).toEqual(problem(400, 'import.rejected'));
    expect((await ann.agent.post('/api/imports').send({ files: [] })).body).toEqual(problem(415, 'request.unsupported_media_type'));
    expect((await upload({ 'empty.zip': zip([]) })).body).toEqual(problem(400, 'import.rejected'));
    expect((await upload({ 'many.zip': zip(Array.from({ length: 201 }, (_, n) => ({ name: `${n}.bpmn`, data: 'x' }))) })).body).toEqual(problem(400, 'import.rejected'));
    expect((await upload(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.bpmn`, 'x'])))).body).toEqual(problem(400, 'import.rejected'));
    expect(await count()).toEqual(before);
  });

  it('refuses a file over 5 MB by itself', async () => {
    const { body } = await upload({ 'big.bpmn': Buffer.alloc(5 * 1024 * 1024 + 1, 'x'), 'a.bpmn': modelWith('Small') }).expect(202);
    expect(body).toMatchObject({ total: 2, refused: 1 });
    expect(body.files[0]).toMatchObject({ name: 'big.bpmn', status: 'refused', detail: expect.stringMatching(/5 MB/) });
  });

  it('refuses more than 50 MB, told or not, and takes the next one', async () => {
    const half = Buffer.alloc(26 * 1024 * 1024, 'x');
    expect((await upload({ 'a.bpmn': half, 'b.bpmn': half })).body).toEqual(problem(413, 'request.too_large'));
    const boundary = 'part';
    const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;
    const pieces = [part('a.bpmn'), half, `\r\n${part('b.bpmn')}`, half, `\r\n--${boundary}--\r\n`];
    const { status } = await fetch(`${app.origin}/api/imports`, {
      method: 'POST',
      headers: { Origin: app.origin, Cookie: await cookieOf(ann), 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      body: ReadableStream.from(pieces.map((piece) => Buffer.from(piece as string))) as unknown as BodyInit,
      duplex: 'half',
    } as RequestInit);
    expect(status).toBe(413);
    await upload({ 'a.bpmn': modelWith('Next') }).expect(202);
  });
});
