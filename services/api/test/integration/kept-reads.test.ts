import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import pg from 'pg';
import { createTestApp, join, signUp, TEST_PASSWORD, type Agent, type SignedUp, type TestApp } from '../support/test-app.js';
import { describeOnBoth, type TestRedis } from '../support/test-redis.js';
import { Witness } from '../support/witness.js';

/** Two replicas of the product on one database; what one acknowledged, the other must know. */
function replicasOn(redis: TestRedis | undefined) {
  const apps: TestApp[] = [];
  beforeAll(async () => {
    await redis?.start();
    apps.push(await createTestApp({ env: redis?.env ?? {} }));
    apps.push(await createTestApp({ env: redis?.env ?? {}, database: apps[0]!.database }));
  });
  afterAll(async () => {
    await apps[1]?.app.close();
    await apps[0]?.close();
    await redis?.stop();
  });
  return apps;
}

describeOnBoth('two replicas', (redis) => {
  const apps = replicasOn(redis);

  it('never show what a change has replaced, whoever reads where, in 200 rounds of changes and reads at once', async () => {
    const witness = await Witness.begin(apps, { diagrams: 8, seed: 20261121 });
    for (let round = 0; round < 200; round++) await witness.round({ writers: 3, readers: 3 });
    expect(witness.seen).toMatchObject({ wrong: [] });
    // The rounds prove something only when lists were found unchanged, changed, and kept.
    expect(witness.seen.notModified).toBeGreaterThan(50);
    expect(witness.seen.listed).toBeGreaterThan(100);
    expect(witness.seen.opened).toBeGreaterThan(100);
  }, 120_000);

  it('notice a transaction that began before the list was read and ended after it', async () => {
    const ann = await signUp(apps[0]!, 'Ann');
    const [early, other] = [await created(ann, 'Early'), await created(ann, 'Other')];
    const late = new pg.Client({ connectionString: apps[0]!.database.adminUrl });
    await late.connect();
    try {
      await late.query('BEGIN');
      await late.query("UPDATE diagrams SET title = 'Late' WHERE id = $1", [early]);
      await ann.agent.put(`/api/diagrams/${other}`).set('If-Match', '"1"').send({ title: 'Quick' }).expect(200);
      const before = await listOf(ann);
      expect(before.titles).toEqual(['Quick', 'Early']);
      await ann.agent.get('/api/diagrams').set('If-None-Match', before.tag).expect(304);
      await late.query('COMMIT');
      const after = await ann.agent.get('/api/diagrams').set('If-None-Match', before.tag).expect(200);
      expect(titlesOf(after.body)).toEqual(['Quick', 'Late']);
      expect((await listOf(await elsewhere(apps[1]!, ann))).titles).toEqual(['Quick', 'Late']);
    } finally {
      await late.end();
    }
  });

  it('notice a transaction that had its number before the list was read and changed something after it', async () => {
    const ann = await signUp(apps[0]!, 'Ann');
    const id = await created(ann, 'Before');
    const late = new pg.Client({ connectionString: apps[0]!.database.adminUrl });
    await late.connect();
    try {
      await late.query('BEGIN');
      await late.query('SELECT pg_current_xact_id()');
      const before = await listOf(ann);
      await late.query("INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) VALUES ($1, $2, 1, '<svg/>')", [ann.workspaceId, id]);
      await late.query('COMMIT');
      const after = await ann.agent.get('/api/diagrams').set('If-None-Match', before.tag).expect(200);
      expect(after.body.items[0].thumbnailUrl).toBe(`/api/diagrams/${id}/thumbnail?v=1`);
    } finally {
      await late.end();
    }
  });

  it('answer a kept list only to members, and each the list of their own workspace', async () => {
    const [ann, bob] = [await signUp(apps[0]!, 'Ann'), await signUp(apps[0]!, 'Bob')];
    await created(ann, 'Of Ann');
    await join(apps[0]!, ann.workspaceId, bob.userId, 'viewer');
    const { tag } = await listOf(ann);
    const own = await bob.agent.get('/api/diagrams').set('If-None-Match', tag).expect(200); // the same address, another list
    expect(own.body.items).toEqual([]);
    const [{ count }] = await apps[0]!.database.look<{ count: number }>('SELECT count(*)::int FROM memberships WHERE workspace_id = $1', [ann.workspaceId]) as [{ count: number }];
    expect(count).toBe(2);
    // Whatever a replica still believes of Bob, the database is asked.
    await apps[0]!.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, bob.userId]);
    await bob.agent.get(`/api/diagrams?workspaceId=${ann.workspaceId}`).set('If-None-Match', tag).expect(404);
  });

  it('keep the bytes of a document and of its versions apart, and tell a rename without reading them again', async () => {
    const ann = await signUp(apps[0]!, 'Ann');
    const id = await created(ann, 'Document');
    const xml = EMPTY_DIAGRAM_XML.replace('isExecutable', 'name="second" isExecutable');
    const everywhere = [ann, await elsewhere(apps[1]!, ann)];
    for (const { agent } of everywhere) await agent.get(`/api/diagrams/${id}`).expect(200);
    await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ bpmnXml: xml }).expect(200);
    for (const { agent } of everywhere) expect((await agent.get(`/api/diagrams/${id}`).expect(200)).body.bpmnXml).toBe(xml);
    await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"2"').send({ title: 'Renamed' }).expect(200);
    for (const { agent } of everywhere) {
      const { body } = await agent.get(`/api/diagrams/${id}`).expect(200);
      expect(body).toMatchObject({ title: 'Renamed', version: 3, bpmnXml: xml });
      for (const [version, word] of [[1, 'isExecutable'], [2, 'second'], [1, 'isExecutable']] as const) {
        const { body: old } = await agent.get(`/api/diagrams/${id}/versions/${version}`).expect(200);
        expect(old.bpmnXml.includes('second')).toBe(word === 'second');
      }
    }
  });
});

