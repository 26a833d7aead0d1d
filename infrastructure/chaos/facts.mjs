import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sha256Of } from './ledger.mjs';

const POLL_MS = 250;
const PAGES = 100;

/**
 * What an audit entry, an event, ... says, as judge.mjs takes it.
 * @typedef {object} Facts
 * @property {import('./ledger.mjs').Operation[]} operations
 * @property {{ id: string, version: number, sha256: string, drawn: number | null, indexed: number | null }[]} diagrams drawn, indexed: the version
 *   their picture shows, and the one whose words are found
 * @property {{ diagramId: string, version: number, kind: string, sha256: string }[]} versions those still kept, without the hidden ones
 * @property {{ diagramId: string, version: number, action: string, requestId: string | null }[]} audit
 * @property {{ id: string, diagramId: string | null, version: number | null, type: string, published: boolean, parked: boolean }[]} outbox
 * @property {{ eventId: string, handler: string, settled: boolean, parked: boolean }[]} inbox settled: done or parked
 * @property {{ key: string, version: number }[]} keys the answers kept under idempotency keys
 * @property {{ diagramId: string, version: number, by: string, status: number, sha256?: string }[]} reads through the API
 */

/** Opens a connection for the checker, as a superuser: row-level security is not to hide what it looks for. */
export async function onDatabase(databaseUrl, work) {
  const db = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await db.connect();
  try {
    return await work(async (sql, values = []) => (await db.query(sql, values)).rows);
  } finally {
    await db.end();
  }
}

/**
 * By SQL: the diagrams, and whatever else came about by a request of the ledger.
 * @param {{ ids: string[], keys: string[], mark: string }} known mark: what the ledger's request ids begin with
 * @returns {Promise<Omit<Facts, 'operations' | 'reads'>>}
 */
export async function factsOfDatabase(query, { ids, keys, mark }) {
  const [diagrams, versions, audit, outbox, inbox, kept] = [
    await query(`SELECT d.id, d.version, encode(d.content_sha256, 'hex') AS sha256, t.version AS drawn, s.version AS indexed FROM diagrams d
      LEFT JOIN diagram_thumbnails t ON t.workspace_id = d.workspace_id AND t.diagram_id = d.id
      LEFT JOIN search_diagrams s ON s.workspace_id = d.workspace_id AND s.diagram_id = d.id WHERE d.id = ANY ($1::uuid[])`, [ids]),
    await query(`SELECT diagram_id AS "diagramId", version, kind, encode(sha256, 'hex') AS sha256 FROM diagram_versions WHERE diagram_id = ANY ($1::uuid[]) AND kind <> 'base'`, [ids]),
    await query(`SELECT subject_id AS "diagramId", (details->>'version')::int AS version, action, request_id AS "requestId" FROM audit_entries
      WHERE subject_type = 'diagram' AND (subject_id = ANY ($1::text[]) OR starts_with(request_id, $2)) AND action <> 'diagram.purged'`, [ids, mark]),
    await query(`SELECT id, payload->>'diagramId' AS "diagramId", (payload->>'version')::int AS version, type, published_at IS NOT NULL AS published, parked_at IS NOT NULL AS parked FROM outbox`),
    await query(`SELECT event_id AS "eventId", handler, done_at IS NOT NULL OR parked_at IS NOT NULL AS settled, parked_at IS NOT NULL AS parked FROM inbox`),
    await query(`SELECT key, (response->>'version')::int AS version FROM idempotency_keys WHERE key = ANY ($1::text[])`, [keys]),
  ];
  return { diagrams, versions, audit, outbox, inbox, keys: kept };
}

/** Through the API: each diagram as it stands, as JSON and as bytes, its list of versions, and every version on it. */
export async function factsOfApi(diagrams) {
  const reads = [];
  for (const { id: diagramId, person } of diagrams) {
    const ask = (path) => person.client.ask('GET', `/api/diagrams/${diagramId}${path}`, person.headers);
    const note = (by, version, { status }, document) => reads.push({ diagramId, by, version, status, sha256: document === undefined ? undefined : sha256Of(document) });
    const current = await ask('');
    note('current', current.body?.version, current, current.body?.bpmnXml);
    const raw = await ask('/xml');
    note('bytes', Number(raw.headers.etag?.replaceAll('"', '')), raw, raw.bytes);
    for (const { version, sha256 } of await listVersions(ask)) {
      reads.push({ diagramId, by: 'list', version, status: 200, sha256 });
      const one = await ask(`/versions/${version}`);
      note('version', version, one, one.body?.bpmnXml);
    }
  }
  return reads;
}

/**
 * Waits until every event was handed on or parked, and every handler that has begun is through.
 * @param {(eventType: string) => string[]} handlersOf
 * @returns {Promise<boolean>} false: not within the time; the checker then says what is missing
 */
export async function untilDelivered(databaseUrl, handlersOf, timeoutMs) {
  const until = performance.now() + timeoutMs;
  return onDatabase(databaseUrl, async (query) => {
    for (;;) {
      const open = await query('SELECT count(*)::int AS open FROM outbox WHERE published_at IS NULL AND parked_at IS NULL');
      const types = await query('SELECT type, count(*)::int AS events FROM outbox WHERE published_at IS NOT NULL GROUP BY type');
      const settled = await query('SELECT count(*)::int AS settled FROM inbox i WHERE (done_at IS NOT NULL OR parked_at IS NOT NULL) AND EXISTS (SELECT FROM outbox o WHERE o.id = i.event_id)');
      const due = types.reduce((sum, { type, events }) => sum + events * handlersOf(type).length, 0);
      if (open[0].open === 0 && settled[0].settled >= due) return true;
      if (performance.now() > until) return false;
      await delay(POLL_MS);
    }
  });
}

async function listVersions(ask) {
  const items = [];
  let cursor = '';
  for (let page = 0; page < PAGES; page++) {
    const { status, body } = await ask(`/versions?limit=100${cursor}`);
    if (status !== 200) throw new Error(`A list of versions was answered ${status}`);
    items.push(...body.items);
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  return items;
}
