import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

/** More than are looked at on top of a list before the index is asked. */
const DIAGRAMS = 10_000;
const RARE = 5;
const PREFIX = "Zwölf Ä_%\\'§ ";

interface Listed {
  readonly items: readonly { readonly id: string; readonly title: string }[];
  readonly nextCursor: string | null;
}

let test: TestApp;
let anna: SignedUp;
let bob: SignedUp;

beforeAll(async () => {
  test = await createTestApp();
  anna = await signUp(test, 'Anna');
  bob = await signUp(test, 'Bob');
  for (const { workspaceId, userId } of [anna, bob]) await fill(workspaceId, userId);
  await test.database.look('ANALYZE diagrams');
  await test.database.look('ANALYZE diagram_titles');
});
afterAll(() => test.close());

/** What is rare was changed first, so it stands at the end of the list; one of it is in the trash. */
async function fill(workspaceId: string, userId: string): Promise<void> {
  await test.database.look(
    `INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by, deleted_at)
     SELECT $1, gen_random_uuid(), CASE WHEN n <= ${RARE} THEN $3 || n ELSE 'Order ' || n END, 1, sha256('x'), t, $2, t, $2, CASE WHEN n = ${RARE} THEN t END
     FROM generate_series(1, ${DIAGRAMS}) n, LATERAL (SELECT now() - interval '30 days' + n * interval '1 second' AS t) x`,
    [workspaceId, userId, PREFIX],
  );
}

async function listed(query: Record<string, string | number | boolean>): Promise<Listed> {
  return (await anna.agent.get('/api/diagrams').query(query).expect(200)).body as Listed;
}

async function titles(query: Record<string, string | number | boolean>): Promise<string[]> {
  return (await listed(query)).items.map(({ title }) => title);
}

describe('a list by a part of the title', () => {
  const RARE_TITLES = [4, 3, 2, 1].map((n) => `${PREFIX}${n}`);

  it.each(['zwölf', 'WÖL', 'Z', 'ö', '§', 'ä_', '_%\\', '%', '\\', "'", "'§"])('finds %s at its end, in each order, and nobody else’s', async (q) => {
    expect(await titles({ q })).toEqual(RARE_TITLES);
    expect(await titles({ q, sort: 'title' })).toEqual([...RARE_TITLES].reverse());
    expect(await titles({ q, deleted: true })).toEqual([`${PREFIX}${RARE}`]);
  });

  it('goes on from page to page', async () => {
    const first = await listed({ q: 'zwölf', limit: 3 });
    const second = await listed({ q: 'zwölf', limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(RARE_TITLES);
    expect(second.nextCursor).toBeNull();
  });

  it('finds what many titles have, down to the end', async () => {
    const { items, nextCursor } = await listed({ q: 'order', limit: 100 });
    expect([items[0]?.title, items[99]?.title, nextCursor === null]).toEqual([`Order ${DIAGRAMS}`, `Order ${DIAGRAMS - 99}`, false]);
    expect(await titles({ q: 'order 1234' })).toEqual(['Order 1234']);
    expect(await titles({ q: 'order zwölf' })).toEqual([]);
  });

  it('knows a title the moment it is given, changed, or gone', async () => {
    const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Quokka' }).expect(201);
    await test.database.look("UPDATE diagrams SET updated_at = now() - interval '60 days', created_at = now() - interval '60 days' WHERE id = $1", [body.id]);
    const { headers } = await anna.agent.get('/api/diagrams').query({ q: 'okk' }).expect(200);
    await anna.agent.get('/api/diagrams').query({ q: 'okk' }).set('If-None-Match', headers['etag'] as string).expect(304);
    await test.database.look("UPDATE diagrams SET title = 'Wombat' WHERE id = $1", [body.id]);
    await anna.agent.get('/api/diagrams').query({ q: 'okk' }).set('If-None-Match', headers['etag'] as string).expect(200);
    expect([await titles({ q: 'okk' }), await titles({ q: 'omba' })]).toEqual([[], ['Wombat']]);
    await test.database.look('DELETE FROM diagrams WHERE id = $1', [body.id]);
    expect(await test.database.look('SELECT FROM diagram_titles WHERE diagram_id = $1', [body.id])).toEqual([]);
  });

  it('reads no more of the diagrams than those on top of the list', async () => {
    const client = new pg.Client({ connectionString: test.database.urlOf('app') });
    await client.connect();
    try {
      await client.query('BEGIN');
      const ask = (like: string) => client.query<{ items: unknown[] }>("SELECT items FROM app.list_diagrams_since($1, $2, NULL, $3, 'updated', false, 41, NULL, NULL, NULL)", [anna.userId, anna.workspaceId, like]);
      expect((await ask('%zwölf%')).rows[0]?.items).toHaveLength(4);
      expect((await ask('%zqx%')).rows[0]?.items).toEqual([]);
      const { rows } = await client.query<{ read: string }>(
        "SELECT sum(pg_stat_get_xact_tuples_returned(r)) AS read FROM (SELECT indrelid FROM pg_index UNION SELECT indexrelid FROM pg_index) i (r) WHERE r::regclass::text ~ '^diagram(s|_titles)'",
      );
      expect(Number(rows[0]?.read)).toBeLessThan(1.7 * DIAGRAMS); // each looked at 4,000, and counted them
    } finally {
      await client.end();
    }
  });
});
