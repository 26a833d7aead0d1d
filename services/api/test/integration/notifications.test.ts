import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerRegistry } from '../../src/platform/queue/index.js';
import { RunEvent } from '../../src/platform/queue/run-event.js';
import { PurgeNotifications } from '../../src/features/notifications/adapters/purge-notifications.jobs.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, join, signUp, TEST_PASSWORD, type SignedUp, type TestApp } from '../support/test-app.js';

const SPOT = { plane: 'Process_1', x: 1, y: 2, elementId: null, elementName: null };

let app: TestApp;
let ann: SignedUp;
let ben: SignedUp;
let eve: SignedUp;
let diagram: string;

beforeAll(async () => {
  app = await createTestApp({ env: { ROLES: 'api,worker' } });
  ann = await signUp(app, 'Ann');
  [ben, eve] = [await member('Ben'), await member('Eve')];
  diagram = (await ann.agent.post('/api/diagrams').send({ title: 'Discussed' }).expect(201)).body.id;
}, 60_000);
afterAll(async () => app?.close());

async function member(name: string): Promise<SignedUp> {
  const person = await signUp(app, name);
  await join(app, ann.workspaceId, person.userId, 'viewer');
  const agent = app.agent();
  await agent.post('/api/auth/sign-in/email').send({ email: person.email, password: TEST_PASSWORD }).expect(200);
  return { ...person, agent };
}

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly threadId: string;
  readonly excerpt: string;
  readonly read: boolean;
}

const threads = () => `/api/diagrams/${diagram}/threads`;
const begin = async (who: SignedUp, body: string) => (await who.agent.post(threads()).send({ body, anchor: SPOT }).expect(201)).body;
const answer = async (who: SignedUp, thread: string, body: string) => (await who.agent.post(`${threads()}/${thread}/comments`).send({ body }).expect(201)).body;
const page = async (who: SignedUp, query = '') => (await who.agent.get(`/api/notifications${query}`).expect(200)).body as { items: Told[]; unread: number; nextCursor: string | null };
const ofThread = async (who: SignedUp, thread: string) => (await page(who, '?limit=50')).items.filter(({ threadId }) => threadId === thread);
/** Waits until every event of a thread has had its effect. */
const settled = (thread: string) =>
  eventually(async () => {
    const [row] = await app.database.look<{ open: number }>(
      "SELECT count(*)::int AS open FROM outbox o WHERE o.payload->>'threadId' = $1 AND NOT EXISTS (SELECT FROM inbox i WHERE i.event_id = o.id AND i.handler = 'notify-people' AND i.done_at IS NOT NULL)", [thread]);
    expect(row?.open).toBe(0);
  });

