import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PASSWORD } from '../proof/product.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { fillWithVersions } from './bulk-data.mjs';
import { check, listenersOf } from './checker.mjs';
import { Client } from './client.mjs';
import { factsOfDatabase, onDatabase, untilDelivered } from './facts.mjs';
import { judge } from './judge.mjs';
import { Ledger } from './ledger.mjs';
import { runScript } from './run-script.mjs';
import { onStage } from './stage.mjs';
import { startWriters } from './writers.mjs';
import { temporaryFolder } from '../proof/temporary-folder.mjs';

const FULL = { count: 16, versions: 40_000, secondsBefore: 5 };
const QUICK = { count: 4, versions: 2_000, secondsBefore: 2 };
const PEAK_MB = 400;
const DELIVERY_MS = 120_000;
/** Jobs that waited in the queue are not in a backup; a sweep hands their events on again, five to six minutes after the first time. */
const SWEEP_MS = 8 * 60_000;
/** A restore leaves these as a new installation has them: figures of processes, limits, and what lets somebody in. */
const LEFT_OUT = ['_prisma_migrations', 'rate_limit_windows', 'operations_samples', 'sessions', 'verifications', 'search_sweep'];

/**
 * npm run chaos -- backup: the drill. One backup under writers, one at rest; then the whole database is gone; both are restored into a
 * new one, and what is there is held against what was there and against what was acknowledged.
 */
export async function proveBackup({ quick }) {
  const size = quick ? QUICK : FULL;
  const folder = temporaryFolder('drill');
  const files = { underWriters: join(folder, 'under-writers.backup'), atRest: join(folder, 'at-rest.backup') };
  const before = await onStage('backup', 'postgresql', (stage) => takeBackups(stage, size, files));
  process.stdout.write('  the database is gone\n');
  const after = await onStage('backup', 'postgresql', (stage) => restoreAll(stage, before, files));
  return conclude(before, after, files);
}

async function takeBackups({ product, start, place, undo }, { count, versions, secondsBefore }, files) {
  const where = await place(110);
  const api = await start('api,worker', where);
  const ledger = new Ledger();
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const writers = await startWriters({ ledger, client, count, pauseMs: 100 });
  await fillWithVersions(product.databaseUrl, writers.diagrams[0].workspaceId, versions);
  await delay(secondsBefore * 1_000);
  const begun = performance.now();
  const underWriters = await runScript('services/api/dist/backup.js', [files.underWriters], product);
  const ended = performance.now();
  await delay(1_000);
  await writers.stop();
  const emails = await Promise.all(writers.people.map(async ({ headers }) => (await client.ask('GET', '/api/me', headers)).body.user.email));
  await untilDelivered(product.databaseUrl, (type) => listenersOf(type, false), DELIVERY_MS);
  await api.stop();
  const atRest = await runScript('services/api/dist/backup.js', [files.atRest], product);
  for (const { words } of [underWriters, atRest]) process.stdout.write(`  ${words.split('\n')[0]}\n`);
  return { where, ledger, writers, emails, begun, ended, underWriters, atRest, contents: await contentsOf(product.databaseUrl), bytes: await bytesOf(product.databaseUrl) };
}

async function restoreAll({ product, start }, before, files) {
  const { ledger, writers, where, emails, begun } = before;
  await runScript('services/api/dist/restore.js', [files.underWriters], product);
  const early = await factsAt(product, { operations: ledger.operations.filter(({ outcome, attempts }) => outcome === 'acknowledged' && attempts.at(-1).at + attempts.at(-1).ms <= begun) }, ledger, writers);
  const whole = await factsAt(product, ledger, ledger, writers);
  const restored = await runScript('services/api/dist/restore.js', ['--replace', files.atRest], product);
  process.stdout.write(`  ${restored.words.trim().split('\n').at(-1)}\n`);
  const contents = await contentsOf(product.databaseUrl);
  const api = await start('api,worker', where);
  for (const [n, person] of writers.people.entries()) person.headers = await signIn(api.origin, emails[n]);
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, deliveryMs: SWEEP_MS });
  return { lost: early.lost, halves: [...whole.gaps, ...whole.unequal], restored, contents, verdict };
}

