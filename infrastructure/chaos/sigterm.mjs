import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../proof/model.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { startBalancer } from './balancer.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Imports } from './imports.mjs';
import { effectsOfImports } from './kill-worker.mjs';
import { Ledger } from './ledger.mjs';
import { onStage, until } from './stage.mjs';
import { signUpBy, startWriters } from './writers.mjs';

const FULL = { rounds: 3, count: 16, files: 60 };
const QUICK = { rounds: 1, count: 4, files: 30 };
const BAR_SECONDS = 15;
const TASKS = 70;
/** Longer than a balancer takes to hear of it. */
const NOTICE = { SHUTDOWN_NOTICE_SECONDS: '3' };

/**
 * npm run chaos -- sigterm: the processes behind a balancer that honours readiness are told to stop, one after the other, under
 * writers; and a worker in the middle of an import.
 */
export async function proveSigterm({ quick }) {
  const { stops, workerStops, finished, effects, operations, verdict } = await onStage('sigterm', 'postgresql', (stage) => stopEverything(stage, quick ? QUICK : FULL));
  const attempts = operations.flatMap((operation) => operation.attempts);
  const seconds = (all) => `longest ${quantile(all.map((stop) => stop.seconds), 1).toFixed(1)} s of ${all.length}`;
  const inTime = (all) => all.every((stop) => stop.seconds <= BAR_SECONDS);
  return report('sigterm', [
    { what: 'requests', figure: `${attempts.length}, p95 ${quantile(attempts.map(({ ms }) => ms), 0.95).toFixed(0)} ms, longest ${quantile(attempts.map(({ ms }) => ms), 1).toFixed(0)} ms` },
    never('requests lost: no answer, or 502', attempts.filter(({ status }) => status === undefined || status === 502).length),
    never('requests answered another 5xx', attempts.filter(({ status }) => status >= 500 && status !== 502).length),
    { what: 'an API process under load stops in', figure: seconds(stops), bar: `<= ${BAR_SECONDS} s`, ok: inTime(stops) },
    { what: 'a worker in the middle of an import stops in', figure: seconds(workerStops), bar: `<= ${BAR_SECONDS} s`, ok: inTime(workerStops) },
    { what: 'exit codes', figure: [...new Set([...stops, ...workerStops].map(({ code }) => code))].join(', '), bar: '0', ok: [...stops, ...workerStops].every(({ code }) => code === 0) },
    { what: 'imports a worker finished before it ended; the others the next one did', figure: `${finished.filter(Boolean).length} of ${finished.length}` },
    never('files imported twice or never', effects.faults),
    ...verdict.rows,
  ], { stops, workerStops, figures: verdict.figures });
}

async function stopEverything({ product, start, place, undo }, { rounds, count, files }) {
  const places = [await place(100), await place(101)]; // known to the balancer before they are used
  const balancer = await startBalancer(places.map(({ PORT }) => Number(PORT)));
  undo.unshift(() => balancer.close());
  const begin = (n) => start('api', { ...NOTICE, BASE_URL: balancer.origin, ...places[n] });
  const apis = [await begin(0), await begin(1)];
  await until('both are ready', () => balancer.ready() === 2);
  const client = new Client(balancer.origin);
  undo.unshift(() => client.close());
  const administrator = { client, headers: await signUpBy(client, 'administrator') };
  const imports = new Imports(administrator, product.databaseUrl, modelOf(TASKS));
  let worker = await start('worker');
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client, count, pauseMs: 100 });
  const [stops, workerStops, finished] = [[], [], []];
  for (let round = 1; round <= rounds; round++) {
    for (const [n, api] of apis.entries()) {
      await delay(1_000);
      stops.push(await stop(api));
      apis[n] = await begin(n);
      await until('both are ready', () => balancer.ready() === 2);
    }
    const id = await imports.start(files);
    await until('the import has begun', async () => (await imports.imported(id)) > 0);
    if (await imports.isDone(id)) throw new Error('The import was done before its worker was told to stop: give it more files.');
    workerStops.push(await stop(worker));
    finished.push(await imports.isDone(id));
    worker = await start('worker');
    await until('the import is done', () => imports.isDone(id), 120_000);
    process.stdout.write(`  round ${round}: API ${stops.slice(-2).map(({ seconds }) => seconds.toFixed(1)).join(' and ')} s, worker ${workerStops.at(-1).seconds.toFixed(1)} s\n`);
  }
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
  const effects = await onDatabase(product.databaseUrl, effectsOfImports);
  return { stops, workerStops, finished, effects, operations: ledger.operations, verdict };
}

async function stop(process) {
  const began = performance.now();
  await process.stop();
  return { seconds: (performance.now() - began) / 1_000, code: await process.ended };
}
