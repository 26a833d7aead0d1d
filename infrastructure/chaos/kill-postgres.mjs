import { setTimeout as delay } from 'node:timers/promises';
import { report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { onStage, until } from './stage.mjs';
import { startWriters } from './writers.mjs';

const FULL = { kills: 4, count: 16, seconds: 8, walMegabytes: 300 };
const QUICK = { kills: 1, count: 4, seconds: 2, walMegabytes: 20 };
const BAR_MS = 5_000;
/** What the installation pins, so that recovery stays within seconds; see postmaster.mjs and docker-compose.yml. */
const PINNED = { max_wal_size: '512MB', checkpoint_timeout: '2min' };

/** npm run chaos -- kill-postgres: kill -9 of PostgreSQL under writers; how soon a save is acknowledged again. */
export async function proveKillPostgres({ quick }) {
  const { outages, settings, verdict } = await onStage('kill-postgres', 'postgresql', (stage) => killPostgres(stage, quick ? QUICK : FULL));
  const each = (key) => outages.map((outage) => `${(outage[key] / 1_000).toFixed(1)} s`).join(', ');
  const isPinned = Object.entries(PINNED).every(([name, value]) => settings[name] === value);
  const rows = [
    { what: 'PostgreSQL back to the next acknowledgement', figure: each('fromReady'), bar: '<= 5 s', ok: outages.every(({ fromReady }) => fromReady <= BAR_MS) },
    { what: 'kill to the next acknowledgement', figure: each('fromKill') },
    { what: 'log to be read again (WAL since the checkpoint)', figure: outages.map(({ walMegabytes }) => `${walMegabytes} MB`).join(', ') },
    { what: 'checkpoint settings pinned', figure: Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(', '), bar: Object.values(PINNED).join(', '), ok: isPinned },
    ...verdict.rows,
  ];
  return report('kill-postgres', rows, { outages, settings, figures: verdict.figures });
}

async function killPostgres({ product, start, undo }, { kills, count, seconds, walMegabytes }) {
  const api = await start('api');
  await start('worker');
  const ledger = new Ledger();
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const settings = await onDatabase(product.databaseUrl, async (query) => Object.fromEntries((await query('SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1)', [Object.keys(PINNED)])).map(({ name, value }) => [name, value])));
  const writers = await startWriters({ ledger, client, count });
  const outages = [];
  for (let n = 1; n <= kills; n++) {
    await delay(seconds * 1_000);
    if (n === kills) await onDatabase(product.databaseUrl, (query) => writeLog(query, walMegabytes));
    outages.push(await outage(product, ledger));
    const { fromReady, fromKill, walMegabytes: log } = outages.at(-1);
    process.stdout.write(`  kill ${n}: ${log} MB of log, acknowledged again ${(fromKill / 1_000).toFixed(1)} s after the kill, ${(fromReady / 1_000).toFixed(1)} s after PostgreSQL was back\n`);
  }
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
  return { outages, settings, verdict };
}

async function outage({ postgres, databaseUrl }, ledger) {
  const walMegabytes = await onDatabase(databaseUrl, async (query) => Math.round((await query('SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()'))[0].bytes / 2 ** 20));
  const pid = postgres.pid();
  const killedAt = performance.now();
  process.kill(pid, 'SIGKILL');
  const readyAt = await until('PostgreSQL is back', () => postgres.pid() !== pid, 120_000);
  // What was sent before the kill, or answered before the server was back, is no new acknowledgement.
  await until('the next acknowledgement', () => ledger.firstAcknowledgedAfter(readyAt, killedAt));
  const acknowledgedAt = ledger.firstAcknowledgedAfter(readyAt, killedAt);
  return { walMegabytes, fromReady: acknowledgedAt - readyAt, fromKill: acknowledgedAt - killedAt };
}

/** As much log as a bulk import leaves behind. */
async function writeLog(query, megabytes) {
  await query('CREATE TABLE IF NOT EXISTS chaos_filler (filler text)');
  for (let written = 0; written < megabytes; written += 10) await query("INSERT INTO chaos_filler SELECT repeat(md5(n::text), 32) FROM generate_series(1, 9000) AS n");
  await query('TRUNCATE chaos_filler');
}
