import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { onStage, until } from './stage.mjs';
import { startWriters } from './writers.mjs';

/** Saves to be acknowledged between two kills. */
const SAVES = 5;

/**
 * The small part of chaos that npm test runs: one kill -9 of the worker, of the API and of PostgreSQL under a few writers, then the checker;
 * and the checker once more on a database that lost a line of its audit trail.
 * @param {{ count: number }} options writers
 */
export async function killEach({ count }) {
  return onStage('kill-each', 'postgresql', async ({ product, start, place, undo }) => {
    const where = await place();
    let [api, worker] = [await start('api', where), await start('worker')];
    const ledger = new Ledger();
    const client = new Client(api.origin);
    undo.unshift(() => client.close());
    const writers = await startWriters({ ledger, client, count });
    const goOn = async () => {
      const acknowledged = () => ledger.operations.filter(({ kind, outcome }) => kind === 'save' && outcome === 'acknowledged').length;
      const before = acknowledged();
      await until('saves are acknowledged', () => acknowledged() >= before + SAVES);
    };
    await goOn();
    await worker.kill();
    worker = await start('worker');
    await goOn();
    await api.kill();
    api = await start('api', where);
    await goOn();
    process.kill(product.postgres.pid(), 'SIGKILL');
    await goOn();
    await writers.stop();
    const whole = { ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl };
    const { faults, figures } = await check(whole);
    await onDatabase(product.databaseUrl, (query) => query("DELETE FROM audit_entries WHERE subject_id = $1 AND details->>'version' = '2'", [writers.diagrams[0].id]));
    const planted = await check({ ...whole, quiet: true });
    return { faults, figures, planted: planted.faults };
  });
}
