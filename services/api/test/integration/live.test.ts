import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestingModuleBuilder } from '@nestjs/testing';
import pg from 'pg';
import supertest from 'supertest';
import { LiveServer } from '../../src/features/collaboration/adapters/live-server.js';
import { WriteLeftVersions } from '../../src/features/collaboration/adapters/write-left-versions.jobs.js';
import { Notices } from '../../src/platform/notices/index.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { joinLive, type Editor } from '../support/live-editors.js';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { createTestDatabase, TEST_AUTH_SECRET } from '../support/test-database.js';
import { describeOnBoth } from '../support/test-redis.js';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="Definitions_1" targetNamespace="http://example.org">
  <bpmn:process id="Process_1" isExecutable="false"><bpmn:task id="Task_1" name="Pack" /><bpmn:task id="Task_2" name="Ship" /></bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1"><bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">
    <bpmndi:BPMNShape id="Task_1_di" bpmnElement="Task_1"><dc:Bounds x="100" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="Task_2_di" bpmnElement="Task_2"><dc:Bounds x="300" y="100" width="100" height="80" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

const editors: Editor[] = [];
afterEach(() => {
  for (const editor of editors.splice(0)) editor.leave();
});

async function given(person: SignedUp): Promise<string> {
  const { body } = await person.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: XML }).expect(201);
  return body.id as string;
}
async function inside(app: TestApp, person: SignedUp, diagramId: string): Promise<Editor> {
  const editor = await joinLive(app, person, diagramId);
  editors.push(editor);
  await editor.ready();
  return editor;
}
const nameOf = (editor: Editor, id: string) => editor.records.get(id)?.get('name');
const rename = (editor: Editor, id: string, name: string) => editor.records.get(id)!.set('name', name);
const read = async (person: SignedUp, id: string) => (await person.agent.get(`/api/diagrams/${id}`).expect(200)).body as { version: number; bpmnXml: string; updatedBy: { id: string } };