describe('entity tags of lists', () => {
  let app: TestApp;
  let now = Date.parse('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    app = await createTestApp({ clock: { now: () => new Date(now) } });
  });
  afterAll(() => app.close());

  it('hold for ten minutes at most, because names of people change without a trace', async () => {
    const ann = await signUp(app, 'Ann');
    await created(ann, 'One');
    const first = await listOf(ann);
    await app.database.look("UPDATE users SET name = 'Anna' WHERE id = $1", [ann.userId]);
    now += 600_000;
    await ann.agent.get('/api/diagrams').set('If-None-Match', first.tag).expect(304);
    now += 1_000;
    const later = await ann.agent.get('/api/diagrams').set('If-None-Match', first.tag).expect(200);
    expect(later.body.items[0].updatedBy.name).toBe('Anna');
  });

  it('belong to one query', async () => {
    const ann = await signUp(app, 'Ann');
    await created(ann, 'One');
    const { tag } = await listOf(ann);
    for (const query of ['?sort=title', '?limit=1', '?q=One', '?deleted=true']) {
      const other = await ann.agent.get(`/api/diagrams${query}`).set('If-None-Match', tag).expect(200);
      await ann.agent.get(`/api/diagrams${query}`).set('If-None-Match', other.headers['etag']!).expect(304);
    }
  });

  it('follow the trash by what it holds', async () => {
    const ann = await signUp(app, 'Ann');
    const id = await created(ann, 'One');
    const empty = await ann.agent.get('/api/diagrams?deleted=true').expect(200);
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    const full = await ann.agent.get('/api/diagrams?deleted=true').set('If-None-Match', empty.headers['etag']!).expect(200);
    await app.database.look('DELETE FROM diagrams WHERE id = $1', [id]); // as the purge does
    await ann.agent.get('/api/diagrams?deleted=true').set('If-None-Match', full.headers['etag']!).expect(200);
  });

  it('of another history of the database are worth nothing', async () => {
    const ann = await signUp(app, 'Ann');
    const { tag } = await listOf(ann);
    await ann.agent.get('/api/diagrams').set('If-None-Match', tag).expect(304);
    const parts = tag.split('.');
    parts[2] = String(BigInt(parts[2]!) - 1n);
    await ann.agent.get('/api/diagrams').set('If-None-Match', parts.join('.')).expect(200);
  });

  it('that somebody made up do no harm', async () => {
    const ann = await signUp(app, 'Ann');
    const { tag } = await listOf(ann);
    const [query, at, began] = tag.slice(3, -1).split('.');
    const states = ['0', '999999999999999999', `5${'.4'.repeat(130)}`, '1.999999999999999999', '00000.0'];
    for (const state of states) await ann.agent.get('/api/diagrams').set('If-None-Match', `W/"${query}.${at}.${began}.${state}"`).expect((answer) => expect([200, 304]).toContain(answer.status));
    for (const junk of ['"', 'W/', '""', `"${'x'.repeat(1900)}"`, `W/"${query}.${at}.'; DROP TABLE diagrams; --"`]) await ann.agent.get('/api/diagrams').set('If-None-Match', junk).expect(200);
  });
});

describe('without a cache', () => {
  it('lists have tags and documents are read all the same', async () => {
    const app = await createTestApp({ env: { CACHE_MEMORY_MB: '0' } });
    try {
      const ann = await signUp(app, 'Ann');
      const id = await created(ann, 'One');
      const { tag } = await listOf(ann);
      await ann.agent.get('/api/diagrams').set('If-None-Match', tag).expect(304);
      await ann.agent.get('/api/diagrams').expect(200);
      await ann.agent.get(`/api/diagrams/${id}`).expect(200);
    } finally {
      await app.close();
    }
  });
});

async function created(person: SignedUp, title: string): Promise<string> {
  const { body } = await person.agent.post('/api/diagrams').send({ title }).expect(201);
  return body.id as string;
}

async function listOf({ agent }: Pick<SignedUp, 'agent'>): Promise<{ titles: string[]; tag: string }> {
  const { body, headers } = await agent.get('/api/diagrams').expect(200);
  return { titles: titlesOf(body), tag: headers['etag']! };
}

/** The same person at another replica. */
async function elsewhere(app: TestApp, { email }: SignedUp): Promise<{ agent: Agent }> {
  const agent = app.agent();
  await agent.post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD }).expect(200);
  return { agent };
}

function titlesOf(body: { items: { title: string }[] }): string[] {
  return body.items.map((item) => item.title);
}
