import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { modelOf } from '../proof/model.mjs';
import { givenDiagrams, saverOf } from './outbox-savers.mjs';

/** The queues a save of a diagram goes to. */
export const QUEUES = ['draw-thumbnail', 'index-elements', 'pack-versions'];
const DIAGRAMS = 200;
const IDLE_MS = 90_000;
const DRAIN_MS = 120_000;

/**
 * Lets events gather while no relay runs, then starts one worker: from the hand-over of the first batch to that of the last, without what is put to rest. Its
 * handlers begin to work at once, beside the relay: most of the events are of versions that were saved over meanwhile. What they
 * have not done by then is left behind: the product is of no use afterwards.
 */
export async function drain(product, events, env) {
  const diagrams = await givenDiagrams(product, DIAGRAMS);
  const save = saverOf(product.origin, diagrams, modelOf(20));
  for (let n = 0; n < DIAGRAMS; n++) await save(n);
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO outbox (workspace_id, type, payload, actor_id)
       SELECT d.workspace_id, 'diagram.saved', jsonb_build_object('diagramId', d.id, 'version', 1), d.created_by
       FROM generate_series(0, $2 - 1) n JOIN (SELECT *, row_number() OVER () - 1 AS nth FROM diagrams WHERE id = ANY ($1)) d ON d.nth = n % ${DIAGRAMS}`,
      [diagrams.map(({ id }) => id), events],
    );
    await client.query('ANALYZE outbox');
    const worker = await product.another('worker', env);
    try {
      const done = await untilNone(client, 'SELECT count(*)::int AS left FROM outbox WHERE published_at IS NULL AND parked_at IS NULL', DRAIN_MS);
      if (!done) process.stdout.write(`  not all was handed on within ${DRAIN_MS / 1000} s\n`);
      const { rows } = await client.query(
        `SELECT count(*)::int AS handed, extract(epoch FROM max(published_at) - min(published_at))::float8 AS seconds FROM outbox
         WHERE published_at IS NOT NULL AND next_attempt_at = created_at`); // not those that were put to rest, which come later by intent
      return { ...rows[0], perSecond: rows[0].handed / rows[0].seconds };
    } finally {
      await worker.stop();
    }
  } finally {
    await client.end();
  }
}

/** Waits until every event has been handed on and worked on, within bounds; answers whether it has been. */
export async function untilIdle(product) {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    return await untilNone(client, WAITING, IDLE_MS, [QUEUES]);
  } finally {
    await client.end();
  }
}

/** How long the newest events waited until they were handed on, in seconds, and how many of them still do. */
export async function handedOnWithin(product, newest) {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY waited)::float8 AS p95, max(waited)::float8 AS longest, count(*) FILTER (WHERE waited IS NULL)::int AS open
       FROM (SELECT extract(epoch FROM published_at - created_at) AS waited FROM outbox ORDER BY created_at DESC LIMIT $1) e`, [newest]);
    return rows[0];
  } finally {
    await client.end();
  }
}

/** The inbox tells of work that is done the same way whatever carries the queue. */
const WAITING = `
  SELECT count(*)::int AS left FROM (SELECT FROM outbox o CROSS JOIN unnest($1::text[]) h WHERE o.type = 'diagram.saved'
    AND NOT EXISTS (SELECT FROM inbox i WHERE i.workspace_id = o.workspace_id AND i.event_id = o.id AND i.handler = h AND (i.done_at IS NOT NULL OR i.parked_at IS NOT NULL))) w`;

/** @returns {Promise<boolean>} whether none was left in time */
async function untilNone(client, sql, within, values = []) {
  for (const until = Date.now() + within; Date.now() < until; await delay(500)) {
    const { rows } = await client.query(sql, values);
    if (rows[0].left === 0) return true;
  }
  return false;
}
