import { randomUUID } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import type { EventType } from '@bpmn-studio/contracts';
import { DrawThumbnail } from '../../src/features/diagrams/adapters/draw-thumbnail.jobs.js';
import { IndexElements } from '../../src/features/search/adapters/index-elements.jobs.js';
import { AppError } from '../../src/kernel/app-error.js';
import { EventHandler, NeverAgain, Queues, type Effect, type EventOf, type QueueName } from '../../src/platform/queue/index.js';
import { ParkFailedJobs } from '../../src/platform/queue/park-failed-jobs.js';
import { RunEvent } from '../../src/platform/queue/run-event.js';
import { BpmnThreadError, BpmnThreads } from '../../src/platform/threads/index.js';
import { eventually } from '../support/eventually.js';
import { signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { createTestAppOn, describeOnBoth, jobsOf, type TestRedis } from '../support/test-redis.js';

jest.setTimeout(30_000); // the first document starts a thread, which takes its time on a busy machine

interface InboxRow {
  readonly handler: string;
  readonly done: boolean;
  readonly parked: boolean;
  readonly last_error: string | null;
}
const inboxOf = (test: TestApp, eventId: string) =>
  test.database.look<InboxRow>('SELECT handler, done_at IS NOT NULL AS done, parked_at IS NOT NULL AS parked, last_error FROM inbox WHERE event_id = $1 ORDER BY handler', [eventId]);

describeOnBoth('the worker', (redis) => {
  let test: TestApp;
  let anna: SignedUp;

  beforeAll(async () => {
    await redis?.start();
    test = await createTestAppOn(redis, { env: { ROLES: 'api,worker' } });
    anna = await signUp(test, 'Anna');
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  const named = (name: string) => EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]+)"/, `<bpmn:startEvent id="$1" name="${name}"`);
  async function create(): Promise<string> {
    const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: named('Order received') }).expect(201);
    return body.id as string;
  }
  const thumbnail = async (id: string) => (await test.database.look<{ version: number; svg: string }>('SELECT version, svg FROM diagram_thumbnails WHERE diagram_id = $1', [id]))[0];
  const elements = (id: string) => test.database.look<{ name: string | null; version: number }>('SELECT e.name, d.version FROM search_elements e JOIN search_diagrams d USING (workspace_id, diagram_id) WHERE diagram_id = $1 AND e.name IS NOT NULL', [id]);
  async function publish(type: EventType, diagramId: string, version = 1): Promise<string> {
    const [row] = await test.database.look<{ id: string }>('INSERT INTO outbox (workspace_id, type, payload) VALUES ($1, $2, $3) RETURNING id', [anna.workspaceId, type, JSON.stringify({ diagramId, version })]);
    return row!.id;
  }

  it('draws and indexes a new diagram', async () => {
    const id = await create();
    await eventually(async () => expect(await thumbnail(id)).toMatchObject({ version: 1, svg: expect.stringContaining('Order received') }));
    await eventually(async () => expect(await elements(id)).toEqual([{ name: 'Order received', version: 1 }]));
    const { body } = await anna.agent.get('/api/diagrams').expect(200);
    expect(body.items[0].thumbnailUrl).toBe(`/api/diagrams/${id}/thumbnail?v=1`);
  });

  it('shows the last save of a burst, and finishes every event of it', async () => {
    const id = await create();
    for (let version = 1; version <= 8; version++) await anna.agent.put(`/api/diagrams/${id}`).set('If-Match', `"${version}"`).send({ bpmnXml: named(`Step ${version}`) }).expect(200);
    await eventually(async () => expect(await thumbnail(id)).toMatchObject({ version: 9, svg: expect.stringContaining('Step 8') }));
    await eventually(async () => expect(await elements(id)).toEqual([{ name: 'Step 8', version: 9 }]));
    await eventually(async () => {
      const [open] = await test.database.look<{ count: number }>(
        "SELECT count(*)::int AS count FROM outbox o WHERE o.payload ->> 'diagramId' = $1 AND (SELECT count(*) FROM inbox i WHERE i.event_id = o.id AND i.done_at IS NOT NULL) < 2", [id]);
      expect(open).toEqual({ count: 0 });
    });
  });

  it('keeps the last of the jobs that are done, and in PostgreSQL no more than each further one can read through', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 40; n++) ids.push(await publish('diagram.saved', randomUUID()));
    await eventually(async () => expect(await test.database.look("SELECT FROM inbox WHERE handler = 'pack-versions' AND done_at IS NOT NULL AND event_id = ANY($1)", [ids])).toHaveLength(40));
    const kept = (await test.app.get(Queues).counts()).find(({ name }) => name === 'pack-versions')?.completed;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(redis === undefined ? 25 : 1_000);
  });

  it('takes a diagram in the trash out of the index, and back in when it is restored', async () => {
    const id = await create();
    await eventually(async () => expect(await elements(id)).toHaveLength(1));
    await anna.agent.delete(`/api/diagrams/${id}`).expect(204);
    await eventually(async () => expect(await elements(id)).toHaveLength(0));
    await anna.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    await eventually(async () => expect(await elements(id)).toHaveLength(1));
  });

  it('parks a document nobody can read, for each handler that must read it, and goes on with others', async () => {
    const id = await create();
    await eventually(async () => expect(await elements(id)).toHaveLength(1));
    await eventually(async () => expect(await thumbnail(id)).toBeDefined());
    await test.database.look('UPDATE diagram_versions SET content = $2 WHERE diagram_id = $1', [id, zstdCompressSync(Buffer.from('<not-bpmn/>'))]);
    await test.database.look('DELETE FROM diagram_thumbnails WHERE diagram_id = $1', [id]); // what is drawn is not drawn again
    const event = await publish('diagram.saved', id);
    await eventually(async () => {
      const rows = await inboxOf(test, event);
      expect(rows.map(({ handler, parked, done }) => ({ handler, parked, done }))).toEqual([
        { handler: 'draw-thumbnail', parked: true, done: false },
        { handler: 'index-elements', parked: true, done: false },
        { handler: 'pack-versions', parked: false, done: true }, // it looks at no document
      ]);
      expect(rows[0]?.last_error).toContain('BPMN');
    });
    const other = await create();
    await eventually(async () => expect(await thumbnail(other)).toBeDefined());
  });

  it('delivers the job of a dead worker again, and parks one that killed three', async () => {
    const id = await create();
    await eventually(async () => expect(await elements(id)).toHaveLength(1));
    const [again, deadly] = [randomUUID(), randomUUID()];
    for (const [event, stalls] of [[again, 1], [deadly, 2]] as const) { // deaths before this one
      const data = { eventId: event, workspaceId: anna.workspaceId, actorId: null, type: 'diagram.saved', payload: { diagramId: id, version: 1 } };
      await leaveDead(test, redis, event, data, stalls);
    }
    await eventually(async () => expect(await inboxOf(test, again)).toMatchObject([{ done: true }]), 15_000);
    await eventually(async () => expect(await inboxOf(test, deadly)).toMatchObject([{ done: false, parked: true, last_error: expect.stringContaining('stalled') }]), 15_000);
  }, 40_000);
});

