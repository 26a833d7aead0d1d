import { randomUUID } from 'node:crypto';
import { never, report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, heldWithin, onStage, until } from './stage.mjs';
import { signUpBy, startWriters } from './writers.mjs';

const FULL = { events: 1_000, count: 16 };
const QUICK = { events: 60, count: 4 };
const PARKED_MS = 90_000;

/**
 * npm run chaos -- poison [postgresql|redis]: among a thousand events of saves, one that nobody can read, and one of a diagram whose bytes were
 * spoilt in the database, so that its handlers fail each time. Both are parked, where an administrator sees them; all others get through.
 */
export async function provePoison({ args, quick }) {
  const runs = [];
  for (const backend of backendsOf(args)) runs.push({ backend, ...(await onStage('poison', backend, (stage) => poison(stage, quick ? QUICK : FULL))) });
  const rows = runs.flatMap(({ backend, good, late, parked, verdict }) =>
    [
      { what: 'other events', figure: String(good) },
      never('other events not worked on while the poison was tried', late),
      { what: 'the event nobody can read', figure: parked.unreadable ?? 'not parked', bar: 'parked by the relay', ok: parked.unreadable === 'parked by the relay' },
      { what: 'the event whose handlers fail', figure: parked.failing, bar: 'parked by draw-thumbnail, index-elements', ok: parked.failing === 'parked by draw-thumbnail, index-elements' },
      ...verdict.rows,
    ].map((row) => ({ ...row, what: `${row.what} (${backend})` })),
  );
  return report('poison', rows, { runs: runs.map(({ backend, good, late, parked, verdict }) => ({ backend, good, late, parked, figures: verdict.figures })) });
}

async function poison({ product, start, undo }, { events, count }) {
  const api = await start('api');
  await start('worker');
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const administrator = { client, headers: await signUpBy(client, 'administrator') }; // the first account is
  const { body: spoilt } = await client.ask('POST', '/api/diagrams', administrator.headers, { title: 'Spoilt' });
  const look = (sql, values) => onDatabase(product.databaseUrl, (query) => query(sql, values));
  await until('the picture of what is spoilt later', async () => (await look('SELECT FROM diagram_thumbnails WHERE diagram_id = $1', [spoilt.id])).length === 1);
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client, count, pauseMs: 5 });
  const saved = () => ledger.operations.filter(({ kind, outcome }) => kind !== 'open' && outcome === 'acknowledged').length;
  await until('half of the events', () => saved() >= events / 2, 300_000);
  const [unreadable, failing] = await plant(look, spoilt);
  await until('the other half', () => saved() >= events, 300_000);
  await writers.stop();

  const others = 'o.published_at IS NOT NULL AND o.id <> ALL ($1::uuid[]) AND o.payload ? \'diagramId\' AND (SELECT count(*) FROM inbox i WHERE i.event_id = o.id AND i.done_at IS NOT NULL) < CASE o.type WHEN \'diagram.created\' THEN 2 ELSE 3 END';
  const behind = async () => (await look(`SELECT count(*)::int AS open FROM outbox o WHERE (o.published_at IS NULL AND o.parked_at IS NULL AND o.id <> ALL ($1::uuid[])) OR (${others})`, [[unreadable, failing]]))[0].open;
  await heldWithin(PARKED_MS, async () => (await behind()) === 0);
  const late = await behind();
  const parkedAs = async (id) => (await client.ask('GET', '/api/admin/outbox', administrator.headers)).body.parked.filter((entry) => entry.id === id).map(({ handler }) => handler ?? 'the relay').sort();
  await heldWithin(PARKED_MS, async () => (await parkedAs(unreadable)).length === 1 && (await parkedAs(failing)).length === 2);
  const parked = { unreadable: await words(parkedAs, unreadable), failing: await words(parkedAs, failing) };
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, mayBeParked: (id) => id === unreadable || id === failing });
  return { good: saved(), late, parked, verdict };
}

async function words(parkedAs, id) {
  const by = await parkedAs(id);
  return by.length === 0 ? 'not parked' : `parked by ${by.join(', ')}`;
}

/** Puts the two into the outbox; their ids. */
async function plant(look, { id, workspaceId }) {
  const [unreadable, failing] = [randomUUID(), randomUUID()];
  await look("UPDATE diagram_versions SET content = decode('28b52ffd', 'hex') || content WHERE diagram_id = $1", [id]);
  await look('DELETE FROM diagram_thumbnails WHERE diagram_id = $1', [id]); // what is drawn is not drawn again
  const insert = 'INSERT INTO outbox (workspace_id, id, type, payload) VALUES ($1, $2, $3, $4)';
  await look(insert, [workspaceId, unreadable, 'diagram.saved', JSON.stringify({ diagram: 'none' })]);
  await look(insert, [workspaceId, failing, 'diagram.saved', JSON.stringify({ diagramId: id, version: 1 })]);
  return [unreadable, failing];
}
