import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;
beforeAll(async () => {
  app = await createTestApp();
  ann = await signUp(app, 'Ann');
});
afterAll(async () => app?.close());

const trail = (agent: SignedUp['agent'], query = '') => agent.get(`/api/workspaces/${ann.workspaceId}/audit${query}`);

describe('the audit trail', () => {
  it('tells what was done, by whom and with which request, newest first', async () => {
    const { body: diagram } = await ann.agent.post('/api/diagrams').set('X-Request-Id', 'create-it-1').send({ title: 'Watched' }).expect(201);
    await ann.agent.delete(`/api/diagrams/${diagram.id}`).set('X-Request-Id', 'delete-it-1').expect(204);
    const { body } = await trail(ann.agent, `?subjectId=${diagram.id}`).expect(200);
    expect(body.items.map(({ action, requestId }: { action: string; requestId: string }) => [action, requestId])).toEqual([
      ['diagram.deleted', 'delete-it-1'],
      ['diagram.created', 'create-it-1'],
    ]);
    expect(body.items[0]).toMatchObject({ actor: { id: ann.userId, name: 'Ann' }, subjectType: 'diagram', subjectId: diagram.id, at: expect.stringMatching(/Z$/), details: { title: 'Watched', version: 1 } });
    expect(body.nextCursor).toBeNull();
  });

  it('is read in pages that miss and repeat nothing', async () => {
    for (let number = 0; number < 5; number++) await ann.agent.post('/api/diagrams').send({ title: `Page ${number}` }).expect(201);
    const all = (await trail(ann.agent).expect(200)).body.items.map(({ id }: { id: string }) => id);
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await trail(ann.agent, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`).expect(200);
      expect(body.items.length).toBeLessThanOrEqual(2);
      read.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(read).toEqual(all);
  });

  it('is for owners; a member of another role may not, a stranger finds no workspace', async () => {
    const [ben, cid] = [await signUp(app, 'Ben'), await signUp(app, 'Cid')];
    await join(app, ann.workspaceId, ben.userId, 'editor');
    const benAgain = app.agent();
    await benAgain.post('/api/auth/sign-in/email').send({ email: ben.email, password: 'correct horse battery staple' }).expect(200);
    expect((await trail(benAgain).expect(403)).body.code).toBe('auth.forbidden');
    const foreign = await trail(cid.agent).expect(404);
    const unknown = await cid.agent.get('/api/workspaces/00000000-0000-4000-8000-000000000000/audit').expect(404);
    const nonsense = await cid.agent.get('/api/workspaces/nonsense/audit').expect(404);
    for (const { body } of [unknown, nonsense]) expect({ ...body, requestId: '' }).toEqual({ ...foreign.body, requestId: '' });
  });

  it.each(['?cursor=nonsense', '?cursor=!!', '?limit=0', '?limit=101', '?limit=x', '?subjectId=%00', `?cursor=${Buffer.from("' OR 1=1").toString('base64url')}`])('refuses %s', async (query) => {
    expect((await trail(ann.agent, query).expect(400)).body.code).toBe('request.invalid');
  });
});
