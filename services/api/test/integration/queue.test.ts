import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Maintenance, MaintenanceTask, prepareQueueSchema, QUEUE_NAMES, Queues } from '../../src/platform/queue/index.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { createTestAppOn, describeOnBoth, jobsOf } from '../support/test-redis.js';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

describe('the schema of the queue', () => {
  const tables = () => test.database.look<{ name: string; forced: boolean; policies: string[] }>(`
    SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced, array(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS policies
    FROM pg_class c WHERE c.relnamespace = 'bullmq'::regnamespace AND c.relkind = 'r' ORDER BY 1`);

  it('has row-level security forced on every table, for the queue role and the owner alone', async () => {
    const found = await tables();
    expect(found.length).toBeGreaterThan(10);
    for (const table of found) expect(table).toMatchObject({ forced: true, policies: ['migrations', 'queue'] });
  });

  it('can be prepared again, by many at once, and with more queues', async () => {
    const before = await tables();
    await Promise.all([prepareQueueSchema(test.database.ownerUrl), prepareQueueSchema(test.database.ownerUrl, [...QUEUE_NAMES, 'one-more'])]);
    expect(await tables()).toEqual(before);
    const [found] = await test.database.look<{ made: boolean }>("SELECT to_regclass('bullmq.' || bullmq.job_id_seq_name('one-more')) IS NOT NULL AS made");
    expect(found).toEqual({ made: true });
  });

  it('gives the queue role its jobs and nothing else', async () => {
    const client = new pg.Client({ connectionString: test.database.urlOf('queue') });
    await client.connect();
    try {
      await expect(client.query('SELECT count(*) FROM bullmq.job')).resolves.toBeDefined();
      await expect(client.query('CREATE TABLE bullmq.mine ()')).rejects.toThrow('permission denied');
      await expect(client.query('SELECT * FROM public.outbox')).rejects.toThrow('permission denied');
      await expect(client.query("UPDATE bullmq.migration SET name = 'x'")).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });

  it('lets the queue role, and no other, commit without waiting for the disk', async () => {
    const waits = async (purpose: 'app' | 'auth' | 'relay' | 'queue') => {
      const client = new pg.Client({ connectionString: test.database.urlOf(purpose) });
      await client.connect();
      const { rows } = await client.query<{ source: string; setting: string }>("SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'");
      await client.end();
      return rows[0];
    };
    expect(await waits('queue')).toEqual({ setting: 'off', source: 'user' });
    for (const purpose of ['app', 'auth', 'relay'] as const) expect((await waits(purpose))?.source).not.toBe('user');
  });

  it('is closed to the role of the use cases', async () => {
    const client = new pg.Client({ connectionString: test.database.urlOf('app') });
    await client.connect();
    try {
      await expect(client.query('SELECT * FROM bullmq.job')).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });
});

describeOnBoth('a maintenance task', (redis) => {
  let test: TestApp;
  beforeAll(async () => {
    await redis?.start();
    test = await createTestAppOn(redis);
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  class Waits extends MaintenanceTask {
    override readonly name = 'waits';
    override readonly everySeconds = 1;
    runs = 0;
    readonly started = Promise.withResolvers<void>();
    readonly go = Promise.withResolvers<void>();
    override async run(): Promise<void> {
      this.runs++;
      this.started.resolve();
      await this.go.promise;
    }
  }

  it('runs on one worker at a time', async () => {
    const [maintenance, task] = [test.app.get(Maintenance), new Waits()];
    const first = maintenance.runTask(task);
    await task.started.promise;
    expect(await maintenance.runTask(task)).toBe(false);
    task.go.resolve();
    expect(await first).toBe(true);
    expect(await maintenance.runTask(task)).toBe(true);
    expect(task.runs).toBe(2);
  });

  it('that fails leaves the next turn free', async () => {
    const [maintenance, task] = [test.app.get(Maintenance), new Waits()];
    task.go.reject(new Error('no luck'));
    expect(await maintenance.runTask(task)).toBe(false);
    const next = new Waits();
    next.go.resolve();
    expect(await maintenance.runTask(next)).toBe(true);
  });
});

describeOnBoth('the queues', (redis) => {
  let test: TestApp;
  let queues: Queues;
  const event = () => ({ due: Date.now(), job: { eventId: randomUUID(), workspaceId: randomUUID(), actorId: null, type: 'diagram.saved' as const, payload: { diagramId: randomUUID(), version: 1 } } });

  beforeAll(async () => {
    await redis?.start();
    test = await createTestAppOn(redis);
    queues = test.app.get(Queues);
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  it('take an event once, count it, and let go of it', async () => {
    const [one, two] = [event(), event()];
    await queues.add('draw-thumbnail', [one, two]);
    await queues.add('draw-thumbnail', [two]);
    expect((await jobsOf(test)).map(({ id }) => id).sort()).toEqual([one.job.eventId, two.job.eventId].sort());
    expect((await queues.counts()).find(({ name }) => name === 'draw-thumbnail')).toMatchObject({ waiting: 2, active: 0, failed: 0 });
    await queues.discard('draw-thumbnail', one.job.eventId);
    await queues.discard('draw-thumbnail', one.job.eventId);
    expect((await jobsOf(test)).map(({ id }) => id)).toEqual([two.job.eventId]);
    expect(await queues.reachable()).toBe(true);
    expect(await queues.failed('draw-thumbnail', 10)).toEqual([]);
  });

  it('take a few one by one and many at once, each once', async () => {
    const events = Array.from({ length: 9 }, event);
    for (const size of [1, 3, 9]) await queues.add('pack-versions', events.slice(0, size));
    expect((await jobsOf(test)).filter(({ queue }) => queue === 'pack-versions').map(({ id }) => id).sort()).toEqual(events.map(({ job }) => job.eventId).sort());
  });
});
