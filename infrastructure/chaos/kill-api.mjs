import { setTimeout as delay } from 'node:timers/promises';
import { quantile, report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, onStage, until } from './stage.mjs';
import { startWriters } from './writers.mjs';

const FULL = { kills: 10, count: 16 };
const QUICK = { kills: 2, count: 4 };

/** npm run chaos -- kill-api [postgresql|redis]: kill -9 of the API under writers who try again with their keys. */
export async function proveKillApi({ args, quick }) {
  const runs = [];
  for (const backend of backendsOf(args)) {
    process.stdout.write(`  ${backend}\n`);
    runs.push({ backend, ...(await onStage('kill-api', backend, (stage) => killApi(stage, quick ? QUICK : FULL))) });
  }
  const rows = runs.flatMap(({ backend, outages, figures, verdict }) => [
    { what: `kills under writers (${backend})`, figure: `${outages.length}; ${figures.acknowledged} acknowledged, ${figures.withoutAnswer} requests without an answer` },
    { what: `kill to the next acknowledgement (${backend})`, figure: `median ${quantile(outages.map(({ ms }) => ms), 0.5).toFixed(0)} ms, longest ${quantile(outages.map(({ ms }) => ms), 1).toFixed(0)} ms` },
    { what: `requests cut off by the kills (${backend})`, figure: String(cutBy(outages)), bar: `>= ${outages.length}`, ok: cutBy(outages) >= outages.length },
    ...verdict.rows.map((row) => ({ ...row, what: `${row.what} (${backend})` })),
  ]);
  return report('kill-api', rows, { runs: runs.map(({ backend, outages, figures }) => ({ backend, outages, figures })) });
}

/** Kills that nobody noticed would prove nothing. */
function cutBy(outages) {
  return outages.reduce((sum, { cut }) => sum + cut, 0);
}

async function killApi({ product, start, place, undo }, { kills, count }) {
  const where = await place();
  let api = await start('api', where);
  await start('worker');
  const ledger = new Ledger();
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const writers = await startWriters({ ledger, client, count });
  const outages = [];
  for (let n = 1; n <= kills; n++) {
    await delay(1_000 + 1_000 * Math.random());
    const killedAt = performance.now();
    await api.kill();
    api = await start('api', where);
    await until('the next acknowledgement', () => ledger.firstAcknowledgedAfter(killedAt));
    const back = ledger.firstAcknowledgedAfter(killedAt);
    const cut = ledger.operations.flatMap(({ attempts }) => attempts).filter(({ at, ms, status }) => status === undefined && at <= killedAt && at + ms >= killedAt).length;
    outages.push({ ms: back - killedAt, cut });
    process.stdout.write(`  kill ${n}: ${cut} requests cut off, acknowledged again after ${(back - killedAt).toFixed(0)} ms\n`);
  }
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
  return { outages, verdict, figures: verdict.figures };
}