describe('editing together', () => {
  let app: TestApp;
  let ann: SignedUp;
  let bob: SignedUp;

  beforeAll(async () => {
    app = await createTestApp({ env: { LIVE_REST_SECONDS: '2' } });
    [ann, bob] = [await signUp(app, 'Ann'), await signUp(app, 'Bob')];
    await join(app, ann.workspaceId, bob.userId, 'editor');
  }, 60_000);
  afterAll(async () => app?.close());

  it('tells nobody of an edit, its sender included, before it is in the journal', async () => {
    const id = await given(ann);
    const [a, b] = [await inside(app, ann, id), await inside(app, bob, id)];
    const holder = new pg.Client({ connectionString: app.database.adminUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM live_documents WHERE diagram_id = $1 FOR UPDATE', [id]);
    rename(a, 'Task_1', 'Wrap');
    await eventually(async () => expect(await app.database.look("SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock' AND query LIKE '%append_live%'", [app.database.name])).toHaveLength(1));
    expect([a.provider.hasUnsyncedChanges, nameOf(b, 'Task_1')]).toEqual([true, 'Pack']);
    await holder.query('COMMIT');
    await holder.end();
    await a.acknowledged();
    expect(await app.database.look('SELECT sequence FROM live_updates WHERE diagram_id = $1', [id])).toEqual([{ sequence: 1 }]);
    await eventually(async () => expect(nameOf(b, 'Task_1')).toBe('Wrap'));
  });

  it('becomes a version of whoever edited last when it rests, audited and told of as every save', async () => {
    const id = await given(ann);
    const b = await inside(app, bob, id);
    rename(b, 'Task_1', 'Wrap');
    await eventually(async () => expect(b.news).toContainEqual({ type: 'written', version: 2 }));
    expect(await read(ann, id)).toMatchObject({ version: 2, bpmnXml: expect.stringContaining('name="Wrap"'), updatedBy: { id: bob.userId } });
    expect(await app.database.look("SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action = 'diagram.saved' AND actor_id = $2", [id, bob.userId])).toHaveLength(1);
    expect(await app.database.look("SELECT 1 FROM outbox WHERE payload ->> 'diagramId' = $1 AND type = 'diagram.saved'", [id])).toHaveLength(1);
    expect(await app.database.look('SELECT unwritten FROM live_documents WHERE diagram_id = $1', [id])).toEqual([{ unwritten: false }]);
  });

  it('becomes a version when somebody asks, and when the last one leaves', async () => {
    const id = await given(ann);
    const a = await inside(app, ann, id);
    rename(a, 'Task_1', 'Wrap');
    await a.acknowledged();
    a.provider.sendStateless(JSON.stringify({ type: 'write' }));
    await eventually(async () => expect((await read(ann, id)).version).toBe(2));
    rename(a, 'Task_1', 'Box');
    await a.acknowledged();
    a.leave();
    await eventually(async () => expect(await read(ann, id)).toMatchObject({ version: 3, bpmnXml: expect.stringContaining('name="Box"') }));
  });

  it('goes on where it was left, and shows what was saved over REST meanwhile', async () => {
    const id = await given(ann);
    const a = await inside(app, ann, id);
    rename(a, 'Task_1', 'Wrap');
    await a.acknowledged();
    a.leave();
    await eventually(async () => expect((await read(ann, id)).version).toBe(2));
    const { bpmnXml } = await read(ann, id);
    await bob.agent.put(`/api/diagrams/${id}`).set('If-Match', '"2"').send({ bpmnXml: bpmnXml.replace('Ship', 'Send') }).expect(200);
    const again = await inside(app, ann, id);
    await eventually(async () => expect([nameOf(again, 'Task_1'), nameOf(again, 'Task_2')]).toEqual(['Wrap', 'Send']));
  });

  it('takes in what is saved over REST meanwhile, and refuses what is stale', async () => {
    const id = await given(ann);
    const a = await inside(app, ann, id);
    rename(a, 'Task_1', 'Wrap');
    await a.acknowledged();
    await bob.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ bpmnXml: XML.replace('Ship', 'Send') }).expect(200);
    await eventually(async () => expect([nameOf(a, 'Task_1'), nameOf(a, 'Task_2')]).toEqual(['Wrap', 'Send']));
    await eventually(async () => expect(await read(ann, id)).toMatchObject({ version: 3, bpmnXml: expect.stringMatching(/name="Wrap"[^]*name="Send"/) }));
    expect((await bob.agent.put(`/api/diagrams/${id}`).set('If-Match', '"2"').send({ bpmnXml: XML })).body).toMatchObject({ status: 409, code: 'diagram.version_conflict', currentVersion: 3 });
    await bob.agent.post(`/api/diagrams/${id}/versions/1/restore`).set('If-Match', '"3"').expect(200);
    await eventually(async () => expect([nameOf(a, 'Task_1'), nameOf(a, 'Task_2')]).toEqual(['Pack', 'Ship']));
  });

  it('is compacted: a new snapshot takes the place of many rows, and says the same', async () => {
    const id = await given(ann);
    const a = await inside(app, ann, id);
    await app.database.look("INSERT INTO live_updates SELECT workspace_id, diagram_id, n, '\\x0000' FROM live_documents, generate_series(1, 600) n WHERE diagram_id = $1", [id]);
    await app.database.look('UPDATE live_documents SET sequence = 600 WHERE diagram_id = $1', [id]);
    rename(a, 'Task_1', 'Wrap');
    await a.acknowledged();
    await eventually(async () => expect(await app.database.look('SELECT 1 FROM live_updates WHERE diagram_id = $1', [id])).toEqual([]));
    const b = await inside(app, bob, id);
    expect(nameOf(b, 'Task_1')).toBe('Wrap');
  });

  it('remembers whose edits no version holds, the latest last', async () => {
    const id = await given(ann);
    (await inside(app, ann, id)).leave();
    const [first, second, third] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const turns = [[third], [second], [first], [third]].map((authors) => `{${authors.join(',')}}`);
    await app.database.look("SELECT app.append_live(d.workspace_id, d.diagram_id, '\\x0000', by::uuid[], now()) FROM live_documents d, unnest($2::text[]) by WHERE d.diagram_id = $1", [id, turns]);
    expect(await app.database.look('SELECT authors FROM live_documents WHERE diagram_id = $1', [id])).toEqual([{ authors: [second, first, third] }]);
  });

  it('is written by the worker when a process died over it, by an owner when nobody who edited is there any more', async () => {
    const id = await given(ann);
    const b = await inside(app, bob, id);
    rename(b, 'Task_1', 'Wrap');
    await b.acknowledged();
    // As a process leaves it that died: nobody here knows of it.
    const [row] = await app.database.look<{ workspace_id: string }>("UPDATE live_documents SET changed_at = now() - interval '1 hour' WHERE diagram_id = $1 RETURNING workspace_id", [id]);
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [row!.workspace_id, bob.userId]);
    await eventually(async () => {
      await app.app.get(WriteLeftVersions, { strict: false }).run(AbortSignal.timeout(10_000));
      expect(await read(ann, id)).toMatchObject({ version: 2, updatedBy: { id: ann.userId } });
    });
    await join(app, row!.workspace_id, bob.userId, 'editor');
  });
});

/** Notices that all get lost. */
class Deaf extends Notices {
  override readonly connected = false;
  override publish(): void {}
  override subscribe(): void {}
  override onConnected(): void {}
}

describe('editing together on two processes that do not hear each other', () => {
  it('is found by looking: edits come across, and saves of elsewhere', async () => {
    const deaf = { override: (builder: TestingModuleBuilder) => builder.overrideProvider(Notices).useValue(new Deaf()) };
    const one = await createTestApp(deaf);
    const two = await createTestApp({ ...deaf, database: one.database });
    const ann = await signUp(one, 'Ann');
    const id = await given(ann);
    const [a, b] = [await inside(one, ann, id), await inside(two, ann, id)];
    rename(a, 'Task_1', 'Wrap');
    await eventually(async () => expect(nameOf(b, 'Task_1')).toBe('Wrap'));
    rename(b, 'Task_2', 'Send');
    await eventually(async () => expect(nameOf(a, 'Task_2')).toBe('Send'));
    for (const editor of editors.splice(0)) editor.leave();
    await two.close();
    await one.close();
  });
});

