import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PublishBatch } from '../../src/platform/outbox/publish-batch.js';
import { QUEUE_NAMES, Queues } from '../../src/platform/queue/index.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let founder: SignedUp;
let other: SignedUp;

beforeAll(async () => {
  test = await createTestApp();
  founder = await signUp(test, 'Founder'); // the first account of an installation is its administrator
  other = await signUp(test, 'Other');
});
afterAll(() => test.close());

async function park(handler: string | null): Promise<string> {
  const [row] = await test.database.look<{ id: string }>(
    `INSERT INTO outbox (workspace_id, type, payload, published_at, parked_at, attempts, last_error)
     VALUES ($1, 'diagram.saved', $2, CASE WHEN $3::text IS NOT NULL THEN now() END, CASE WHEN $3::text IS NULL THEN now() END, 10, 'no luck') RETURNING id`,
    [other.workspaceId, JSON.stringify({ diagramId: randomUUID(), version: 1 }), handler]);
  if (handler !== null) await test.database.look("INSERT INTO inbox (workspace_id, event_id, handler, type, parked_at, attempts, last_error) VALUES ($1, $2, $3, 'diagram.saved', now(), 5, 'gave up')", [other.workspaceId, row!.id, handler]);
  return row!.id;
}

describe('the outbox of the administrator', () => {
  it('is closed to strangers and to other users', async () => {
    await test.agent().get('/api/admin/outbox').expect(401);
    await other.agent.get('/api/admin/outbox').expect(403);
    await test.agent().post(`/api/admin/outbox/${randomUUID()}/replay`).expect(401);
    const { body } = await other.agent.post(`/api/admin/outbox/${randomUUID()}/replay`).expect(403);
    expect(body.code).toBe('auth.forbidden');
  });

  it('shows what waits, what is parked, and every queue', async () => {
    const [unsent, failed] = [await park(null), await park('draw-thumbnail')];
    const { body } = await founder.agent.get('/api/admin/outbox').expect(200);
    expect(body.parked).toEqual(expect.arrayContaining([
      expect.objectContaining({ id: unsent, handler: null, attempts: 10, lastError: 'no luck' }),
      expect.objectContaining({ id: failed, handler: 'draw-thumbnail', attempts: 5, lastError: 'gave up' }),
    ]));
    expect(body.waiting).toBe(0);
    expect(body.queues.map((queue: { name: string }) => queue.name)).toEqual([...QUEUE_NAMES]);
  });

  it('sends a parked event on its way again, past its dead job, and says who did it', async () => {
    const id = await park('draw-thumbnail');
    await test.database.look(
      `INSERT INTO bullmq.job (queue, id, seq, name, state, data, added_at_ms, finished_at_ms, attempts_made, failed_reason)
       VALUES ('draw-thumbnail', $1, nextval('bullmq.job_seq'), 'draw-thumbnail', 'failed', '{}', 0, 1, 5, 'gave up')`, [id]);
    await founder.agent.post(`/api/admin/outbox/${id}/replay`).expect(204);
    await test.app.get(PublishBatch).run();
    expect(await test.database.look("SELECT state::text FROM bullmq.job WHERE queue = 'draw-thumbnail' AND id = $1", [id])).toEqual([{ state: 'waiting' }]);
    expect(await test.database.look('SELECT parked_at, last_error FROM inbox WHERE event_id = $1', [id])).toEqual([{ parked_at: null, last_error: null }]);
    const { body } = await other.agent.get(`/api/workspaces/${other.workspaceId}/audit?subjectId=${id}`).expect(200);
    expect(body.items).toMatchObject([{ action: 'event.replayed', subjectType: 'event', details: { handlers: ['draw-thumbnail'] } }]);
  });

  it('sends an event the relay had given up', async () => {
    const id = await park(null);
    await founder.agent.post(`/api/admin/outbox/${id}/replay`).expect(204);
    await test.app.get(PublishBatch).run();
    expect(await test.database.look('SELECT published_at IS NOT NULL AS published, attempts FROM outbox WHERE id = $1', [id])).toEqual([{ published: true, attempts: 0 }]);
  });

  it('knows no event that is not parked', async () => {
    const id = await park(null);
    await founder.agent.post(`/api/admin/outbox/${id}/replay`).expect(204);
    const { body } = await founder.agent.post(`/api/admin/outbox/${id}/replay`).expect(404);
    expect(body.code).toBe('event.not_found');
    await founder.agent.post(`/api/admin/outbox/${randomUUID()}/replay`).expect(404);
    await founder.agent.post('/api/admin/outbox/nonsense/replay').expect(404);
  });
});

describe('the board of the queues', () => {
  const BOARD = '/api/admin/queues';
  const PATHS = ['', '/', '/api/queues', '/api/queues/draw-thumbnail/pause', '/static/js/main.js', '/queue/draw-thumbnail', '/nothing/here', '//api/queues', '/%61pi/queues', '/..;/queues', '/api/queues?activeQueue=draw-thumbnail'];

  it.each(PATHS)('refuses strangers and other users at "%s", whatever the method', async (path) => {
    for (const method of ['get', 'head', 'post', 'put', 'delete', 'patch'] as const) {
      await test.agent()[method](BOARD + path).expect(401);
      await other.agent[method](BOARD + path).expect(403);
    }
  });

  it('refuses in whatever case the path is written', async () => {
    const { status } = await test.agent().get('/API/Admin/Queues/api/queues');
    expect([401, 404]).toContain(status);
  });

  it('answers problems as everything else does', async () => {
    const { body, headers } = await test.agent().get(`${BOARD}/api/queues`).expect(401);
    expect(body).toMatchObject({ code: 'auth.unauthenticated', status: 401 });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('shows an administrator a page that needs nothing our content policy forbids', async () => {
    const { text, headers } = await founder.agent.get(BOARD).expect(200);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['content-security-policy']).toContain("base-uri 'none'");
    expect(text).not.toMatch(/(src|href)="https?:/);
    expect(text).not.toMatch(/<script(?![^>]*(src=|type="application\/json"))[^>]*>/);
    const files = [...text.matchAll(/(?:src|href)="([^"]+static[^"]+)"/g)].map(([, address]) => address!);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) await founder.agent.get(file).expect(200);
  });

  it('lists the queues, and changes nothing', async () => {
    const { body } = await founder.agent.get(`${BOARD}/api/queues`).expect(200);
    expect(body.queues.map((queue: { name: string; readOnlyMode: boolean }) => [queue.name, queue.readOnlyMode])).toEqual(QUEUE_NAMES.map((name) => [name, true]));
    const { status } = await founder.agent.put(`${BOARD}/api/queues/draw-thumbnail/pause`);
    expect(status).toBe(405);
    expect(await test.app.get(Queues).all()[0]!.isPaused()).toBe(false);
  });
});
