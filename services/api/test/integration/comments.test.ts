import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, join, signUp, TEST_PASSWORD, type Agent, type SignedUp, type TestApp } from '../support/test-app.js';

const SPOT = { plane: 'Process_1', x: 120, y: 80.5, elementId: null, elementName: null };
const ON_TASK = { plane: 'Process_1', x: 300, y: 200, elementId: 'Task_1', elementName: 'Review' };
const NOBODY = '00000000-0000-4000-8000-000000000000';

let app: TestApp;
let ann: SignedUp;
let ben: SignedUp;
let viewer: SignedUp;
let stranger: SignedUp;
let diagram: string;

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben, viewer, stranger] = [await signUp(app, 'Ann'), await signUp(app, 'Ben'), await signUp(app, 'Vic'), await signUp(app, 'Cid')];
  ben = await inWorkspace(ben, 'editor');
  viewer = await inWorkspace(viewer, 'viewer');
  diagram = (await ann.agent.post('/api/diagrams').send({ title: 'Discussed' }).expect(201)).body.id;
}, 60_000);
afterAll(async () => app?.close());

/** A session knows the memberships it began with. */
async function inWorkspace(person: SignedUp, role: 'viewer' | 'editor'): Promise<SignedUp> {
  await join(app, ann.workspaceId, person.userId, role);
  const agent = app.agent();
  await agent.post('/api/auth/sign-in/email').send({ email: person.email, password: TEST_PASSWORD }).expect(200);
  return { ...person, agent };
}

const threads = (id = diagram) => `/api/diagrams/${id}/threads`;
const list = async (who: SignedUp) => (await who.agent.get(threads()).expect(200)).body.items;
const begin = async (who: SignedUp, body: string, anchor: object = SPOT) => (await who.agent.post(threads()).send({ body, anchor }).expect(201)).body;
const answer = async (who: SignedUp, thread: string, body: string) => (await who.agent.post(`${threads()}/${thread}/comments`).send({ body }).expect(201)).body;

