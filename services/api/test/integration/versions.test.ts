import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signUp(app, 'Ann');
});
afterAll(async () => app?.close());

const modelWith = (word: string) => EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${word}" isExecutable`);
const problem = (status: number, code: string) => expect.objectContaining({ status, code });

/** A diagram with versions 1 to `count`, whose content names them; the versions given are named. */
async function given(count: number, named: Readonly<Record<number, string>> = {}): Promise<string> {
  const { body } = await ann.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: modelWith('v1') }).expect(201);
  for (let version = 2; version <= count; version++) {
    await ann.agent.put(`/api/diagrams/${body.id}`).set('If-Match', `"${version - 1}"`).send({ bpmnXml: modelWith(`v${version}`), message: named[version] }).expect(200);
  }
  return body.id;
}
const kept = async (id: string) => (await ann.agent.get(`/api/diagrams/${id}/versions`).expect(200)).body.items as { version: number; kind: string }[];

describe('versions', () => {
  it('are the last 10 autosaves and every named one, newest first', async () => {
    const id = await given(16, { 3: 'Approved' });
    expect((await kept(id)).map((one) => one.version)).toEqual([16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 3]);
    expect((await kept(id)).at(-1)).toMatchObject({ version: 3, kind: 'named', message: 'Approved', title: 'Order', createdBy: { id: ann.userId, name: 'Ann' }, restoredFrom: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), sizeBytes: Buffer.byteLength(modelWith('v3')) });
    expect((await ann.agent.get(`/api/diagrams/${id}/versions/3`)).body).toMatchObject({ version: 3, bpmnXml: modelWith('v3') });
    expect((await ann.agent.get(`/api/diagrams/${id}/versions/2`)).body).toEqual(problem(404, 'diagram.version_not_found'));
  });

  it('come in pages', async () => {
    const id = await given(5);
    const first = (await ann.agent.get(`/api/diagrams/${id}/versions`).query({ limit: 2 }).expect(200)).body;
    const second = (await ann.agent.get(`/api/diagrams/${id}/versions`).query({ limit: 2, cursor: first.nextCursor }).expect(200)).body;
    const third = (await ann.agent.get(`/api/diagrams/${id}/versions`).query({ limit: 2, cursor: second.nextCursor }).expect(200)).body;
    expect([first, second, third].flatMap((page) => page.items.map((one: { version: number }) => one.version))).toEqual([5, 4, 3, 2, 1]);
    expect(third.nextCursor).toBeNull();
    expect((await ann.agent.get(`/api/diagrams/${id}/versions`).query({ cursor: 'AAAA' })).body).toEqual(problem(400, 'request.invalid'));
  });

  it('are restored as a new version', async () => {
    const id = await given(4);
    const restored = await ann.agent.post(`/api/diagrams/${id}/versions/2/restore`).set('If-Match', '"4"').expect(200);
    expect(restored.body).toMatchObject({ version: 5 });
    expect(restored.headers['etag']).toBe('"5"');
    expect((await ann.agent.get(`/api/diagrams/${id}`)).body.bpmnXml).toBe(modelWith('v2'));
    expect((await kept(id))[0]).toMatchObject({ version: 5, kind: 'autosave', restoredFrom: 2 });
    const [audit] = await app.database.look("SELECT details FROM audit_entries WHERE subject_id = $1 AND action = 'diagram.version_restored'", [id]);
    expect(audit).toEqual({ details: { title: expect.any(String), version: 5, restoredFrom: 2 } });
  });

  it('are restored once for one key, and not over a stale version', async () => {
    const id = await given(3);
    expect((await ann.agent.post(`/api/diagrams/${id}/versions/1/restore`).set('If-Match', '"2"')).body).toEqual(expect.objectContaining({ status: 409, code: 'diagram.version_conflict', currentVersion: 3 }));
    const send = () => ann.agent.post(`/api/diagrams/${id}/versions/1/restore`).set('Idempotency-Key', `restore-${id}`);
    const first = await send().expect(200);
    expect((await send().expect(200)).body).toEqual(first.body);
    expect((await ann.agent.get(`/api/diagrams/${id}`)).body.version).toBe(4);
  });

  it('are named, named anew and unnamed, without a new version', async () => {
    const id = await given(12);
    const name = (version: number, message: string | null) => ann.agent.put(`/api/diagrams/${id}/versions/${version}`).send({ message });
    const before = (await ann.agent.get('/api/diagrams').expect(200)).body;
    expect((await name(4, '  Approved ').expect(200)).body).toMatchObject({ version: 4, kind: 'named', message: 'Approved', createdBy: { name: 'Ann' }, thumbnailUrl: `/api/diagrams/${id}/versions/4/thumbnail` });
    expect((await name(4, 'Approved').expect(200)).body).toMatchObject({ message: 'Approved' }); // again: nothing happens
    expect((await name(4, 'Approved by Ann').expect(200)).body).toMatchObject({ message: 'Approved by Ann' });
    expect((await name(12, 'Now').expect(200)).body).toMatchObject({ version: 12, kind: 'named' });
    expect((await ann.agent.get('/api/diagrams').expect(200)).body).toEqual(before);
    for (let version = 12; version <= 21; version++) await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', `"${version}"`).send({ bpmnXml: modelWith(`later ${version}`) }).expect(200);
    expect((await kept(id)).map((one) => one.version)).toEqual([22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 4]);
    expect((await name(4, null).expect(200)).body).toMatchObject({ version: 4, kind: 'autosave', message: null });
    expect((await name(4, 'Too late')).body).toEqual(problem(404, 'diagram.version_not_found'));
    expect((await kept(id)).map((one) => one.version)).not.toContain(4);
    const audit = await app.database.look("SELECT action, details FROM audit_entries WHERE subject_id = $1 AND action LIKE 'diagram.version_%' ORDER BY id", [id]);
    expect(audit).toEqual([
      { action: 'diagram.version_named', details: { title: 'Order', version: 12, namedVersion: 4, message: 'Approved' } },
      { action: 'diagram.version_named', details: { title: 'Order', version: 12, namedVersion: 4, message: 'Approved by Ann', messageBefore: 'Approved' } },
      { action: 'diagram.version_named', details: { title: 'Order', version: 12, namedVersion: 12, message: 'Now' } },
      { action: 'diagram.version_unnamed', details: { title: 'Order', version: 22, namedVersion: 4, messageBefore: 'Approved by Ann' } },
    ]);
    const [told] = await app.database.look("SELECT count(*)::int AS n FROM outbox WHERE payload->>'diagramId' = $1 AND type = 'diagram.saved'", [id]);
    expect(told).toEqual({ n: 11 + 10 + 4 });
  });

  it('are named by who may edit, and not in the trash', async () => {
    const id = await given(2);
    const [bob, vic] = [await signUp(app, 'Bob'), await signUp(app, 'Vic')];
    await join(app, ann.workspaceId, vic.userId, 'viewer');
    const put = (person: SignedUp, body: object) => person.agent.put(`/api/diagrams/${id}/versions/1`).send(body);
    expect((await put(bob, { message: 'x' })).body).toEqual(problem(404, 'diagram.not_found'));
    expect((await put(vic, { message: 'x' })).body).toEqual(problem(403, 'auth.forbidden'));
    for (const body of [{}, { message: '' }, { message: ' ' }, { message: 'x'.repeat(501) }, { message: 'x', kind: 'named' }]) expect((await put(ann, body)).body).toEqual(problem(400, 'request.invalid'));
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    expect((await put(ann, { message: 'x' })).body).toEqual(problem(409, 'diagram.deleted'));
  });

  it.each(['0', '01', '-1', '1.5', 'x', '99999999999', '7'])('called %s are not there', async (version) => {
    const id = await given(1);
    expect((await ann.agent.get(`/api/diagrams/${id}/versions/${version}`)).body).toEqual(problem(404, 'diagram.version_not_found'));
    expect((await ann.agent.post(`/api/diagrams/${id}/versions/${version}/restore`)).body).toEqual(problem(404, 'diagram.version_not_found'));
  });
});