/** What judges say of the database as it was restored, with what these operations did. */
async function factsAt({ databaseUrl }, { operations }, ledger, { diagrams }) {
  const keys = ledger.operations.flatMap(({ key }) => key ?? []);
  const stored = await onDatabase(databaseUrl, (query) => factsOfDatabase(query, { ids: diagrams.map(({ id }) => id), keys, mark: ledger.mark }));
  return judge({ operations, reads: [], ...stored }, () => []);
}

/** Rows by table, and what is stored of every version. */
async function contentsOf(databaseUrl) {
  return onDatabase(databaseUrl, async (query) => {
    const tables = await query("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) ORDER BY 1", [LEFT_OUT]);
    const rows = {};
    for (const { name } of tables) rows[name] = (await query(`SELECT count(*)::int AS rows FROM ${name}`))[0].rows;
    const versions = await query("SELECT diagram_id || ' ' || version AS id, encode(sha256, 'hex') || ' ' || encode(sha256(content), 'hex') AS sums FROM diagram_versions");
    return { rows, versions: new Map(versions.map(({ id, sums }) => [id, sums])) };
  });
}

async function bytesOf(databaseUrl) {
  return onDatabase(databaseUrl, async (query) => Number((await query("SELECT sum(pg_table_size(oid)) AS bytes FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"))[0].bytes));
}

async function signIn(origin, email) {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: origin }, body: JSON.stringify({ email, password: PASSWORD }) });
  if (!answer.ok) throw new Error(`Signing in after the restore was answered ${answer.status}`);
  return { Origin: origin, Cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') };
}

function conclude(before, after, files) {
  const saves = before.ledger.operations.filter(({ kind, outcome }) => kind === 'save' && outcome === 'acknowledged').map(({ attempts }) => attempts.at(-1));
  const p95 = (all) => `${quantile(all.map(({ ms }) => ms), 0.95).toFixed(0)} ms`;
  const during = saves.filter(({ at }) => at >= before.begun && at <= before.ended);
  const differing = [...before.contents.versions].filter(([id, sums]) => after.contents.versions.get(id) !== sums).length + Math.abs(after.contents.versions.size - before.contents.versions.size);
  const tables = Object.keys(before.contents.rows).filter((name) => before.contents.rows[name] !== after.contents.rows[name]);
  const peak = Math.max(before.underWriters.peakMB ?? 0, before.atRest.peakMB ?? 0, after.restored.peakMB ?? 0);
  const speed = ({ ms }) => `${(ms / 1_000).toFixed(1)} s, ${(before.bytes / 1e6 / (ms / 1_000)).toFixed(0)} MB of tables a second`;
  const fileMB = statSync(files.atRest).size / 1e6;
  const refused = before.ledger.operations.filter(({ outcome }) => outcome !== 'acknowledged').length;
  return report('backup', [
    { what: 'held', figure: `${Object.values(before.contents.rows).reduce((sum, rows) => sum + rows, 0)} rows, ${before.contents.versions.size} versions, ${(before.bytes / 1e6).toFixed(0)} MB; file ${fileMB.toFixed(1)} MB` },
    { what: 'a backup under writers takes', figure: speed(before.underWriters) },
    { what: 'a backup at rest takes', figure: speed(before.atRest) },
    { what: 'a restore takes, checked before and after', figure: speed(after.restored) },
    { what: 'memory of a command at most', figure: `${peak.toFixed(0)} MB`, bar: `<= ${PEAK_MB} MB`, ok: peak <= PEAK_MB },
    { what: 'saves, p95 before and during the backup', figure: `${p95(saves.filter(({ at }) => at < before.begun))}, ${p95(during)} (${during.length} saves)` },
    { ...never('writers not acknowledged while it was made', refused) },
    { ...never('under writers: acknowledged before it began and not in it', after.lost.length) },
    { ...never('under writers: changes that are in it by halves', after.halves.length) },
    { ...never('at rest: tables with another number of rows', tables.length) },
    { ...never('at rest: versions with another SHA-256, more or fewer', differing) },
    ...after.verdict.rows.map((row) => ({ ...row, what: `restored: ${row.what}` })),
  ], { size: before.contents.rows, tables, lost: after.lost.slice(0, 5), halves: after.halves.slice(0, 5), figures: after.verdict.figures });
}
