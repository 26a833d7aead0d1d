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
const TABLES = ['diagrams', 'diagram_versions', 'diagram_thumbnails', 'search_diagrams', 'search_elements', 'audit_entries', 'outbox', 'inbox'];

/**
 * Fills a fresh install by generated SQL with what it would hold by itself: diagrams of many workspaces and projects, of which some
 * are in the trash, their versions with documents that open, pictures, the words of titles and of elements, audit entries, events
 * that were handed on and worked on. The same number gives the same rows every time, apart from ids of workspaces.
 * @param {string} url a superuser's, of the product's database
 * @param {{ workspaceId: string, userId: string, diagrams: number }} wish the workspace that is measured, whose it is, how many in all
 * @returns {Promise<number>} the seconds it took
 */
export async function fillScale(url, { workspaceId, userId, diagrams }) {
  const started = performance.now();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A load, not the product: constraints and triggers hold by how the rows are made, indexes are built once at the end.
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'");
    const indexes = await takeIndexes(client);
    await client.query(prologue(), [workspaceId, userId, diagrams, modelRows()]);
    for (const statement of [...STATEMENTS, ...indexes]) await client.query(statement);
    await client.query("SET session_replication_role = origin; DROP TABLE made, docs, words, places");
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
  return (performance.now() - started) / 1000;
}

/** Takes away every index that is no constraint's. Answers the statements that bring them back. */
async function takeIndexes(client) {
  const { rows } = await client.query(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
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

function prologue() {
  // One statement with parameters: they stay out of the rest, which needs none.
  return `
    WITH given AS (SELECT $1::uuid AS workspace, $2::uuid AS owner, $3::int AS diagrams, $4::jsonb AS models)
    SELECT set_config('scale.workspace', workspace::text, false), set_config('scale.owner', owner::text, false),
      set_config('scale.diagrams', diagrams::text, false), set_config('scale.models', models::text, false) FROM given`;
}

/** By chance, as the product makes them, but the same every time. */
const UUID = "overlay(overlay(md5('diagram ' || n) placing '4' from 13) placing 'a' from 17)::uuid";
const OWNER = "current_setting('scale.owner')::uuid";

const STATEMENTS = [
  `CREATE TEMP TABLE docs AS SELECT nth::int - 1 AS nth, (m->>'size')::int AS size, decode(m->>'sha256', 'hex') AS sha256, decode(m->>'content', 'hex') AS content
   FROM jsonb_array_elements(current_setting('scale.models')::jsonb) WITH ORDINALITY AS d (m, nth)`,
  `CREATE TEMP TABLE places AS SELECT 0 AS nth, current_setting('scale.workspace')::uuid AS id UNION ALL SELECT n, gen_random_uuid() FROM generate_series(1, ${OTHERS}) n`,
  "INSERT INTO workspaces (id, name) SELECT id, 'Workspace ' || nth FROM places WHERE nth > 0",
  `INSERT INTO projects (workspace_id, id, name) SELECT p.id, uuidv7(), 'Project ' || n FROM places p, generate_series(1, ${PROJECTS}) n`,
  `CREATE TEMP TABLE words AS SELECT p.workspace_id, p.id, (row_number() OVER (PARTITION BY p.workspace_id ORDER BY p.id))::int - 1 AS nth FROM projects p`,
  // Changed one after the other over two years; one in fifty in the trash, one in four without a project.
  `CREATE TEMP TABLE made AS
   SELECT n, w.id AS workspace_id, ${UUID} AS id, p.id AS project_id,
     initcap(${pick(VERBS, 1)}) || ' ' || ${pick(NOUNS, 2)} || ' ' || initcap(${pick(PLACES, 3)}) || ' ' || n AS title,
     CASE WHEN n % 4 = 0 THEN 2 ELSE 1 END AS version, n % 8 AS doc,
     t.at,
     CASE WHEN n % 50 = 7 THEN now() - (n % 29) * interval '1 day' END AS deleted_at
   FROM generate_series(1, current_setting('scale.diagrams')::int) n
   CROSS JOIN LATERAL (SELECT now() - interval '2 minutes' - (n::float8 / current_setting('scale.diagrams')::int) * interval '730 days' AS at) t
   JOIN places w ON w.nth = CASE WHEN n % 100 < ${SHARE} THEN 0 ELSE 1 + n % ${OTHERS} END
   LEFT JOIN words p ON p.workspace_id = w.id AND p.nth = n % ${Math.ceil((PROJECTS * 4) / 3)}`,
  'ANALYZE made',
  `INSERT INTO diagrams (workspace_id, id, project_id, title, version, content_sha256, created_at, created_by, updated_at, updated_by, deleted_at)
   SELECT m.workspace_id, m.id, m.project_id, m.title, m.version, d.sha256, m.at, ${OWNER}, m.at, ${OWNER}, m.deleted_at FROM made m JOIN docs d ON d.nth = m.doc`,
  `INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, size_bytes, sha256, codec, content)
   SELECT m.workspace_id, m.id, v, 'autosave', m.title, m.at, ${OWNER}, d.size, d.sha256, 'zstd', d.content
   FROM made m JOIN docs d ON d.nth = m.doc, generate_series(1, m.version) v`,
  `INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) SELECT workspace_id, id, version, '<svg xmlns="http://www.w3.org/2000/svg">' || repeat('<rect x="1" y="2" width="3" height="4"/>', 12) || '</svg>' FROM made`,
  "INSERT INTO search_diagrams (workspace_id, diagram_id, version, words) SELECT workspace_id, id, version, ' ' || lower(title) || ' ' FROM made WHERE deleted_at IS NULL",
  `INSERT INTO search_elements (workspace_id, diagram_id, element_id, nth, type, name, name_words, words)
   SELECT e.workspace_id, e.id, 'Task_' || e.k, 0, 'bpmn:UserTask', initcap(e.words), ' ' || e.words || ' ', ' ' || e.words || ' '
   FROM (SELECT m.workspace_id, m.id, k, ${pick(VERBS, '977 * k')} || ' the ' || ${pick(NOUNS, '1013 * k')} || ' of the ' || ${pick(NOUNS, '7919 * k')} AS words
     FROM made m, generate_series(1, ${ELEMENTS}) k WHERE m.deleted_at IS NULL) e`,
  `INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, details)
   SELECT m.workspace_id, m.at, ${OWNER}, CASE WHEN v = 1 THEN 'diagram.created' ELSE 'diagram.saved' END, 'diagram', m.id::text, jsonb_build_object('title', m.title, 'version', v)
   FROM made m, generate_series(1, m.version) v`,
  // The last week's events and the last month's work on them: a tenth of all.
  `INSERT INTO outbox (workspace_id, type, payload, actor_id, created_at, next_attempt_at, published_at)
   SELECT workspace_id, 'diagram.saved', jsonb_build_object('diagramId', id, 'version', version), ${OWNER}, t.at, t.at, t.at
   FROM made, LATERAL (SELECT now() - interval '1 hour' - (n % 6) * interval '1 day' AS at) t WHERE n % 10 = 0`,
  `INSERT INTO inbox (workspace_id, event_id, handler, type, done_at)
   SELECT o.workspace_id, o.id, h, o.type, o.published_at FROM outbox o, unnest(ARRAY['draw-thumbnail', 'index-elements', 'pack-versions', 'feed-elasticsearch']) h`,
];