describe('a thread', () => {
  it('is begun on a spot or an element, answered, and read by every member, a viewer included', async () => {
    const { body: thread, headers } = await viewer.agent.post(threads()).send({ body: ' Why twice? ', anchor: ON_TASK }).expect(201);
    expect(headers['location']).toBe(`${threads()}/${thread.id}`);
    expect(thread).toMatchObject({ diagramId: diagram, anchor: ON_TASK, comments: 1, unread: 0, mine: true, muted: false, resolvedAt: null, excerpt: 'Why twice?', startedBy: { id: viewer.userId, name: 'Vic' } });
    const answered = await answer(ben, thread.id, 'Because <b>it</b> is.');
    expect(answered.items.map(({ body, position, author }: { body: string; position: number; author: { name: string } }) => [position, author.name, body])).toEqual([[1, 'Vic', 'Why twice?'], [2, 'Ben', 'Because <b>it</b> is.']]);
    const [seen] = await list(viewer);
    expect(seen).toMatchObject({ id: thread.id, comments: 2, unread: 1, mine: true });
    expect((await list(ann))[0]).toMatchObject({ unread: 2, mine: false });
  });

  it('counts what is new to each person, until they have seen it', async () => {
    const thread = await begin(ann, 'One');
    await answer(ann, thread.id, 'Two');
    const unread = async (who: SignedUp) => (await list(who)).find(({ id }: { id: string }) => id === thread.id).unread;
    expect([await unread(ann), await unread(ben)]).toEqual([0, 2]);
    await ben.agent.put(`${threads()}/${thread.id}/mark`).send({ readThrough: 1 }).expect(204);
    expect(await unread(ben)).toBe(1);
    await ben.agent.put(`${threads()}/${thread.id}/mark`).send({ readThrough: 99 }).expect(204);
    await ben.agent.put(`${threads()}/${thread.id}/mark`).send({ readThrough: 0 }).expect(204);
    expect(await unread(ben)).toBe(0);
    await answer(ann, thread.id, 'Three');
    expect([await unread(ben), await unread(viewer)]).toEqual([1, 3]);
  });

  it('is resolved and opened again, also by an answer', async () => {
    const thread = await begin(ann, 'Done?');
    const resolve = (resolved: boolean) => ben.agent.put(`${threads()}/${thread.id}/resolution`).send({ resolved }).expect(200);
    expect((await resolve(true)).body).toMatchObject({ resolvedBy: { name: 'Ben' }, resolvedAt: expect.stringMatching(/Z$/) });
    const { body: again } = await resolve(true);
    expect((await resolve(false)).body).toMatchObject({ resolvedAt: null, resolvedBy: null });
    await resolve(true);
    expect(again.resolvedBy.name).toBe('Ben');
    expect(await answer(ann, thread.id, 'Not yet')).toMatchObject({ resolvedAt: null, comments: 2 });
  });

  it('lets its author change and delete a comment, and goes with the last one', async () => {
    const thread = await begin(ann, 'Firts');
    const [first] = thread.items;
    const at = `${threads()}/${thread.id}/comments/${first.id}`;
    expect((await ann.agent.put(at).send({ body: 'First' }).expect(200)).body.items[0]).toMatchObject({ body: 'First', editedAt: expect.any(String) });
    expect((await ben.agent.put(at).send({ body: 'Mine' }).expect(403)).body.code).toBe('auth.forbidden');
    expect((await ben.agent.delete(at).expect(403)).body.code).toBe('auth.forbidden');
    const second = (await answer(ben, thread.id, 'Second')).items[1];
    await ann.agent.delete(at).expect(204);
    expect((await ann.agent.delete(at).expect(404)).body.code).toBe('comment.not_found');
    expect((await ann.agent.get(`${threads()}/${thread.id}`).expect(200)).body).toMatchObject({ comments: 1, excerpt: 'Second', items: [{ deleted: true, body: '' }, { body: 'Second' }] });
    await ben.agent.delete(`${threads()}/${thread.id}/comments/${second.id}`).expect(204);
    expect((await ann.agent.get(`${threads()}/${thread.id}`).expect(404)).body.code).toBe('comment.not_found');
  });

  it('mentions members alone', async () => {
    const thread = await begin(ann, `<@${ben.userId}> <@${stranger.userId}> <@${NOBODY}> look`);
    expect(thread.items[0].mentions).toEqual([{ id: ben.userId, name: 'Ben' }]);
    expect(thread.excerpt).toBe('@Ben @former member @former member look');
    expect((await list(ben))[0]).toMatchObject({ id: thread.id, mine: true });
  });

  it('is begun once when a request comes twice, and answered once', async () => {
    const send = (body: string) => ann.agent.post(threads()).set('Idempotency-Key', 'begin-1').send({ body, anchor: SPOT });
    const first = (await send('Once').expect(201)).body;
    expect((await send('Once').expect(201)).body.id).toBe(first.id);
    expect((await send('Other').expect(422)).body.code).toBe('idempotency.key_reused');
    const reply = () => ann.agent.post(`${threads()}/${first.id}/comments`).set('Idempotency-Key', 'answer-1').send({ body: 'Yes' }).expect(201);
    await reply();
    expect((await reply()).body.comments).toBe(2);
  });

  it('stays in the trash with its diagram, comes back with it, and goes with it', async () => {
    const { body: other } = await ann.agent.post('/api/diagrams').send({ title: 'Short-lived' }).expect(201);
    const { body: thread } = await ann.agent.post(threads(other.id)).send({ body: 'Here', anchor: SPOT }).expect(201);
    await ann.agent.delete(`/api/diagrams/${other.id}`).expect(204);
    expect((await ann.agent.get(threads(other.id)).expect(404)).body.code).toBe('diagram.not_found');
    expect((await ann.agent.post(`${threads(other.id)}/${thread.id}/comments`).send({ body: 'x' }).expect(409)).body.code).toBe('diagram.deleted');
    await ann.agent.post(`/api/diagrams/${other.id}/restore`).expect(200);
    expect((await ann.agent.get(threads(other.id)).expect(200)).body.items).toHaveLength(1);
    await app.database.look('DELETE FROM diagrams WHERE id = $1', [other.id]);
    expect(await app.database.look('SELECT FROM comments WHERE thread_id = $1', [thread.id])).toEqual([]);
  });

  it('is bounded: comments of a thread, threads of a diagram', async () => {
    const thread = await begin(ann, 'Long');
    await app.database.look('UPDATE comment_threads SET last_position = 200 WHERE id = $1', [thread.id]);
    expect((await ann.agent.post(`${threads()}/${thread.id}/comments`).send({ body: 'x' }).expect(409)).body.code).toBe('comment.limit_reached');
    const { body: full } = await ann.agent.post('/api/diagrams').send({ title: 'Full' }).expect(201);
    await app.database.look(
      `INSERT INTO comment_threads (workspace_id, id, diagram_id, plane_id, x, y, created_at, created_by, last_at, last_position)
       SELECT $1, gen_random_uuid(), $2, 'P', 0, 0, now(), $3, now(), 1 FROM generate_series(1, 500)`, [ann.workspaceId, full.id, ann.userId]);
    expect((await ann.agent.post(threads(full.id)).send({ body: 'x', anchor: SPOT }).expect(409)).body.code).toBe('comment.limit_reached');
  });

  it('is audited and published, and says so in ids alone', async () => {
    const thread = await begin(ann, 'A secret');
    const [event] = await app.database.look<{ type: string; payload: object }>("SELECT type, payload FROM outbox WHERE payload->>'threadId' = $1", [thread.id]);
    expect(event).toEqual({ type: 'comment.added', payload: { diagramId: diagram, threadId: thread.id, commentId: thread.items[0].id } });
    const { body } = await ann.agent.get(`/api/workspaces/${ann.workspaceId}/audit?subjectId=${diagram}&limit=1`).expect(200);
    expect(body.items[0]).toMatchObject({ action: 'comment.added', actor: { name: 'Ann' }, details: { title: 'Discussed', threadId: thread.id } });
    expect(JSON.stringify(body.items[0])).not.toContain('secret');
  });

  it('has an entity tag, which holds until something changes', async () => {
    const { headers } = await ben.agent.get(threads()).expect(200);
    const tag = headers['etag'] ?? '';
    await ben.agent.get(threads()).set('If-None-Match', tag).expect(304);
    await begin(ann, 'New');
    await ben.agent.get(threads()).set('If-None-Match', tag).expect(200);
  });
});

