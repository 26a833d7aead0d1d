import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { never, report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, heldWithin, onStage } from './stage.mjs';
import { signUpBy, startWriters } from './writers.mjs';

const FULL = { openSeconds: 30, late: 10 };
const QUICK = { openSeconds: 3, late: 3 };

/**
 * npm run chaos -- late-commit [postgresql|redis]: transactions that write an event and commit long after others, which were begun later,
 * have been handed on. A relay that remembered how far it had read would skip them.
 */
export async function proveLateCommit({ args, quick }) {
  const { openSeconds, late } = quick ? QUICK : FULL;
  const runs = [];
  for (const backend of backendsOf(args)) runs.push({ backend, ...(await onStage('late-commit', backend, (stage) => commitLate(stage, openSeconds, late))) });
  const rows = runs.flatMap(({ backend, overtakenBy, undelivered, longest, verdict }) =>
    [
      { what: `events handed on before ${late} older ones were committed`, figure: String(overtakenBy), bar: '> 0', ok: overtakenBy > 0 },
      never('late events that were never worked on', undelivered),
      { what: 'commit to all effects', figure: `${(longest / 1_000).toFixed(1)} s` },
      ...verdict.rows,
    ].map((row) => ({ ...row, what: `${row.what} (${backend})` })),
  );
  return report('late-commit', rows, { openSeconds, runs: runs.map(({ backend, overtakenBy, undelivered, longest, verdict }) => ({ backend, overtakenBy, undelivered, longest, figures: verdict.figures })) });
}

async function commitLate({ product, start, undo }, openSeconds, late) {
  const api = await start('api');
  await start('worker');
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const person = { client, headers: await signUpBy(client, 'late') };
  const diagrams = [];
  for (let n = 0; n < late; n++) diagrams.push((await client.ask('POST', '/api/diagrams', person.headers, { title: 'On time' })).body);
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client, count: 4 });

  const db = new pg.Client({ connectionString: product.databaseUrl });
  await db.connect();
  undo.unshift(() => db.end());
  await db.query('BEGIN');
  for (const { id, updatedBy } of diagrams) await db.query(RENAME, [updatedBy.id, id]);
  const { rows: events } = await db.query("SELECT id FROM outbox WHERE payload->>'diagramId' = ANY ($1::text[]) AND type = 'diagram.renamed'", [diagrams.map(({ id }) => id)]);
  await delay(openSeconds * 1_000);
  const [{ younger }] = await onDatabase(product.databaseUrl, (query) => query('SELECT count(*)::int AS younger FROM outbox WHERE published_at IS NOT NULL AND id > ALL ($1::uuid[])', [events.map(({ id }) => id)]));
  await db.query('COMMIT');
  const committedAt = performance.now();
  const open = () => onDatabase(product.databaseUrl, async (query) => (await query(UNDELIVERED, [events.map(({ id }) => id)]))[0].open);
  await heldWithin(90_000, async () => (await open()) === 0);
  const doneAt = performance.now();
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
  return { overtakenBy: younger, undelivered: await open(), longest: doneAt - committedAt, verdict };
}

/** What the product does to rename a diagram, in a transaction of ours. */
const RENAME = "SELECT app.save_diagram($1::uuid, $2::uuid, 1, 'Late', NULL, NULL, NULL, NULL, NULL, NULL, 10, now(), 'late-commit', NULL, NULL)";

/** Of a renaming: it has three handlers. */
const UNDELIVERED = 'SELECT count(*)::int AS open FROM outbox o WHERE id = ANY ($1::uuid[]) AND (SELECT count(*) FROM inbox i WHERE i.event_id = o.id AND i.done_at IS NOT NULL) < 3';