describeOnBoth('editing together on two processes', (redis) => {
  let one: TestApp;
  let two: TestApp;
  let ann: SignedUp;
  let bob: SignedUp;

  beforeAll(async () => {
    await redis?.start();
    one = await createTestApp({ env: { ...redis?.env, LIVE_REST_SECONDS: '2' } });
    two = await createTestApp({ database: one.database, env: { ...redis?.env, LIVE_REST_SECONDS: '2' } });
    [ann, bob] = [await signUp(one, 'Ann'), await signUp(two, 'Bob')];
    await join(one, ann.workspaceId, bob.userId, 'editor');
  }, 60_000);
  afterAll(async () => {
    await two?.close();
    await one?.close();
    await redis?.stop();
  });

  it('seeds a document once, and brings edits and people across', async () => {
    const id = await given(ann);
    const [a, b] = await Promise.all([inside(one, ann, id), inside(two, bob, id)]);
    rename(a, 'Task_1', 'Wrap');
    rename(b, 'Task_2', 'Send');
    await Promise.all([a.acknowledged(), b.acknowledged()]);
    await eventually(async () => expect([nameOf(b, 'Task_1'), nameOf(a, 'Task_2')]).toEqual(['Wrap', 'Send']));
    await eventually(async () => {
      a.provider.setAwarenessField('cursor', { x: Math.random() });
      const seen = [...b.provider.awareness!.getStates().values()];
      expect(seen).toContainEqual(expect.objectContaining({ user: { id: ann.userId, name: 'Ann' } }));
    });
  });

  it('goes on while the other process stops: its people come over and nothing is lost', async () => {
    const id = await given(ann);
    const third = await createTestApp({ database: one.database, env: { ...redis?.env, LIVE_REST_SECONDS: '2' } });
    const [a, c] = [await inside(one, ann, id), await inside(third, bob, id)];
    rename(c, 'Task_2', 'Send');
    await c.acknowledged();
    await third.app.get(LiveServer, { strict: false }).drain();
    expect(await c.closed()).toEqual({ code: 4503, reason: 'try_again' });
    await third.close();
    await eventually(async () => expect(nameOf(a, 'Task_2')).toBe('Send'));
  });

  it('writes one version of one session, whoever is asked', async () => {
    const id = await given(ann);
    const [a, b] = [await inside(one, ann, id), await inside(two, bob, id)];
    rename(a, 'Task_1', 'Wrap');
    rename(b, 'Task_2', 'Send');
    await eventually(async () => expect([a.news, b.news]).toEqual([[{ type: 'written', version: 2 }], [{ type: 'written', version: 2 }]]));
    await eventually(async () => expect(await one.database.look('SELECT unwritten FROM live_documents WHERE diagram_id = $1', [id])).toEqual([{ unwritten: false }]));
    expect((await read(ann, id)).version).toBe(2);
  });
});

const MAIN = joinPath(import.meta.dirname, '../../dist/main.js');
(existsSync(MAIN) ? describe : describe.skip)('a process that is killed', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await eventually(() => database.drop());
  });

  /** The product as a process of its own, in the place of a test app. */
  async function startProcess(): Promise<{ readonly app: TestApp; readonly child: ChildProcess }> {
    const port = await freePort();
    const env = { PATH: process.env['PATH'], PORT: String(port), METRICS_PORT: String(await freePort()), DATABASE_URL: database.ownerUrl, AUTH_SECRET: TEST_AUTH_SECRET, LOG_LEVEL: 'warn', LIVE_EDITING: 'on' };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    children.push(child);
    const origin = `http://127.0.0.1:${port}`;
    await eventually(async () => expect((await fetch(`${origin}/api/health/ready`, { headers: { connection: 'close' } })).status).toBe(200), 60_000);
    return { child, app: { origin, database, agent: () => supertest.agent(origin).set('Origin', origin) } as TestApp };
  }

  it('right after an acknowledgement, with every client gone, has lost nothing', async () => {
    const first = await startProcess();
    const ann = await signUp(first.app, 'Ann');
    const id = await given(ann);
    const a = await inside(first.app, ann, id);
    rename(a, 'Task_1', 'Wrap');
    await a.acknowledged();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    a.leave();
    const second = await startProcess();
    const agent = second.app.agent();
    await agent.post('/api/auth/sign-in/email').send({ email: ann.email, password: 'correct horse battery staple' }).expect(200);
    const again = await inside(second.app, { ...ann, agent }, id);
    expect(nameOf(again, 'Task_1')).toBe('Wrap');
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
  }, 120_000);
});
