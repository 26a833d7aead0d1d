import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { modelOf } from '../proof/model.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { quantile, report } from '../proof/report.mjs';

const TASKS = 70;
const SAVES = 500;
/** Every so many saves is named, which keeps it for ever. */
const NAMED_EVERY = 50;
/** Between two saves: a person is slower, so the worker packs between saves as it does in life. */
const PAUSE_MS = 15;
const READS = 5;
/** Reads before those that are measured. */
const WARM_UP = 100;
const BARS = { bytes: 600, readMs: 20 };

/**
 * What versions take and how fast they come back: 500 edits of one element of a 30 KB diagram through the API, with the worker
 * at work; once as people save (ten autosaves are kept, a version is named now and then) and once with every version named, so that
 * all 500 are kept. Every kept version is read without a cache and compared with what was sent.
 */
export async function benchVersions() {
  const product = await startProduct('api,worker', { CACHE_MEMORY_MB: '0' });
  const database = new pg.Client({ connectionString: product.databaseUrl });
  try {
    await database.connect();
    const headers = await signUp(product.origin, 'versions');
    const usual = await measure(product.origin, headers, database, (n) => (n % NAMED_EVERY === 0 ? `Named ${n}` : undefined));
    const everything = await measure(product.origin, headers, database, (n) => `Named ${n}`);
    return conclude({ 'as people save': usual, 'every version named': everything });
  } finally {
    await database.end();
    await product.stop();
  }
}

async function measure(origin, headers, database, nameOf) {
  const { id, sent } = await save(origin, headers, nameOf);
  await untilPacked(database, id, SAVES + 1);
  const stored = await sizes(database, id);
  const reads = await readAll(origin, headers, id, sent);
  return { modelBytes: Buffer.byteLength(sent.get(1)), ...stored, ...reads };
}

/** Makes the edits; answers what was sent as which version. */
async function save(origin, headers, nameOf) {
  const json = { ...headers, 'Content-Type': 'application/json' };
  let model = modelOf(TASKS);
  const created = await ask(`${origin}/api/diagrams`, { method: 'POST', headers: json, body: JSON.stringify({ title: 'Bench', bpmnXml: model }) });
  const sent = new Map([[1, model]]);
  for (let n = 1; n <= SAVES; n++) {
    model = model.replace(new RegExp(`(id="Task_${(n * 37) % TASKS}" name=")[^"]*`), `$1Step ${n} of the order, ${createHash('md5').update(String(n)).digest('hex').slice(0, 12)}`);
    const body = JSON.stringify({ bpmnXml: model, message: nameOf(n) });
    const { version } = await ask(`${origin}/api/diagrams/${created.id}`, { method: 'PUT', headers: { ...json, 'If-Match': `"${n}"` }, body });
    sent.set(version, model);
    await delay(PAUSE_MS);
  }
  return { id: created.id, sent };
}

/** The worker has seen to the newest version: nobody has to wait for that, but a measurement has. */
async function untilPacked(database, id, version) {
  const query = `SELECT FROM outbox o JOIN inbox i ON i.event_id = o.id
    WHERE o.payload ->> 'diagramId' = $1 AND (o.payload ->> 'version')::int = $2 AND i.handler = 'pack-versions' AND i.done_at IS NOT NULL`;
  for (const end = performance.now() + 60_000; performance.now() < end; await delay(50)) if ((await database.query(query, [id, version])).rowCount > 0) return;
  throw new Error('The worker did not pack the versions within a minute.');
}

