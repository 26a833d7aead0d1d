import { modelOf } from '../proof/model.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Imports } from './imports.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, onStage, until } from './stage.mjs';
import { signUpBy, startWriters } from './writers.mjs';

const FULL = { kills: 10, count: 4, files: 60 };
const QUICK = { kills: 1, count: 2, files: 60 };
const BAR_MS = 15_000;
const DEATHS = 3;
const TASKS = 70;

/**
 * npm run chaos -- kill-worker [postgresql|redis]: kill -9 of the worker in the middle of an import, while a few write; and one import whose
 * worker dies three times, which is to be parked, seen and sent again by an administrator.
 */
export async function proveKillWorker({ args, quick }) {
  const runs = [];
  for (const backend of backendsOf(args)) {
    process.stdout.write(`  ${backend}\n`);
    runs.push({ backend, ...(await onStage('kill-worker', backend, (stage) => killWorker(stage, quick ? QUICK : FULL))) });
  }
  const rows = runs.flatMap(({ backend, redelivered, starts, parked, effects, verdict }) =>
    [
      { what: `kill in the middle of a job to its going on, ${redelivered.length} times`, figure: `median ${seconds(quantile(redelivered, 0.5))}, longest ${seconds(quantile(redelivered, 1))}`, bar: '<= 15 s', ok: redelivered.every((ms) => ms <= BAR_MS) },
      { what: 'of which the new worker took to start', figure: `median ${seconds(quantile(starts, 0.5))}, longest ${seconds(quantile(starts, 1))}` },
      { what: `a job whose worker died ${DEATHS} times`, figure: parked.visible ? `parked ${seconds(parked.ms)} after its last death, seen in /api/admin/outbox` : 'not parked', bar: 'parked, visible', ok: parked.visible },
      { what: 'it is sent again', figure: parked.replayed ? `${parked.status}, and is done ${seconds(parked.doneMs)} later` : String(parked.status), bar: '204, and done', ok: parked.replayed },
      never('files imported twice or never', effects.faults),
      ...verdict.rows,
    ].map((row) => ({ ...row, what: `${row.what} (${backend})` })),
  );
  return report('kill-worker', rows, { runs: runs.map(({ backend, redelivered, starts, parked, effects, verdict }) => ({ backend, redelivered, starts, parked, effects, figures: verdict.figures })) });
}

async function killWorker({ product, start, undo }, { kills, count, files }) {
  const api = await start('api');
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const administrator = { client, headers: await signUpBy(client, 'administrator') }; // the first account is
  const imports = new Imports(administrator, product.databaseUrl, modelOf(TASKS));
  let worker = await start('worker');
  const restart = async () => {
    worker = await start('worker');
    return performance.now();
  };
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client, count, pauseMs: 200 });

  const [redelivered, starts] = [[], []];
  for (let n = 1; n <= kills; n++) {
    const id = await imports.start(files);
    const { killedAt, imported } = await killMidway(worker, imports, id);
    const restartedAfter = (await restart()) - killedAt;
    starts.push(restartedAfter);
    redelivered.push((await until('the import goes on', async () => (await imports.imported(id)) > imported)) - killedAt);
    await until('the import is done', () => imports.isDone(id));
    process.stdout.write(`  kill ${n}: after ${imported} of ${files} files, worker back after ${seconds(restartedAfter)}, job going on after ${seconds(redelivered.at(-1))}\n`);
  }

  const deadly = await imports.start(files);
  let killedAt;
  for (let death = 1; death <= DEATHS; death++) {
    const before = await imports.imported(deadly);
    ({ killedAt } = await killMidway(worker, imports, deadly, before));
    await restart();
  }
  const parked = await replayed(administrator, imports, deadly, killedAt);
  await writers.stop();
  const effects = await onDatabase(product.databaseUrl, effectsOfImports);
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, mayBeParked: () => true });
  return { redelivered, starts, parked, effects, verdict };
}

/** Kills the worker while the queue has the import's job in work, and some of its files are imported and others not. */
async function killMidway(worker, imports, id, before = 0) {
  await until('the import is in work', async () => (await imports.isActive()) && (await imports.imported(id)) > before);
  await worker.kill();
  const killedAt = performance.now();
  if (await imports.isDone(id)) throw new Error('The import was done before its worker was killed: give it more files.');
  return { killedAt, imported: await imports.imported(id) };
}

async function replayed(administrator, imports, id, killedAt) {
  const find = async () => (await outboxStatus(administrator)).parked.find(({ handler }) => handler === 'import-files');
  const settledAt = await until('the import is parked or done', async () => (await find()) !== undefined || (await imports.isDone(id)));
  const entry = await find();
  if (entry === undefined) return { visible: false, replayed: false, status: 'it was delivered once more and done' };
  const { client, headers } = administrator;
  const from = performance.now();
  const { status } = await client.ask('POST', `/api/admin/outbox/${entry.id}/replay`, headers);
  const doneAt = await until('the import that was sent again is done', () => imports.isDone(id));
  const gone = (await find()) === undefined;
  return { visible: true, ms: settledAt - killedAt, error: entry.lastError, status, replayed: status === 204 && gone, doneMs: doneAt - from };
}

async function outboxStatus({ client, headers }) {
  const { status, body } = await client.ask('GET', '/api/admin/outbox', headers);
  if (status !== 200) throw new Error(`/api/admin/outbox was answered ${status}`);
  return body;
}

/** Every file is one diagram, made once. */
export async function effectsOfImports(query) {
  const [counts] = await query(`
    SELECT (SELECT count(*)::int FROM import_files) AS files,
      (SELECT count(*)::int FROM import_files f WHERE status <> 'imported' OR NOT EXISTS (SELECT FROM diagrams d WHERE d.id = f.diagram_id)) AS missing,
      (SELECT count(*)::int FROM audit_entries WHERE action = 'diagram.created' AND details ? 'importId') AS created`);
  return { ...counts, faults: counts.missing + Math.abs(counts.created - counts.files) };
}

function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}
