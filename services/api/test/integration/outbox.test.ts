import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Notices } from '../../src/platform/notices/index.js';
import { OutboxWake } from '../../src/platform/outbox/index.js';
import { HandOnAgain, SWEEP } from '../../src/platform/outbox/hand-on-again.js';
import { OutboxRetention } from '../../src/platform/outbox/outbox-retention.js';
import { PublishBatch } from '../../src/platform/outbox/publish-batch.js';
import { Queues } from '../../src/platform/queue/index.js';
import { eventually } from '../support/eventually.js';
import type { TestApp } from '../support/test-app.js';
import { createTestAppOn, describeOnBoth, jobsOf } from '../support/test-redis.js';

interface Row {
  readonly id: string;
  readonly published: boolean;
  readonly parked: boolean;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly due: boolean;
}

describeOnBoth('the outbox relay', (redis) => {
  let test: TestApp;
  let now = 0;
  /** The relay, each time a minute later: nothing rests any more. */
  const relay = { run: (later = 60_000) => ((now += later), test.app.get(PublishBatch).run()) };
  let queues: Queues;
  const workspaceId = randomUUID();

  beforeAll(async () => {
    await redis?.start();
    test = await createTestAppOn(redis); // the api role alone: nothing moves unless a test moves it
    queues = test.app.get(Queues);
  });
  beforeEach(async () => {
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    await test.database.look('TRUNCATE outbox, inbox, bullmq.job CASCADE');
    await redis?.look().flushall();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  async function write(type = 'diagram.saved', payload: unknown = { diagramId: randomUUID(), version: 1 }): Promise<string> {
    const [row] = await test.database.look<{ id: string }>('INSERT INTO outbox (workspace_id, type, payload) VALUES ($1, $2, $3) RETURNING id', [workspaceId, type, JSON.stringify(payload)]);
    return row!.id;
  }
  async function read(id: string): Promise<Row> {
    const [row] = await test.database.look<Row>('SELECT id, published_at IS NOT NULL AS published, parked_at IS NOT NULL AS parked, attempts, last_error, next_attempt_at <= now() AS due FROM outbox WHERE id = $1', [id]);
    return row!;
  }
  const jobs = async () => (await jobsOf(test)).map(({ queue, id }) => ({ queue, id }));

  it('hands an event to the queue of each of its handlers, the event id being the job id', async () => {
    const id = await write();
    expect(await relay.run()).toBe(1);
    expect(await jobs()).toEqual([{ queue: 'draw-thumbnail', id }, { queue: 'index-elements', id }, { queue: 'pack-versions', id }]);
    expect(await read(id)).toMatchObject({ published: true, parked: false });
    expect(await relay.run()).toBe(0);
  });

  it('makes no second job of an event that is handed on twice', async () => {
    await write();
    await relay.run();
    await test.database.look('UPDATE outbox SET published_at = NULL');
    await relay.run();
    expect(await jobs()).toHaveLength(3);
  });

  it('parks what no version could read, and moves the rest on', async () => {
    const unknown = await write('diagram.exploded');
    const broken = await write('diagram.saved', { diagramId: 'nobody' });
    const good = await write();
    expect(await relay.run()).toBe(3);
    expect(await read(unknown)).toMatchObject({ published: false, parked: true, attempts: 1 });
    expect((await read(unknown)).last_error).toContain('type');
    expect(await read(broken)).toMatchObject({ published: false, parked: true });
    expect(await read(good)).toMatchObject({ published: true });
  });

  it('hands on the last event of a diagram alone, and notes that its handlers are done with those before it', async () => {
    const diagramId = randomUUID();
    const saved = [await write('diagram.saved', { diagramId, version: 2 }), await write('diagram.saved', { diagramId, version: 3 })];
    const last = await write('diagram.deleted', { diagramId, version: 3 });
    expect(await relay.run()).toBe(3);
    expect(await jobs()).toEqual([{ queue: 'draw-thumbnail', id: saved[1] }, { queue: 'index-elements', id: last }, { queue: 'pack-versions', id: saved[1] }]);
    for (const id of [...saved, last]) expect(await read(id)).toMatchObject({ published: true });
    const done = await test.database.look('SELECT event_id, handler FROM inbox WHERE done_at IS NOT NULL ORDER BY event_id, handler');
    expect(done).toEqual([...['draw-thumbnail', 'index-elements', 'pack-versions'].map((handler) => ({ event_id: saved[0], handler })), { event_id: saved[1], handler: 'index-elements' }]);
  });

  it('lets no event that was handed on before do the part of a newer one', async () => {
    const diagramId = randomUUID();
    const before = await write('diagram.saved', { diagramId, version: 2 });
    await relay.run();
    const after = await write('diagram.saved', { diagramId, version: 3 });
    await test.database.look('UPDATE outbox SET published_at = NULL, next_attempt_at = clock_timestamp() WHERE id = $1', [before]); // due after the newer one
    expect(await relay.run()).toBe(2);
    expect(new Set((await jobs()).filter(({ id }) => id === after).map(({ queue }) => queue))).toEqual(new Set(['draw-thumbnail', 'index-elements', 'pack-versions']));
    expect(await test.database.look('SELECT DISTINCT event_id FROM inbox WHERE done_at IS NOT NULL')).toEqual([{ event_id: before }]);
  });

  it('notes nothing of events whose last one the queue refuses', async () => {
    const diagramId = randomUUID();
    const first = await write('diagram.saved', { diagramId, version: 2 });
    const last = await write('diagram.saved', { diagramId, version: 3 });
    jest.spyOn(queues, 'add').mockRejectedValue(new Error('refused'));
    await relay.run();
    expect(await read(last)).toMatchObject({ published: false, attempts: 1 });
    expect(await read(first)).toMatchObject({ published: false, attempts: 0, due: true });
    expect(await test.database.look('SELECT FROM inbox')).toEqual([]);
  });

  it('lets a diagram that was handed on a moment ago rest, longer while its queues are full, and hands on what is new of others', async () => {
    const [diagramId, other] = [randomUUID(), randomUUID()];
    const waiting = jest.spyOn(queues, 'mostWaiting').mockResolvedValue(0);
    await write('diagram.saved', { diagramId, version: 2 });
    await relay.run();
    const soon = await write('diagram.saved', { diagramId, version: 3 });
    await relay.run(5_000);
    expect(await read(soon)).toMatchObject({ published: true });
    const rested = [await write('diagram.saved', { diagramId, version: 4 }), await write('diagram.saved', { diagramId, version: 5 })];
    const fresh = await write('diagram.saved', { diagramId: other, version: 2 });
    expect(await relay.run(1)).toBe(3);
    expect(await read(rested[0]!)).toMatchObject({ published: true }); // the one after it does its part
    expect(await read(rested[1]!)).toMatchObject({ published: false, attempts: 0, last_error: null });
    expect(await read(fresh)).toMatchObject({ published: true });
    const again = () => test.database.look('UPDATE outbox SET next_attempt_at = now() WHERE id = $1', [rested[1]]);
    waiting.mockResolvedValue(200);
    await again();
    await relay.run(5_000);
    expect(await read(rested[1]!)).toMatchObject({ published: false, due: false });
    await again();
    await relay.run(4_999);
    expect(await read(rested[1]!)).toMatchObject({ published: true });
    expect((await jobs()).filter(({ queue }) => queue === 'draw-thumbnail').map(({ id }) => id)).toEqual(expect.arrayContaining([soon, fresh, rested[1]]));
  });

  it('counts the jobs of its fullest queue', async () => {
    await write();
    await relay.run();
    expect(await queues.mostWaiting(['draw-thumbnail', 'import-files'])).toBe(1);
    expect(await queues.mostWaiting(['import-files'])).toBe(0);
  });

  it('lets relays share the rows, each moved once', async () => {
    await Promise.all(Array.from({ length: 30 }, () => write()));
    const add = jest.spyOn(queues, 'add');
    const moved = await Promise.all([relay.run(), relay.run(), relay.run()]);
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(30);
    const ids = add.mock.calls.filter(([queue]) => queue === 'draw-thumbnail').flatMap(([, some]) => some.map(({ job }) => job.eventId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await jobs()).toHaveLength(90);
  });

  it('puts off an event the queue refuses, parks it after ten attempts, and never holds up the next', async () => {
    const refused = await write();
    const good = await write();
    const add = queues.add.bind(queues);
    jest.spyOn(queues, 'add').mockImplementation((name, some) => (some.some(({ job }) => job.eventId === refused) ? Promise.reject(new Error('refused')) : add(name, some)));
    await relay.run();
    expect(await read(good)).toMatchObject({ published: true });
    expect(await read(refused)).toMatchObject({ published: false, parked: false, attempts: 1, due: false, last_error: expect.stringContaining('refused') });
    expect(await relay.run()).toBe(0);
    for (let attempt = 2; attempt <= 10; attempt++) {
      await test.database.look('UPDATE outbox SET next_attempt_at = now() WHERE id = $1', [refused]);
      await relay.run();
    }
    expect(await read(refused)).toMatchObject({ parked: true, attempts: 10 });
  });

  it('leaves everything as it was while the queue is away', async () => {
    const id = await write();
    jest.spyOn(queues, 'add').mockRejectedValue(new Error('away'));
    jest.spyOn(queues, 'reachable').mockResolvedValue(false);
    await expect(relay.run()).rejects.toThrow('away');
    expect(await read(id)).toMatchObject({ published: false, attempts: 0, due: true });
  });

  it('forgets events after a week, but none that a handler may still need', async () => {
    const [old, parked, young] = [await write(), await write(), await write()];
    await test.database.look("UPDATE outbox SET published_at = now() - CASE WHEN id = $1 THEN interval '6 days' ELSE interval '8 days' END", [young]);
    await test.database.look("INSERT INTO inbox (workspace_id, event_id, handler, type, parked_at) VALUES ($1, $2, 'draw-thumbnail', 'diagram.saved', now())", [workspaceId, parked]);
    await test.database.look("INSERT INTO inbox (workspace_id, event_id, handler, type, done_at) VALUES ($1, $2, 'draw-thumbnail', 'diagram.saved', now() - interval '31 days')", [workspaceId, old]);
    await test.app.get(OutboxRetention).run(AbortSignal.timeout(10_000));
    expect((await test.database.look<{ id: string }>('SELECT id FROM outbox')).map(({ id }) => id).sort()).toEqual([parked, young].sort());
    expect(await test.database.look('SELECT event_id FROM inbox')).toEqual([{ event_id: parked }]);
  });

  it('gives up what nobody sent again for 90 days', async () => {
    const [neverMoved, newlyParked, givenUp] = [await write(), await write(), await write()];
    await test.database.look("UPDATE outbox SET parked_at = now() - CASE WHEN id = $1 THEN interval '91 days' ELSE interval '89 days' END WHERE id IN ($1, $2)", [neverMoved, newlyParked]);
    await test.database.look("UPDATE outbox SET published_at = now() - interval '91 days' WHERE id = $1", [givenUp]);
    const parked = "INSERT INTO inbox (workspace_id, event_id, handler, type, parked_at) VALUES ($1, $2, $3, 'diagram.saved', now() - $4 * interval '1 day')";
    await test.database.look(parked, [workspaceId, givenUp, 'draw-thumbnail', 91]);
    await test.database.look(parked, [workspaceId, newlyParked, 'index-elements', 89]);
    await test.app.get(OutboxRetention).run(AbortSignal.timeout(10_000));
    expect(await test.database.look('SELECT id FROM outbox')).toEqual([{ id: newlyParked }]);
    expect(await test.database.look('SELECT event_id FROM inbox')).toEqual([{ event_id: newlyParked }]);
  });

  describe('when a queue has lost its jobs', () => {
    const sweep = () => test.app.get(HandOnAgain).run(AbortSignal.timeout(10_000));
    const loseJobs = async () => {
      await test.database.look('TRUNCATE bullmq.job CASCADE');
      await redis?.look().flushall();
    };
    const timePasses = () => test.database.look("UPDATE outbox SET published_at = published_at - interval '10 minutes'");
    const settle = (id: string, handler: string, column: 'done_at' | 'parked_at') =>
      test.database.look(`INSERT INTO inbox (workspace_id, event_id, handler, type, ${column}) VALUES ($1, $2, $3, 'diagram.saved', now())`, [workspaceId, id, handler]);
    const handlers = async () => (await jobs()).map(({ queue }) => queue);

    beforeEach(() => test.database.look("UPDATE outbox_sweep SET published_at = '-infinity', event_id = '00000000-0000-0000-0000-000000000000'"));

    it('hands on again what some handler has not done', async () => {
      const [untouched, half, done, parked] = [await write(), await write(), await write(), await write()];
      await relay.run();
      const all = await handlers();
      const subscribers = [...new Set(all)];
      await settle(half, subscribers[0]!, 'done_at');
      for (const handler of subscribers) await settle(done, handler, 'done_at');
      for (const handler of subscribers) await settle(parked, handler, 'parked_at');
      await loseJobs();
      await timePasses();
      await sweep();
      expect([await read(untouched), await read(half), await read(done), await read(parked)].map(({ published }) => published)).toEqual([false, false, true, true]);
      await relay.run();
      expect(new Set((await jobs()).map(({ id }) => id))).toEqual(new Set([untouched, half]));
    });

    it('leaves alone what was handed on a moment ago, and finds it later', async () => {
      const id = await write();
      await relay.run();
      await loseJobs();
      await sweep();
      expect(await read(id)).toMatchObject({ published: true });
      await timePasses();
      await sweep();
      expect(await read(id)).toMatchObject({ published: false, due: true });
    });

    it('makes no second job of what is still there, and asks after it again', async () => {
      const id = await write();
      await relay.run();
      const before = await jobs();
      for (let round = 0; round < 2; round++) {
        await timePasses();
        await sweep();
        expect(await read(id)).toMatchObject({ published: false });
        await relay.run();
        expect(await jobs()).toEqual(before);
      }
    });

    it('looks at each event once, in bounded batches', async () => {
      await test.database.look(
        `INSERT INTO outbox (workspace_id, type, payload, published_at) SELECT $1, 'diagram.saved', jsonb_build_object('diagramId', gen_random_uuid(), 'version', 1), now() - interval '1 hour' FROM generate_series(1, 1200)`, [workspaceId]);
      await sweep();
      expect(await test.database.look('SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL')).toEqual([{ waiting: 1200 }]);
      await test.database.look("UPDATE outbox SET published_at = now() - interval '2 hours'"); // behind the mark
      await sweep();
      expect(await test.database.look('SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL')).toEqual([{ waiting: 0 }]);
    });

    it('enters the index of events at the mark, however many lie before it', async () => {
      await test.database.look("INSERT INTO outbox (workspace_id, type, payload, published_at) SELECT $1, 'diagram.saved', '{}', now() - n * interval '1 s' FROM generate_series(1, 5000) n", [workspaceId]);
      await test.database.look('ANALYZE outbox');
      const plan = await test.database.look<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${SWEEP}`);
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index Scan using outbox_published on outbox o .*\n *Index Cond: \(\(published_at >= \(InitPlan/);
    });
  });

  it('is woken by whoever writes', async () => {
    let heard = 0;
    test.app.get(Notices).subscribe('outbox', () => heard++);
    await eventually(async () => {
      test.app.get(OutboxWake).wake();
      expect(heard).toBeGreaterThan(0);
    });
  });
});
