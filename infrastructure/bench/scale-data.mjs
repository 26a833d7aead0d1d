import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import pg from 'pg';
import { modelOf } from '../proof/model.mjs';

const VERBS = 'approve assign audit book cancel check close collect confirm deliver dispatch escalate forward inspect invoice measure negotiate notify order pack plan prepare receive refund register reject release repair report return review schedule send settle ship sign store test transfer verify'.split(' ');
const NOUNS = 'account address agreement application asset batch booking budget campaign cargo certificate claim contract credit customer damage deadline delivery deposit device discount document donation employee equipment estimate expense export facility feedback forecast goods grant guarantee holiday import incident insurance inventory invoice journey lease ledger licence loan machine mandate material meter mortgage notice offer onboarding order parcel passenger patent payment payroll pension permit policy premium prescription price product project proposal purchase quality quotation receipt recall refund repair request reservation return salary sample schedule server service shipment shift signature stock subscription supplier survey tariff tender ticket training transport travel treatment vehicle voucher warehouse warranty workshop'.split(' ');
const PLACES = 'amsterdam athens barcelona belgrade berlin bordeaux bratislava bremen brussels bucharest budapest cologne copenhagen dresden dublin edinburgh florence frankfurt geneva genoa gothenburg graz hamburg helsinki innsbruck istanbul krakow leipzig lisbon ljubljana london luxembourg lyon madrid malaga marseille milan munich nantes naples nice nuremberg oporto oslo palermo paris porto prague riga rome rotterdam salzburg seville sofia stockholm strasbourg stuttgart tallinn toulouse trieste turin utrecht valencia venice vienna vilnius warsaw wroclaw zagreb zurich'.split(' ');
/** What the titles are made of, by place: every title has a verb, a noun, a place and its number. */
export const WORDS = { VERBS, NOUNS, PLACES };

/** Of a hundred diagrams, how many the measured workspace holds; the others are spread over OTHERS more. */
const SHARE = 90;
const OTHERS = 20;
const PROJECTS = 50;
/** Names of elements a diagram is found by. */
const ELEMENTS = 3;

/** The server while it is filled: nothing is left to itself, and nothing is written twice. */
const LOADING = { autovacuum: 'off', full_page_writes: 'off', max_wal_size: '16GB', checkpoint_timeout: '1h' };
/** A load, not the product: constraints and triggers hold by how the rows are made. */
const SESSION = "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; SET statement_timeout = 0";

/**
 * Fills a fresh install by generated SQL with what it would hold by itself: diagrams of many workspaces and projects, of which some
 * are in the trash, their versions with documents that open, pictures, the words of titles and of elements, audit entries, events
 * that were handed on and worked on. The same number gives the same rows every time, apart from ids of workspaces. Two tables are
 * filled at a time, each with its indexes.
 * @param {string} url a superuser's, of the product's database
 * @param {{ workspaceId: string, userId: string, diagrams: number }} wish the workspace that is measured, whose it is, how many in all
 * @returns {Promise<number>} the seconds it took
 */
export async function fillScale(url, { workspaceId, userId, diagrams }) {
  const started = performance.now();
  const clients = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  try {
    for (const client of clients) {
      await client.connect();
      await client.query(SESSION);
      await client.query(PROLOGUE, [workspaceId, userId, diagrams, modelRows()]);
    }
    const [first] = clients;
    for (const [name, value] of Object.entries(LOADING)) await first.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    await first.query('SELECT pg_reload_conf()');
    for (const statement of PREPARATIONS) await first.query(statement);
    const waiting = Object.entries(TABLES);
    await Promise.all(clients.map(async (client) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await fillTable(client, ...next);
    }));
    await first.query('DROP SCHEMA scale CASCADE');
    for (const name of Object.keys(LOADING)) await first.query(`ALTER SYSTEM RESET ${name}`);
    await first.query('SELECT pg_reload_conf()');
    await first.query('VACUUM (ANALYZE)');
    await first.query('CHECKPOINT');
  } finally {
    for (const client of clients) await client.end();
  }
  return (performance.now() - started) / 1000;
}

