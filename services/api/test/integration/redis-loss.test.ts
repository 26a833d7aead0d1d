import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import type { EventType } from '@bpmn-studio/contracts';
import { HandOnAgain } from '../../src/platform/outbox/hand-on-again.js';
import { HandlerRegistry, Queues } from '../../src/platform/queue/index.js';
import { RedisConnection } from '../../src/platform/redis/index.js';
import { eventually } from '../support/eventually.js';
import { signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { createTestAppOn, describeWithRedis, jobsOf, TestRedis } from '../support/test-redis.js';

jest.setTimeout(60_000);
const LONG = 40_000;

describeWithRedis('Redis lost and back', () => {
  const redis = new TestRedis();
  let test: TestApp;
  let ann: SignedUp;

  beforeAll(async () => {
    await redis.start();
    test = await createTestAppOn(redis, { env: { ROLES: 'api,worker', RATE_LIMIT_SAVE_PER_MINUTE: '40' } });
    ann = await signUp(test, 'Ann');
  });
  afterAll(async () => {
    await test.close();
    await redis.stop();
  });

  const away = async () => {
    await redis.kill();
    await eventually(async () => expect(test.app.get(Queues).ready).toBe(false));
  };
  const back = async () => {
    await redis.start();
    await eventually(async () => expect([test.app.get(Queues).ready, test.app.get(RedisConnection).ready]).toEqual([true, true]), LONG);
  };
  const named = (name: string) => EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]+)"/, `<bpmn:startEvent id="$1" name="${name}"`);
  const create = async ({ agent }: SignedUp) => agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: named('Order received') });
  /** Of the outbox what is still to be handed on, and every piece of work that is done: an event and one of its handlers. */
  const work = async () => {
    const [row] = await test.database.look<{ open: number; done: string[] }>(`
      SELECT (SELECT count(*)::int FROM outbox WHERE published_at IS NULL) AS open,
        (SELECT coalesce(array_agg(event_id || ' ' || handler), '{}') FROM inbox WHERE done_at IS NOT NULL) AS done`);
    return row!;
  };
  /** Every event, with each handler of its type. */
  const allThatIsToDo = async () => {
    const events = await test.database.look<{ id: string; type: EventType }>('SELECT id, type FROM outbox');
    return events.flatMap(({ id, type }) => test.app.get(HandlerRegistry).subscribersOf(type).map((handler) => `${id} ${handler}`));
  };
  const allDone = () =>
    eventually(async () => {
      const { open, done } = await work();
      expect({ open, done: done.sort() }).toEqual({ open: 0, done: (await allThatIsToDo()).sort() });
    }, LONG);

  it('lets saves go on, has their jobs wait, and has each done once when it is back', async () => {
    await create(ann);
    await allDone();
    await away();
    const ids: string[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const { status, body } = await create(ann);
      expect(status).toBe(201);
      ids.push(body.id);
    }
    await ann.agent.put(`/api/diagrams/${ids[0]}`).set('If-Match', '"1"').send({ bpmnXml: named('Paid') }).expect(200);
    await ann.agent.get('/api/diagrams').expect(200);
    await test.agent().get('/api/health/ready').expect(200);
    await eventually(async () => expect((await test.agent().get('/api/health')).body).toMatchObject({ status: 'degraded', dependencies: { redis: { status: 'down' } } }), LONG);
    expect((await work()).open).toBe(6);
    await back();
    await allDone();
    for (const id of ids) {
      const [drawn] = await test.database.look('SELECT FROM diagram_thumbnails WHERE diagram_id = $1', [id]);
      expect(drawn).toBeDefined();
    }
    await eventually(async () => expect((await test.agent().get('/api/health')).body).toMatchObject({ dependencies: { redis: { status: 'up' } } }), LONG);
  });

  it.each([
    ['is full', ['config', 'set', 'maxmemory', '1'], ['config', 'set', 'maxmemory', '0']],
    ['may only be read', ['replicaof', '127.0.0.1', '1'], ['replicaof', 'no', 'one']],
  ] as const)('counts no attempt of an event while Redis %s, though it answers, and says so', async (_how, breakIt, mendIt) => {
    const call = ([command, ...args]: readonly [string, ...string[]]) => redis.look().call(command, ...args);
    await call(breakIt);
    try {
      await create(ann);
      await eventually(async () => expect((await test.agent().get('/api/health')).body.dependencies.redis).toMatchObject({ status: 'down', detail: expect.stringContaining('takes nothing in') }), LONG);
      await delay(3_000); // several looks of the relay
      expect(await test.database.look('SELECT attempts, last_error, published_at FROM outbox ORDER BY created_at DESC LIMIT 1')).toEqual([{ attempts: 0, last_error: null, published_at: null }]);
    } finally {
      await call(mendIt);
    }
    await allDone();
  });

  it('counts limits by itself meanwhile, and never opens them', async () => {
    const ben = await signUp(test, 'Ben');
    await away();
    const statuses = new Map<number, number>();
    for (let turn = 0; turn < 45; turn++) {
      const { status } = await create(ben);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([[201, 40], [429, 5]]);
    await back();
    await allDone();
  });

  it('heals what it forgot: events whose jobs were lost with it still have their effect', async () => {
    const eve = await signUp(test, 'Eve');
    const queues = test.app.get(Queues).all();
    await Promise.all(queues.map((queue) => queue.pause())); // the jobs stay in Redis, undone
    const { body } = await create(eve);
    await eventually(async () => expect((await jobsOf(test)).length).toBeGreaterThan(0));
    await eventually(async () => expect((await work()).open).toBe(0));
    await away();
    await back();
    await Promise.all(queues.map((queue) => queue.resume()));
    expect(await test.database.look('SELECT FROM diagram_thumbnails WHERE diagram_id = $1', [body.id])).toEqual([]);
    await test.app.get(HandOnAgain).run(AbortSignal.timeout(10_000));
    await allDone();
    await eventually(async () => expect(await test.database.look('SELECT FROM diagram_thumbnails WHERE diagram_id = $1', [body.id])).toHaveLength(1), LONG);
  });
});