describe('who is not let in', () => {
  const requests = (thread: string, comment: string): readonly ((agent: Agent) => ReturnType<Agent['get']>)[] => [
    (agent) => agent.get(threads()),
    (agent) => agent.get(`${threads()}/${thread}`),
    (agent) => agent.post(threads()).send({ body: 'x', anchor: SPOT }),
    (agent) => agent.post(`${threads()}/${thread}/comments`).send({ body: 'x' }),
    (agent) => agent.put(`${threads()}/${thread}/comments/${comment}`).send({ body: 'x' }),
    (agent) => agent.delete(`${threads()}/${thread}/comments/${comment}`),
    (agent) => agent.put(`${threads()}/${thread}/resolution`).send({ resolved: true }),
    (agent) => agent.put(`${threads()}/${thread}/mark`).send({ muted: true }),
    (agent) => agent.get(`/api/changes?diagramId=${diagram}`),
  ];

  it('somebody of another tenant finds no diagram, as if there were none', async () => {
    const thread = await begin(ann, 'Ours');
    for (const request of requests(thread.id, thread.items[0].id)) expect((await request(stranger.agent).expect(404)).body.code).toBe('diagram.not_found');
    for (const request of requests(thread.id, thread.items[0].id)) expect((await request(app.agent()).expect(401)).body.code).toBe('auth.unauthenticated');
    const { body: theirs } = await stranger.agent.post('/api/diagrams').send({ title: 'Theirs' }).expect(201);
    for (const path of ['', '/comments']) {
      const reached = path === '' ? stranger.agent.get(`${threads(theirs.id)}/${thread.id}`) : stranger.agent.post(`${threads(theirs.id)}/${thread.id}${path}`).send({ body: 'x' });
      expect((await reached.expect(404)).body.code).toBe('comment.not_found');
    }
    expect((await stranger.agent.get(`/api/workspaces/${ann.workspaceId}/members`).expect(404)).body.code).toBe('workspace.not_found');
  });

  it('a viewer comments, and changes nobody else’s comment', async () => {
    const thread = await begin(ann, 'Not yours');
    const at = `${threads()}/${thread.id}/comments/${thread.items[0].id}`;
    expect((await viewer.agent.put(at).send({ body: 'x' }).expect(403)).body.code).toBe('auth.forbidden');
    expect((await viewer.agent.delete(at).expect(403)).body.code).toBe('auth.forbidden');
    expect((await viewer.agent.put(`/api/diagrams/${diagram}`).set('If-Match', '"1"').send({ title: 'x' }).expect(403)).body.code).toBe('auth.forbidden');
  });

  it('a removed member reads and writes no more', async () => {
    const gone = await inWorkspace(await signUp(app, 'Dan'), 'editor');
    const thread = await begin(gone, 'Bye');
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, gone.userId]);
    for (const request of requests(thread.id, thread.items[0].id)) expect((await request(gone.agent).expect(404)).body.code).toBe('diagram.not_found');
    expect((await ann.agent.get(`${threads()}/${thread.id}`).expect(200)).body.items[0].author).toBeNull();
  });
});

describe('what is refused', () => {
  it.each([
    [{ body: '', anchor: SPOT }],
    [{ body: '   ', anchor: SPOT }],
    [{ body: 'x'.repeat(4001), anchor: SPOT }],
    [{ body: 'x\u0000', anchor: SPOT }],
    [{ body: Array.from({ length: 21 }, (_, n) => `<@00000000-0000-4000-8000-0000000000${n + 10}>`).join(''), anchor: SPOT }],
    [{ body: 'x', anchor: { ...SPOT, x: 1e9 } }],
    [{ body: 'x', anchor: { ...SPOT, plane: '' } }],
    [{ body: 'x', anchor: { ...SPOT, more: 1 } }],
    [{ body: 'x' }],
  ])('%#: a thread that does not fit', async (body) => {
    expect((await ann.agent.post(threads()).send(body).expect(400)).body.code).toBe('request.invalid');
  });
});

describe('members', () => {
  const names = async (query: string) => (await viewer.agent.get(`/api/workspaces/${ann.workspaceId}/members${query}`).expect(200)).body.items.map(({ name }: { name: string }) => name);

  it('are found by how a word of their name begins, without their addresses', async () => {
    expect(await names('')).toEqual(['Ann', 'Ben', 'Vic']);
    expect(await names('?q=b')).toEqual(['Ben']);
    expect(await names('?q=%25')).toEqual([]);
    expect(await names('?limit=1')).toEqual(['Ann']);
    expect(JSON.stringify((await viewer.agent.get(`/api/workspaces/${ann.workspaceId}/members`)).body)).not.toContain('@');
  });
});