/** Fills a table; every index that is no constraint's is taken away before and built at once afterwards. */
async function fillTable(client, table, statement) {
  const { rows: indexes } = await client.query(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query(statement);
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`VACUUM (ANALYZE) ${table}`);
}

/** Documents of several sizes, packed as the product packs them. */
function modelRows() {
  const rows = [5, 6, 8, 10, 12, 16, 20, 30].map((tasks) => {
    const bytes = Buffer.from(modelOf(tasks));
    return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), content: zstdCompressSync(bytes).toString('hex') };
  });
  return JSON.stringify(rows);
}

const list = (words) => `ARRAY[${words.map((word) => `'${word}'`).join(',')}]`;
/** One word of a list, chosen by the number of the diagram and a salt. */
const pick = (words, salt) => `(${list(words)})[1 + abs(hashint4(n * 31 + ${salt})) % ${words.length}]`;

/** One statement with parameters: they stay out of the rest, which needs none. */
const PROLOGUE = `
  WITH given AS (SELECT $1::uuid AS workspace, $2::uuid AS owner, $3::int AS diagrams, $4::jsonb AS models)
  SELECT set_config('scale.workspace', workspace::text, false), set_config('scale.owner', owner::text, false),
    set_config('scale.diagrams', diagrams::text, false), set_config('scale.models', models::text, false) FROM given`;

/** By chance, as the product makes them, but the same every time. */
const UUID = "overlay(overlay(md5('diagram ' || n) placing '4' from 13) placing 'a' from 17)::uuid";
const OWNER = "current_setting('scale.owner')::uuid";

/** What both hands fill from. */
const PREPARATIONS = [
  'CREATE SCHEMA scale',
  `CREATE UNLOGGED TABLE scale.docs AS SELECT nth::int - 1 AS nth, (m->>'size')::int AS size, decode(m->>'sha256', 'hex') AS sha256, decode(m->>'content', 'hex') AS content
   FROM jsonb_array_elements(current_setting('scale.models')::jsonb) WITH ORDINALITY AS d (m, nth)`,
  `CREATE UNLOGGED TABLE scale.places AS SELECT 0 AS nth, current_setting('scale.workspace')::uuid AS id UNION ALL SELECT n, gen_random_uuid() FROM generate_series(1, ${OTHERS}) n`,
  "INSERT INTO workspaces (id, name) SELECT id, 'Workspace ' || nth FROM scale.places WHERE nth > 0",
  `INSERT INTO projects (workspace_id, id, name) SELECT p.id, uuidv7(), 'Project ' || n FROM scale.places p, generate_series(1, ${PROJECTS}) n`,
  `CREATE UNLOGGED TABLE scale.words AS SELECT p.workspace_id, p.id, (row_number() OVER (PARTITION BY p.workspace_id ORDER BY p.id))::int - 1 AS nth FROM projects p`,
  // Changed one after the other over two years; one in fifty in the trash, one in four without a project.
  `CREATE UNLOGGED TABLE scale.made AS
   SELECT n, w.id AS workspace_id, ${UUID} AS id, p.id AS project_id,
     initcap(${pick(VERBS, 1)}) || ' ' || ${pick(NOUNS, 2)} || ' ' || initcap(${pick(PLACES, 3)}) || ' ' || n AS title,
     CASE WHEN n % 4 = 0 THEN 2 ELSE 1 END AS version, n % 8 AS doc,
     t.at,
     CASE WHEN n % 50 = 7 THEN now() - (n % 29) * interval '1 day' END AS deleted_at
   FROM generate_series(1, current_setting('scale.diagrams')::int) n
   CROSS JOIN LATERAL (SELECT now() - interval '2 minutes' - (n::float8 / current_setting('scale.diagrams')::int) * interval '730 days' AS at) t
   JOIN scale.places w ON w.nth = CASE WHEN n % 100 < ${SHARE} THEN 0 ELSE 1 + n % ${OTHERS} END
   LEFT JOIN scale.words p ON p.workspace_id = w.id AND p.nth = n % ${Math.ceil((PROJECTS * 4) / 3)}`,
  // The last week's events and the work on them: a tenth of all.
  `CREATE UNLOGGED TABLE scale.events AS SELECT workspace_id, uuidv7() AS id, id AS diagram_id, version, now() - interval '1 hour' - (n % 6) * interval '1 day' AS at
   FROM scale.made WHERE n % 10 = 0`,
  'ANALYZE scale.made',
];

