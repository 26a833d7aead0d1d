import { setTimeout as delay } from 'node:timers/promises';
import { never, quantile, report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, onStage } from './stage.mjs';
import { startWriters } from './writers.mjs';

const FULL = { count: 32, seconds: 60 };
const QUICK = { count: 32, seconds: 5 };

/** npm run chaos -- hot-diagram [postgresql|redis]: 32 writers save one diagram as fast as they are answered; one wins each version. */
export async function proveHotDiagram({ args, quick }) {
  const [backend] = backendsOf(args.length > 0 ? args : ['postgresql']);
  const { verdict, figures } = await onStage('hot-diagram', backend, (stage) => fight(stage, quick ? QUICK : FULL));
  const { versions, conflicts, otherRefusals, serverErrors, latencies, count, seconds } = figures;
  const rows = [
    { what: `${count} writers on one diagram for ${seconds} s`, figure: `${versions} versions, ${(versions / seconds).toFixed(0)} a second; ${conflicts} lost the race; p95 ${quantile(latencies, 0.95).toFixed(0)} ms, longest ${quantile(latencies, 1).toFixed(0)} ms` },
    { what: 'writers lost races at all', figure: String(conflicts), bar: '> 0', ok: conflicts > 0 },
    never('losers without 409 diagram.version_conflict', otherRefusals),
    never('answers of 5xx, or none', serverErrors),
    ...verdict.rows,
  ];
  return report('hot-diagram', rows, { ...figures, latencies: undefined, checked: verdict.figures });
}

async function fight({ product, start, undo }, { count, seconds }) {
  const api = await start('api');
  await start('worker');
  const ledger = new Ledger();
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const writers = await startWriters({ ledger, client, count, together: true, pauseMs: 0, namedEvery: 100, openEvery: 20 });
  await delay(seconds * 1_000);
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, deliveryMs: 180_000 });
  const saves = ledger.operations.filter(({ kind }) => kind === 'save');
  const attempts = ledger.operations.flatMap((operation) => operation.attempts);
  const refused = saves.filter(({ outcome }) => outcome === 'refused').map((operation) => operation.attempts.at(-1));
  const conflicts = refused.filter(({ status, code }) => status === 409 && code === 'diagram.version_conflict').length;
  const figures = {
    count, seconds, conflicts, otherRefusals: refused.length - conflicts,
    versions: saves.filter(({ outcome }) => outcome === 'acknowledged').length,
    serverErrors: attempts.filter(({ status }) => status === undefined || status >= 500).length,
    latencies: attempts.map(({ ms }) => ms),
  };
  return { verdict, figures };
}