describeOnBoth('a handler that fails', (redis) => {
  let test: TestApp;
  let anna: SignedUp;
  let failure: Error;

  beforeAll(async () => {
    const broken = { render: () => Promise.reject(failure), index: () => Promise.resolve([]) };
    await redis?.start();
    test = await createTestAppOn(redis, { env: { ROLES: 'api,worker' }, override: (builder) => builder.overrideProvider(BpmnThreads).useValue(broken) });
    anna = await signUp(test, 'Anna');
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  async function eventOfNewDiagram(): Promise<string> {
    const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
    const [row] = await test.database.look<{ id: string }>("SELECT id FROM outbox WHERE payload ->> 'diagramId' = $1", [body.id]);
    return row!.id;
  }
  const job = async (id: string) => (await jobsOf(test)).filter((one) => one.queue === 'draw-thumbnail' && one.id === id).map(({ state, attempts }) => ({ state, attempts_made: attempts }))[0];

  it('for want of something that is away is put off, and no attempt is counted', async () => {
    failure = new BpmnThreadError('busy', 'Too many documents are being worked on right now.');
    const event = await eventOfNewDiagram();
    await eventually(async () => expect(await job(event)).toEqual({ state: 'delayed', attempts_made: 0 }));
  });

  it('is tried again, and parked after five attempts; the administrator sends it again', async () => {
    failure = new Error('out of luck');
    const event = await eventOfNewDiagram();
    await eventually(async () => expect(await job(event)).toEqual({ state: 'delayed', attempts_made: 1 }));
    const [queue] = test.app.get(Queues).all();
    await eventually(async () => {
      await queue!.promoteJobs(); // instead of waiting out the growing pauses
      expect(await inboxOf(test, event)).toContainEqual({ handler: 'draw-thumbnail', done: false, parked: true, last_error: 'out of luck' });
    });
    expect(await job(event)).toEqual({ state: 'failed', attempts_made: 5 });
    await anna.agent.post(`/api/admin/outbox/${event}/replay`).expect(204); // the first account is the administrator's
    await eventually(async () => expect(await job(event)).toMatchObject({ state: 'delayed' }));
    expect(await inboxOf(test, event)).toContainEqual(expect.objectContaining({ handler: 'draw-thumbnail', parked: false }));
  });
});

describeOnBoth('an event delivered to a handler', (redis) => {
  let test: TestApp;
  let run: RunEvent;
  const workspaceId = randomUUID();
  const job = () => ({ eventId: randomUUID(), workspaceId, actorId: null, type: 'diagram.saved', payload: { diagramId: randomUUID(), version: 1 } });

  beforeAll(async () => {
    await redis?.start();
    test = await createTestAppOn(redis); // no worker: the test is the worker
    run = test.app.get(RunEvent);
    await test.database.look("INSERT INTO workspaces (id, name) VALUES ($1, 'Test')", [workspaceId]);
  });
  afterAll(async () => {
    await test.close();
    await redis?.stop();
  });

  it('is followed, though the diagram is saved again while it is read: who is never done writing is found and seen all the same', async () => {
    const anna = await signUp(test, 'Anna');
    const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
    const threads = test.app.get(BpmnThreads);
    let version = 1;
    const meanwhile = async <T>(work: Promise<T>): Promise<T> => {
      const done = await work;
      await anna.agent.put(`/api/diagrams/${body.id}`).set('If-Match', `"${version}"`).send({ bpmnXml: `${EMPTY_DIAGRAM_XML}<!-- ${version++} -->` }).expect(200);
      return done;
    };
    const [render, index] = [threads.render.bind(threads), threads.index.bind(threads)];
    const spies = [jest.spyOn(threads, 'render').mockImplementationOnce((document) => meanwhile(render(document))), jest.spyOn(threads, 'index').mockImplementationOnce((document) => meanwhile(index(document)))];
    const event = (of: number) => ({ eventId: randomUUID(), workspaceId: anna.workspaceId, actorId: null, type: 'diagram.saved', payload: { diagramId: body.id, version: of } });
    const followed = () => test.database.look(
      'SELECT t.version AS drawn, s.version AS indexed FROM diagram_thumbnails t JOIN search_diagrams s USING (workspace_id, diagram_id) WHERE diagram_id = $1', [body.id]);
    await run.run(test.app.get(DrawThumbnail), event(1));
    await run.run(test.app.get(IndexElements), event(1));
    expect(await followed()).toEqual([{ drawn: 1, indexed: 2 }]);
    for (const handler of [test.app.get(DrawThumbnail), test.app.get(IndexElements)]) await run.run(handler, event(1));
    expect(await followed()).toEqual([{ drawn: 3, indexed: 3 }]);
    expect(spies[0]).toHaveBeenCalledTimes(2);
    await run.run(test.app.get(DrawThumbnail), event(3));
    expect(spies[0]).toHaveBeenCalledTimes(2); // nothing new to draw
    for (const spy of spies) spy.mockRestore();
  });

  /** Writes a project an event, and can be told to fail. */
  class WritesProject extends EventHandler<'diagram.saved'> {
    override readonly name: QueueName = 'draw-thumbnail';
    override readonly events = ['diagram.saved'] as const;
    calls = 0;
    constructor(private readonly after: () => Promise<void> = async () => undefined) {
      super();
    }
    override async handle(event: EventOf<'diagram.saved'>, effect: Effect): Promise<void> {
      this.calls++;
      await effect(async (tx) => {
        await tx.$executeRaw`INSERT INTO projects (workspace_id, id, name) VALUES (${event.workspaceId}::uuid, gen_random_uuid(), ${event.eventId})`;
        await this.after();
      });
    }
  }
  const written = async (eventId: string) => (await test.database.look('SELECT id FROM projects WHERE name = $1', [eventId])).length;

  it('has its effect once, however often it comes', async () => {
    const [event, handler] = [job(), new WritesProject()];
    await Promise.all([run.run(handler, event), run.run(handler, event), run.run(handler, event)]);
    await run.run(handler, event);
    expect(await written(event.eventId)).toBe(1);
    expect(handler.calls).toBeLessThanOrEqual(3);
  });

  it('has none when the handler fails, and can try again', async () => {
    const event = job();
    let broken = true;
    const handler = new WritesProject(async () => {
      if (broken) throw new AppError('server.unavailable');
    });
    await expect(run.run(handler, event)).rejects.toThrow('server.unavailable');
    expect(await written(event.eventId)).toBe(0);
    expect(await inboxOf(test, event.eventId)).toEqual([]);
    broken = false;
    await run.run(handler, event);
    expect(await written(event.eventId)).toBe(1);
    expect(await inboxOf(test, event.eventId)).toMatchObject([{ done: true }]);
  });

  it('is done when the handler has nothing to write', async () => {
    const event = job();
    const idle = Object.assign(new WritesProject(), { handle: async () => undefined });
    await run.run(idle, event);
    expect(await inboxOf(test, event.eventId)).toMatchObject([{ done: true }]);
  });

  it('is refused for good when it cannot be read', async () => {
    await expect(run.run(new WritesProject(), { ...job(), payload: { version: 'one' } })).rejects.toBeInstanceOf(NeverAgain);
    await expect(run.run(new WritesProject(), 'nonsense')).rejects.toBeInstanceOf(NeverAgain);
  });

  it('that was given up is parked by the sweep, when the worker died before it could', async () => {
    const event = job();
    await leaveFailed(test, redis, event.eventId, event);
    await test.app.get(ParkFailedJobs).run(AbortSignal.timeout(10_000));
    expect(await inboxOf(test, event.eventId)).toEqual([{ handler: 'draw-thumbnail', done: false, parked: true, last_error: 'out of luck' }]);
  });
});

/** Leaves a job as a worker does that was killed: active, under a lock that nobody renews. */
async function leaveDead(test: TestApp, redis: TestRedis | undefined, id: string, data: unknown, stalls: number): Promise<void> {
  if (redis === undefined) {
    await test.database.look(
      `INSERT INTO bullmq.job (queue, id, seq, name, state, data, max_attempts, attempts_started, added_at_ms, lock_token, locked_until_ms, stalled_count)
       VALUES ('index-elements', $1, nextval('bullmq.job_seq'), 'index-elements', 'active', $2, 5, 1, 0, 'dead', extract(epoch FROM now()) * 1000, $3)`,
      [id, JSON.stringify(data), stalls]);
    return;
  }
  const queue = '{bpmn-studio}:index-elements';
  await redis.look().hset(`${queue}:${id}`, { name: 'index-elements', data: JSON.stringify(data), opts: '{"attempts":5}', timestamp: 1, delay: 0, priority: 0, ats: 1, stc: stalls });
  await redis.look().lpush(`${queue}:active`, id);
}

/** Leaves a job that was given up, by a worker that died before it could park it. */
async function leaveFailed(test: TestApp, redis: TestRedis | undefined, id: string, data: unknown): Promise<void> {
  if (redis === undefined) {
    await test.database.look(
      `INSERT INTO bullmq.job (queue, id, seq, name, state, data, added_at_ms, finished_at_ms, attempts_made, failed_reason)
       VALUES ('draw-thumbnail', $1, nextval('bullmq.job_seq'), 'draw-thumbnail', 'failed', $2, 0, 1, 5, 'out of luck')`, [id, JSON.stringify(data)]);
    return;
  }
  const queue = '{bpmn-studio}:draw-thumbnail';
  await redis.look().hset(`${queue}:${id}`, { name: 'draw-thumbnail', data: JSON.stringify(data), opts: '{}', timestamp: 1, atm: 5, finishedOn: 1, failedReason: 'out of luck' });
  await redis.look().zadd(`${queue}:failed`, 1, id);
}