/**
 * What each table is filled with; what takes longest comes first. Diagrams lie in the order in which they were changed, as they would;
 * what belongs to one lies in the order of its key, which says nothing of when it is asked for and is written faster.
 */
const TABLES = {
  search_elements: `INSERT INTO search_elements (workspace_id, diagram_id, element_id, nth, type, name, name_words, words)
   SELECT e.workspace_id, e.id, 'Task_' || e.k, 0, 'bpmn:UserTask', initcap(e.words), ' ' || e.words || ' ', ' ' || e.words || ' '
   FROM (SELECT m.workspace_id, m.id, k, ${pick(VERBS, '977 * k')} || ' the ' || ${pick(NOUNS, '1013 * k')} || ' of the ' || ${pick(NOUNS, '7919 * k')} AS words
     FROM scale.made m, generate_series(1, ${ELEMENTS}) k WHERE m.deleted_at IS NULL ORDER BY m.workspace_id, m.id) e`,
  diagram_versions: `INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, size_bytes, sha256, codec, content)
   SELECT m.workspace_id, m.id, v, 'autosave', m.title, m.at, ${OWNER}, d.size, d.sha256, 'zstd', d.content
   FROM (SELECT * FROM scale.made ORDER BY workspace_id, id) m, generate_series(1, m.version) v, scale.docs d WHERE d.nth = m.doc`,
  diagram_titles: 'INSERT INTO diagram_titles (workspace_id, diagram_id, title) SELECT workspace_id, id, title FROM scale.made ORDER BY workspace_id, id',
  diagrams: `INSERT INTO diagrams (workspace_id, id, project_id, title, version, content_sha256, created_at, created_by, updated_at, updated_by, deleted_at)
   SELECT m.workspace_id, m.id, m.project_id, m.title, m.version, d.sha256, m.at, ${OWNER}, m.at, ${OWNER}, m.deleted_at FROM scale.made m JOIN scale.docs d ON d.nth = m.doc ORDER BY m.n`,
  search_diagrams: "INSERT INTO search_diagrams (workspace_id, diagram_id, version, words, changed_at) SELECT workspace_id, id, version, ' ' || lower(title) || ' ', (extract(epoch FROM at) * 1000000)::bigint FROM scale.made WHERE deleted_at IS NULL ORDER BY workspace_id, id",
  audit_entries: `INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, details)
   SELECT m.workspace_id, m.at, ${OWNER}, CASE WHEN v = 1 THEN 'diagram.created' ELSE 'diagram.saved' END, 'diagram', m.id::text, jsonb_build_object('title', m.title, 'version', v)
   FROM scale.made m, generate_series(1, m.version) v`,
  diagram_thumbnails: `INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg)
   SELECT workspace_id, id, version, '<svg xmlns="http://www.w3.org/2000/svg">' || repeat('<rect x="1" y="2" width="3" height="4"/>', 12) || '</svg>' FROM scale.made ORDER BY workspace_id, id`,
  outbox: `INSERT INTO outbox (workspace_id, id, type, payload, actor_id, created_at, next_attempt_at, published_at)
   SELECT workspace_id, id, 'diagram.saved', jsonb_build_object('diagramId', diagram_id, 'version', version), ${OWNER}, at, at, at FROM scale.events`,
  inbox: `INSERT INTO inbox (workspace_id, event_id, handler, type, done_at)
   SELECT workspace_id, id, h, 'diagram.saved', at FROM scale.events, unnest(ARRAY['draw-thumbnail', 'index-elements', 'pack-versions', 'feed-elasticsearch']) h`,
};
