import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { FillGaps } from '../../src/features/search/adapters/fill-gaps.jobs.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { TEST_AUTH_SECRET } from '../support/test-database.js';

/** The command as it is built. */
const BUILT = join(import.meta.dirname, '../../dist/rebuild-search.js');

jest.setTimeout(60_000);

const named = (name: string): string => EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]+)"/, `<bpmn:startEvent id="$1" name="${name}"`);

describe('GET /api/search', () => {
  let test: TestApp;
  let anna: SignedUp;
  let bob: SignedUp;

  beforeAll(async () => {
    test = await createTestApp({ env: { ROLES: 'api,worker' } });
    anna = await signUp(test, 'Anna');
    bob = await signUp(test, 'Bob');
  });
  afterAll(() => test.close());

  const create = async (title: string, name: string, by = anna): Promise<string> => (await by.agent.post('/api/diagrams').send({ title, bpmnXml: named(name) }).expect(201)).body.id as string;
  const found = async (q: string, by = anna): Promise<string[]> => {
    const { body } = await by.agent.get('/api/search').query({ q }).expect(200);
    return body.items.map(({ diagram }: { diagram: { title: string } }) => diagram.title);
  };
  const fillGaps = () => test.app.get(FillGaps, { strict: false }).run(new AbortController().signal);

  it('finds a diagram once its event is worked on, and follows every change', async () => {
    const id = await create('Leave request', 'Holiday wanted');
    await eventually(async () => expect(await found('holiday')).toEqual(['Leave request']));
    const { body } = await anna.agent.get('/api/search').query({ q: 'holi' }).expect(200);
    expect(body).toMatchObject({
      engine: 'postgresql', nextCursor: null,
      items: [{ diagram: { id, title: 'Leave request', version: 1, projectId: null }, matches: [{ elementType: 'bpmn:StartEvent', name: 'Holiday wanted', field: 'name', snippet: [{ text: 'Holi', hit: true }, { text: 'day wanted', hit: false }] }] }],
    });
    await anna.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ title: 'Absence', bpmnXml: named('Sabbatical wanted') }).expect(200);
    await eventually(async () => expect([await found('holiday'), await found('leave'), await found('sabbatical'), await found('absence')]).toEqual([[], [], ['Absence'], ['Absence']]));
    await anna.agent.delete(`/api/diagrams/${id}`).expect(204);
    expect(await found('sabbatical')).toEqual([]);
    await eventually(async () => expect(await test.database.look('SELECT FROM search_diagrams WHERE diagram_id = $1', [id])).toEqual([]));
    await anna.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    await eventually(async () => expect(await found('sabbatical')).toEqual(['Absence']));
  });

  it('shows a member what others may not see', async () => {
    await create('Wages', 'Raise the wages', bob);
    await eventually(async () => expect(await found('wages', bob)).toEqual(['Wages']));
    expect(await found('wages')).toEqual([]);
    await anna.agent.get('/api/search').query({ q: 'wages', workspaceId: bob.workspaceId }).expect(404);
  });

  it('refuses what is no search, with the mend', async () => {
    for (const q of [undefined, '', ' a ', 'x'.repeat(201)]) await anna.agent.get('/api/search').query(q === undefined ? {} : { q }).expect(400);
    const { body } = await anna.agent.get('/api/search').query({ q: 'ab', cursor: 'bm90aGluZw' }).expect(400);
    expect(body.errors[0]).toMatchObject({ path: 'query.cursor' });
    await anna.agent.get('/api/search').query({ q: 'ab', evil: '1' }).expect(400);
    await anna.agent.get('/api/search').query({ q: '?!' }).expect(200);
    await test.agent().get('/api/search').query({ q: 'ab' }).expect(401);
  });

  it('fills what an older version, or a lost event, left out', async () => {
    const id = await create('Forgotten', 'Overlooked step');
    await eventually(async () => expect(await found('overlooked')).toEqual(['Forgotten']));
    await test.database.look('DELETE FROM search_diagrams WHERE diagram_id = $1', [id]);
    expect(await found('overlooked')).toEqual([]);
    await fillGaps();
    expect(await found('overlooked')).toEqual(['Forgotten']);
  });

  it('looks for gaps at what changed since the last look, and at everything after a restart of the database', async () => {
    const id = await create('Left alone', 'Untouched step');
    await eventually(async () => expect(await found('untouched')).toEqual(['Left alone']));
    await fillGaps();
    // As the next look would have it, but for transactions that run meanwhile in other databases of the server.
    await test.database.look('UPDATE search_sweep SET found_before = pg_snapshot_xmax(pg_current_snapshot())');
    await test.database.look('DELETE FROM search_diagrams WHERE diagram_id = $1', [id]);
    await fillGaps();
    expect(await found('untouched')).toEqual([]);
    await test.database.look('UPDATE search_sweep SET history = history - 1');
    await fillGaps();
    expect(await found('untouched')).toEqual(['Left alone']);
  });

  it('comes back to a diagram whose event may have been on its way when it looked', async () => {
    const id = await create('Late', 'Delayed step');
    await eventually(async () => expect(await found('delayed')).toEqual(['Late']));
    const outdated = async () => (await test.database.look('SELECT FROM search_diagrams WHERE diagram_id = $1 AND version = 0', [id])).length;
    await test.database.look('UPDATE search_diagrams SET version = 0 WHERE diagram_id = $1', [id]);
    await fillGaps();
    await fillGaps();
    expect(await outdated()).toBe(1);
    // A minute later, without a change.
    await test.database.look(`SET session_replication_role = replica; UPDATE diagrams SET updated_at = updated_at - interval '2 minutes' WHERE id = '${id}'`);
    await fillGaps();
    expect(await outdated()).toBe(0);
  });

  it('finds a document nobody can read by its title, at least', async () => {
    const id = await create('Damaged goods', 'Something');
    await eventually(async () => expect(await found('damaged')).toEqual(['Damaged goods']));
    await test.database.look('UPDATE diagram_versions SET content = $2 WHERE diagram_id = $1', [id, zstdCompressSync(Buffer.from('<not-bpmn/>'))]);
    await test.database.look('DELETE FROM search_diagrams WHERE diagram_id = $1', [id]);
    await fillGaps();
    expect(await found('damaged')).toEqual(['Damaged goods']);
  });

  it('is not served by an index that holds an older state than the diagram', async () => {
    const id = await create('Race', 'First lap');
    await eventually(async () => expect(await found('lap')).toEqual(['Race']));
    for (let version = 1; version <= 6; version++) await anna.agent.put(`/api/diagrams/${id}`).set('If-Match', `"${version}"`).send({ bpmnXml: named(`Round number${version}`) }).expect(200);
    // A late event of the first version comes last.
    await test.database.look("INSERT INTO outbox (workspace_id, type, payload) VALUES ($1, 'diagram.created', $2)", [anna.workspaceId, JSON.stringify({ diagramId: id, version: 1 })]);
    await eventually(async () => {
      const [open] = await test.database.look<{ count: number }>("SELECT count(*)::int AS count FROM outbox o WHERE o.payload ->> 'diagramId' = $1 AND NOT EXISTS (SELECT FROM inbox i WHERE i.event_id = o.id AND i.handler = 'index-elements' AND i.done_at IS NOT NULL)", [id]);
      expect(open).toEqual({ count: 0 });
    });
    expect([await found('number6'), await found('lap'), await found('number5')]).toEqual([['Race'], [], []]);
  });

  it('reaches the GIN index under the role that searches: row-level security does not hide it', async () => {
    const [title] = await test.database.look<{ id: string }>('SELECT diagram_id AS id FROM search_diagrams WHERE workspace_id = $1 LIMIT 1', [anna.workspaceId]);
    await test.database.look(`INSERT INTO search_elements (workspace_id, diagram_id, element_id, nth, type, name_words, words)
      SELECT $1, $2, 'E' || n, 0, 'bpmn:Task', w, w FROM (SELECT n, ' ' || left(md5(n::text), 8) || ' ' AS w FROM generate_series(1, 5000) n) g`, [anna.workspaceId, title!.id]);
    await test.database.look('ANALYZE search_elements');
    const client = new pg.Client({ connectionString: test.database.adminUrl });
    await client.connect();
    try {
      for (const scan of ['seqscan', 'indexscan']) await client.query(`SET enable_${scan} = off`); // the tables of a test are small
      await client.query('SET ROLE bpmn_resolver');
      for (const condition of ["lexemes @@ '''lap'':*'::tsquery", "words LIKE '%c4ca42%'"]) {
        const { rows } = await client.query(`EXPLAIN SELECT diagram_id FROM search_elements WHERE workspace_id = '${anna.workspaceId}' AND ${condition}`);
        expect(JSON.stringify(rows)).toMatch(/Index Cond: .*workspace_id.* AND .*(lexemes|words)/);
      }
    } finally {
      await client.end();
    }
  });

  (existsSync(BUILT) ? it : it.skip)('is rebuilt by a command that is given its secrets in files, as containers have them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-rebuild-'));
    const file = (name: string, value: string): string => {
      writeFileSync(join(folder, name), `${value}\n`);
      return join(folder, name);
    };
    try {
      const env = { PATH: process.env['PATH'], LOG_LEVEL: 'warn', DATABASE_URL_FILE: file('database_url', test.database.ownerUrl), AUTH_SECRET_FILE: file('auth_secret', TEST_AUTH_SECRET) };
      const { stdout } = await promisify(execFile)(process.execPath, [BUILT, '--workspace', anna.workspaceId], { env });
      expect(stdout).toMatch(/^Indexed \d+ diagrams in PostgreSQL\.$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
