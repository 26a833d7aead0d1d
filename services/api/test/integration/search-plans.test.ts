import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

/** Enough for reading them all to cost more than asking the index, unless one supposes that the first of many fits. */
const ELEMENTS = 20_000;
let test: TestApp;
let anna: SignedUp;

beforeAll(async () => {
  test = await createTestApp();
  anna = await signUp(test, 'Anna');
  const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
  const diagram = [anna.workspaceId, body.id as string];
  await test.database.look("INSERT INTO search_diagrams (workspace_id, diagram_id, version, words) VALUES ($1, $2, 1, ' order ')", diagram);
  await test.database.look(
    `INSERT INTO search_elements (workspace_id, diagram_id, element_id, nth, type, name, name_words, words)
     SELECT $1, $2, 'Task_' || n, 0, 'bpmn:Task', 'Step ' || n, ' step ' || n || ' ', ' step ' || n || ' ' FROM generate_series(1, ${ELEMENTS}) n`,
    diagram,
  );
  await test.database.look('ANALYZE search_elements');
});
afterAll(() => test.close());

it('a search for what is nowhere asks the index, however few results would do', async () => {
  const client = new pg.Client({ connectionString: test.database.urlOf('app') });
  await client.connect();
  try {
    await client.query('BEGIN');
    const scans = async () => (await client.query<{ scans: string }>("SELECT pg_stat_get_xact_numscans('search_elements'::regclass) AS scans")).rows[0]?.scans;
    const before = await scans();
    const { rows } = await client.query("SELECT outcome, items FROM app.search($1, $2, NULL, '{}', 'zqx', 21, 5, 1, NULL, NULL, NULL)", [anna.userId, anna.workspaceId]);
    expect(rows).toEqual([{ outcome: 'ok', items: [] }]);
    expect(await scans()).toBe(before);
  } finally {
    await client.end();
  }
});

it('of what is found the page alone is looked up among the diagrams', async () => {
  const [found, page, others] = [50, 21, 8_000]; // so many that looking at all of them is no way to find those
  await test.database.look(
    `WITH made AS (INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
       SELECT $1, gen_random_uuid(), CASE WHEN n > ${found} THEN 'Other' ELSE 'Parcel' END, 1, sha256('x'), now(), $2, now(), $2 FROM generate_series(1, ${found + others}) n RETURNING workspace_id, id, title)
     INSERT INTO search_diagrams (workspace_id, diagram_id, version, words, changed_at) SELECT workspace_id, id, 1, ' ' || lower(title) || ' ', 1 FROM made`,
    [anna.workspaceId, anna.userId],
  );
  await test.database.look('ANALYZE diagrams, search_diagrams');
  const client = new pg.Client({ connectionString: test.database.urlOf('app') });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ items: unknown[] }>(`SELECT items FROM app.search($1, $2, NULL, '{}', 'parcel', ${page}, 5, 1000, NULL, NULL, NULL)`, [anna.userId, anna.workspaceId]);
    expect(rows[0]?.items).toHaveLength(page);
    const [read] = (await client.query<{ read: string }>("SELECT pg_stat_get_xact_tuples_returned('diagrams'::regclass) + sum(pg_stat_get_xact_tuples_returned(indexrelid)) AS read FROM pg_index WHERE indrelid = 'diagrams'::regclass")).rows;
    expect(Number(read?.read)).toBe(2 * page); // once to see whether it is full, once to show it
  } finally {
    await client.end();
  }
});

it('what was indexed before the time stood beside the words is in its place all the same', async () => {
  await test.database.look(
    `WITH made AS (INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
       SELECT $1, gen_random_uuid(), 'Tariff ' || n, 1, sha256('x'), now(), $2, to_timestamp(1000 + n), $2 FROM generate_series(1, 4) n RETURNING workspace_id, id, title, updated_at)
     INSERT INTO search_diagrams (workspace_id, diagram_id, version, words, changed_at)
       SELECT workspace_id, id, 1, ' ' || lower(title) || ' ', CASE WHEN title IN ('Tariff 1', 'Tariff 4') THEN extract(epoch FROM updated_at)::bigint * 1000000 END FROM made`,
    [anna.workspaceId, anna.userId],
  );
  const { body } = await anna.agent.get('/api/search').query({ workspaceId: anna.workspaceId, q: 'tariff' }).expect(200);
  expect(body.items.map(({ diagram }: { diagram: { title: string } }) => diagram.title)).toEqual(['Tariff 4', 'Tariff 3', 'Tariff 2', 'Tariff 1']);
});