describe('notifications', () => {
  it('tell who is mentioned, who is answered, and who wrote when a thread is resolved; never who did it', async () => {
    const thread = await begin(ann, `<@${ben.userId}> have a look`);
    await settled(thread.id);
    expect(await ofThread(ben, thread.id)).toMatchObject([{ kind: 'mentioned', excerpt: '@Ben have a look', read: false, diagramTitle: 'Discussed', by: { name: 'Ann' }, diagramId: diagram, workspaceId: ann.workspaceId }]);
    await answer(ben, thread.id, 'I did');
    await settled(thread.id);
    expect(await ofThread(ann, thread.id)).toMatchObject([{ kind: 'answered', excerpt: 'I did', by: { name: 'Ben' } }]);
    await ann.agent.put(`${threads()}/${thread.id}/resolution`).send({ resolved: true }).expect(200);
    await settled(thread.id);
    expect((await ofThread(ben, thread.id)).map(({ kind }) => kind)).toEqual(['resolved', 'mentioned']);
    expect(await ofThread(ann, thread.id)).toHaveLength(1);
    expect(await ofThread(eve, thread.id)).toEqual([]);
  });

  it('are written once, however often an event is delivered', async () => {
    const thread = await begin(ann, `<@${ben.userId}> once`);
    await settled(thread.id);
    const handler = app.app.get(HandlerRegistry, { strict: false }).all().find(({ name }) => name === 'notify-people')!;
    const [event] = await app.database.look<{ id: string; payload: object }>("SELECT id, payload FROM outbox WHERE payload->>'threadId' = $1", [thread.id]);
    const job = { eventId: event!.id, workspaceId: ann.workspaceId, actorId: ann.userId, type: 'comment.added', payload: event!.payload };
    for (const again of [true, false]) await app.app.get(RunEvent, { strict: false }).run(handler, job, again);
    expect(await ofThread(ben, thread.id)).toHaveLength(1);
  });

  it('keep quiet about a muted thread, but for mentions', async () => {
    const thread = await begin(ann, `<@${ben.userId}> muted soon`);
    await settled(thread.id);
    await ben.agent.put(`${threads()}/${thread.id}/mark`).send({ muted: true }).expect(204);
    await answer(ann, thread.id, 'Quiet');
    await settled(thread.id);
    expect(await ofThread(ben, thread.id)).toHaveLength(1);
    await answer(ann, thread.id, `<@${ben.userId}> loud`);
    await settled(thread.id);
    expect((await ofThread(ben, thread.id)).map(({ excerpt }) => excerpt)).toEqual(['@Ben loud', '@Ben muted soon']);
  });

  it('tell of a mention that was added later, once, and go with a comment that is deleted', async () => {
    const thread = await begin(ann, 'Nobody');
    const at = `${threads()}/${thread.id}/comments/${thread.items[0].id}`;
    for (const body of [`<@${ben.userId}>`, `<@${ben.userId}> again`, `<@${ben.userId}> and <@${eve.userId}>`]) await ann.agent.put(at).send({ body }).expect(200);
    await settled(thread.id);
    expect(await ofThread(ben, thread.id)).toHaveLength(1);
    expect(await ofThread(eve, thread.id)).toHaveLength(1);
    await ann.agent.delete(at).expect(204);
    expect(await ofThread(ben, thread.id)).toEqual([]);
  });

  it('are read with the thread they tell of, one by one, or all at once', async () => {
    const [one, two] = [await begin(ann, `<@${eve.userId}> one`), await begin(ann, `<@${eve.userId}> two`)];
    await Promise.all([settled(one.id), settled(two.id)]);
    await eve.agent.put(`${threads()}/${one.id}/mark`).send({ readThrough: 1 }).expect(204);
    expect(await ofThread(eve, one.id)).toMatchObject([{ read: true }]);
    const [told] = await ofThread(eve, two.id);
    await ben.agent.put('/api/notifications/read').send({ ids: [told!.id] }).expect(204);
    expect(await ofThread(eve, two.id)).toMatchObject([{ read: false }]);
    await eve.agent.put('/api/notifications/read').send({ ids: [told!.id] }).expect(204);
    expect(await page(eve)).toMatchObject({ unread: 0 });
    await ben.agent.put('/api/notifications/read').send({}).expect(204);
    expect((await page(ben)).unread).toBe(0);
  });

  it('come in pages that miss and repeat nothing', async () => {
    const all = (await page(ben, '?limit=50')).items.map(({ id }) => id);
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const found: Awaited<ReturnType<typeof page>> = await page(ben, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      read.push(...found.items.map(({ id }) => id));
      cursor = found.nextCursor;
    }
    expect(all.length).toBeGreaterThan(3);
    expect(read).toEqual(all);
    expect((await ben.agent.get('/api/notifications?cursor=nonsense').expect(400)).body.code).toBe('request.invalid');
  });

  it('are nobody else’s, and are gone for who is no member any more', async () => {
    const dan = await member('Dan');
    const thread = await begin(ann, `<@${dan.userId}> hello`);
    await settled(thread.id);
    expect(await page(dan)).toMatchObject({ unread: 1 });
    await app.agent().get('/api/notifications').expect(401);
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, dan.userId]);
    expect(await page(dan)).toMatchObject({ unread: 0, items: [] });
    await answer(ann, thread.id, `<@${dan.userId}> still there?`);
    await settled(thread.id);
    expect(await app.database.look('SELECT FROM notifications WHERE user_id = $1', [dan.userId])).toHaveLength(1);
  });

  it('are bounded for each person, and forgotten after 90 days', async () => {
    const thread = await begin(ann, 'Old');
    await app.database.look(
      "INSERT INTO notifications (workspace_id, user_id, kind, thread_id, event_id, created_at) SELECT $1, $2, 'answered', $3, gen_random_uuid(), now() - interval '91 days' FROM generate_series(1, 505)",
      [ann.workspaceId, eve.userId, thread.id]);
    expect((await page(eve)).unread).toBe(100);
    const newer = await begin(ann, `<@${eve.userId}> new`);
    await settled(newer.id);
    const kept = async () => (await app.database.look('SELECT FROM notifications WHERE user_id = $1', [eve.userId])).length;
    expect(await kept()).toBe(500);
    await app.app.get(PurgeNotifications, { strict: false }).run(new AbortController().signal);
    expect(await kept()).toBeLessThan(10);
    expect(await ofThread(eve, newer.id)).toHaveLength(1);
  });
});

describe('the feed of changes', () => {
  it('tells who has a diagram open that its comments changed, and who is concerned that they are', async () => {
    const heard = await listen(ben, diagram);
    const thread = await begin(ann, `<@${ben.userId}> now`);
    await eventually(async () => expect(heard.events).toEqual(expect.arrayContaining(['comments', 'notifications'])));
    expect(heard.text()).not.toContain(thread.id);
    expect(heard.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(heard.headers.get('cache-control')).toContain('no-store');
    heard.close();
  });

  it('tells other people nothing, and takes ten streams of a person', async () => {
    const others = await listen(eve);
    const own = await listen(ben);
    const thread = await begin(ann, `<@${ben.userId}> psst`);
    await settled(thread.id);
    await eventually(async () => expect(own.events).toContain('notifications'));
    expect(others.events).toEqual([]);
    const more = await Promise.all(Array.from({ length: 9 }, () => listen(eve)));
    expect((await eve.agent.get('/api/changes').expect(429)).body.code).toBe('request.rate_limited');
    for (const one of [others, own, ...more]) one.close();
    await eventually(async () => (await listen(eve)).close());
  });
});

async function listen(who: SignedUp, diagramId?: string) {
  const stop = new AbortController();
  const { body } = await who.agent.get('/api/me');
  expect(body.user.id).toBe(who.userId);
  const jar = (who.agent as unknown as { jar: { getCookies(access: object): { toValueString(): string } } }).jar;
  const { CookieAccessInfo } = (await import('cookiejar')).default as unknown as { CookieAccessInfo: new (host: string, path: string, secure: boolean, script: boolean) => object };
  const cookie = jar.getCookies(new CookieAccessInfo('127.0.0.1', '/', false, false)).toValueString();
  const answered = await fetch(`${app.origin}/api/changes${diagramId === undefined ? '' : `?diagramId=${diagramId}`}`, { headers: { cookie }, signal: stop.signal });
  if (answered.status !== 200) throw new Error(`The feed answered ${answered.status}`);
  let text = '';
  void (async () => {
    for await (const piece of answered.body!.pipeThrough(new TextDecoderStream())) text += piece;
  })().catch(() => undefined); // hung up by the test
  return {
    headers: answered.headers,
    text: () => text,
    get events() {
      return [...text.matchAll(/^event: (\w+)$/gm)].map(([, event]) => event);
    },
    close: () => stop.abort(),
  };
}