/** Content alone; rows with their content as they lie in the table and its TOAST, with headers and line pointers; chains. */
async function sizes(database, id) {
  const { rows } = await database.query(
    `WITH RECURSIVE mine AS MATERIALIZED (SELECT * FROM diagram_versions WHERE diagram_id = $1),
      chain AS (SELECT version, 1 AS length FROM mine WHERE base_version IS NULL UNION ALL SELECT m.version, c.length + 1 FROM mine m JOIN chain c ON m.base_version = c.version)
     SELECT count(*)::int AS kept, count(*) FILTER (WHERE base_version IS NULL)::int AS whole, count(*) FILTER (WHERE kind = 'base')::int AS hidden,
       sum(length(content))::int AS content, sum(pg_column_size(m.*) + 4 + CASE WHEN length(content) > 2000 THEN 18 + 40 * (1 + length(content) / 1996) ELSE 0 END)::int AS rows,
       (SELECT max(length) FROM chain)::int AS chain FROM mine m`,
    [id],
  );
  await database.query('VACUUM diagram_versions');
  const { rows: [table] } = await database.query("SELECT pg_total_relation_size('diagram_versions')::int AS vacuumed");
  return { ...rows[0], ...table };
}

async function readAll(origin, headers, id, sent) {
  const times = [];
  const ofWhole = [];
  const best = new Map();
  let different = 0;
  const kept = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await ask(`${origin}/api/diagrams/${id}/versions?limit=100${cursor && `&cursor=${cursor}`}`, { headers });
    kept.push(...page.items.map(({ version }) => version));
    cursor = page.nextCursor;
  }
  // The server has only saved so far: what reading needs is compiled by these, which are not measured.
  for (let read = 0; read < WARM_UP; read++) await ask(`${origin}/api/diagrams/${id}/versions/${kept[read % kept.length]}`, { headers });
  for (let round = 0; round < READS; round++) {
    for (const version of kept) {
      const start = performance.now();
      const { bpmnXml } = await ask(`${origin}/api/diagrams/${id}/versions/${version}`, { headers });
      times.push(performance.now() - start);
      best.set(version, Math.min(best.get(version) ?? Infinity, times.at(-1)));
      if (hash(bpmnXml) !== hash(sent.get(version))) different++;
      const again = performance.now();
      await ask(`${origin}/api/diagrams/${id}/versions/${kept[0]}`, { headers });
      ofWhole.push(performance.now() - again);
    }
  }
  return { listed: kept.length, reads: times.length, different, p50: quantile(times, 0.5), p95: quantile(times, 0.95), whole50: quantile(ofWhole, 0.5), whole95: quantile(ofWhole, 0.95), slowest: Math.max(...best.values()) };
}

function conclude(sides) {
  const rows = Object.entries(sides).flatMap(([what, side]) => {
    const each = (bytes) => Math.round(bytes / side.listed);
    return [
      { what: `${what}: versions kept of ${SAVES + 1}`, figure: `${side.listed} (${side.whole} whole, longest chain ${side.chain}, hidden ${side.hidden})` },
      { what: `${what}: content of a version`, figure: `${each(side.content)} B of ${side.modelBytes}`, bar: `<= ${BARS.bytes} B`, ok: each(side.content) <= BARS.bytes },
      { what: `${what}: with its row`, figure: `${each(side.rows)} B`, bar: `<= ${BARS.bytes} B`, ok: each(side.rows) <= BARS.bytes },
      { what: `${what}: kept for one of the ${SAVES} saves`, figure: `${Math.round(side.rows / SAVES)} B` },
      { what: `${what}: table and indexes after VACUUM`, figure: `${Math.round(side.vacuumed / 1024)} KB` },
      { what: `${what}: read p50, p95`, figure: `${side.p50.toFixed(1)} ms, ${side.p95.toFixed(1)} ms`, bar: `<= ${BARS.readMs} ms`, ok: side.p95 <= BARS.readMs },
      { what: `${what}: the slowest version, each at its best of ${READS}`, figure: `${side.slowest.toFixed(1)} ms`, bar: `<= ${BARS.readMs} ms`, ok: side.slowest <= BARS.readMs },
      { what: `${what}: the newest, which is whole, in turn with them`, figure: `${side.whole50.toFixed(1)} ms, ${side.whole95.toFixed(1)} ms` },
      { what: `${what}: bytes other than sent`, figure: `${side.different} of ${side.reads} reads`, bar: '0', ok: side.different === 0 },
    ];
  });
  return report('versions', rows, { saves: SAVES, sides });
}

async function ask(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${options.method ?? 'GET'} ${url} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function hash(text) {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
