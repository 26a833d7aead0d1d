import { openLoop } from '../proof/open-loop.mjs';
import { modelOf } from '../proof/model.mjs';
import { startProduct } from '../proof/product.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';
import { quantile, report } from '../proof/report.mjs';
import { drain, handedOnWithin, QUEUES, untilIdle } from './outbox-drain.mjs';
import { givenDiagrams, saverOf } from './outbox-savers.mjs';
import { shareWithin, waitsOf } from './outbox-waits.mjs';
import { Writers } from './writers.mjs';

const EVENTS_BAR = 5_000;
const SAVING_BAR = 0.75;
const RATE = 150;
/** What two cores can follow, with the load on the same machine. */
const GENTLE_RATE = 15;
/** Of the time between a save's event and the start of its job, in seconds; edges of the buckets it is measured in. */
const WAIT_BARS = { postgresql: 0.25, redis: 0.1 };
const FULL = { events: 50_000, seconds: 20, windows: 5, windowMs: 4_000 };
const QUICK = { events: 5_000, seconds: 4, windows: 2, windowMs: 1_000 };
const WRITERS = 16;

/**
 * From the outbox to the workers: how fast a worker that comes back hands on what has gathered, how long a job waits after the save
 * that caused it at 150 saves a second, and what saving loses while relay and workers run beside it.
 */
export async function benchOutbox({ quick = false } = {}) {
  const plan = quick ? QUICK : FULL;
  const rows = [];
  const details = { plan };
  for (const [backend, bar] of Object.entries(WAIT_BARS)) {
    if (backend === 'redis' && WITHOUT_REDIS !== undefined) {
      rows.push({ what: 'the same on Redis', figure: WITHOUT_REDIS, notRun: true });
      continue;
    }
    rows.push(...(await measuredOn(backend, bar, plan, details)));
  }
  return report('outbox', rows, details);
}

async function measuredOn(backend, bar, plan, details) {
  const on = backend === 'redis' ? 'Redis' : 'PostgreSQL';
  const drained = await withProduct(backend, (product, env) => drain(product, plan.events, env));
  process.stdout.write(`  ${on}: ${drained.perSecond.toFixed(0)} events/s\n`);
  const waits = await withProduct(backend, (product, env) => waitsAt(RATE, product, plan, env));
  const gentle = await withProduct(backend, (product, env) => waitsAt(GENTLE_RATE, product, plan, env));
  const started = [waits, gentle].flatMap(({ rate, queues }) => Object.entries(queues).map(([queue, wait]) => ({ rate, queue, ...wait })));
  const saving = backend === 'postgresql' ? await withProduct(backend, (product) => savingBeside(product, plan)) : undefined;
  details[backend] = { drained, waits, gentle, saving };
  return [
    { what: `${on}: the relay hands on ${plan.events} events`, figure: `${drained.perSecond.toFixed(0)} /s`, bar: `>= ${EVENTS_BAR} /s`, ok: drained.perSecond >= EVENTS_BAR },
    { what: `${on}, ${RATE} saves/s: offered, done`, figure: `${waits.offered}, ${waits.done} (p95 ${waits.saveP95.toFixed(0)} ms)`, bar: 'all', ok: waits.offered === waits.done },
    ...started.map(({ rate, queue, p95, count }) => ({
      what: `${on}, ${rate} saves/s: event due -> job started, ${queue}, p95`, figure: `${(p95 * 1000).toFixed(0)} ms (${count} jobs)`, bar: `<= ${bar * 1000} ms`, ok: p95 <= bar && count > 0,
    })),
    { what: `${on}, ${RATE} saves/s: a save -> handed on, or covered by a later one, p95 and longest`, figure: `${waits.handedOn.p95.toFixed(1)} s, ${waits.handedOn.longest.toFixed(1)} s (its rest, of 5 to 30 s, included)`, bar: 'every save', ok: waits.handedOn.open === 0 },
    // A job that was never started has not waited, as the histogram sees it.
    { what: `${on}: jobs that were not done in time, at either rate`, figure: [waits, gentle].every(({ idle }) => idle) ? 'none' : 'some', bar: 'none', ok: waits.idle && gentle.idle },
    ...(saving === undefined ? [] : [{ what: 'saves a second with relay and workers over without', figure: `${saving.ratio.toFixed(2)} (${saving.beside.toFixed(0)}/s, ${saving.alone.toFixed(0)}/s)`, bar: `>= ${SAVING_BAR}`, ok: saving.ratio >= SAVING_BAR }]),
  ];
}

/** An install of its own, with a Redis of its own where one carries the queue. */
async function withProduct(backend, use) {
  const redis = backend === 'redis' ? await startRedis() : undefined;
  const env = redis === undefined ? {} : { REDIS_URL: redis.url };
  try {
    const product = await startProduct('api', env);
    try {
      return await use(product, env);
    } finally {
      await product.stop();
    }
  } finally {
    await redis?.end();
  }
}

/** Saves at a rate while a worker runs; what its own metric tells of how long jobs waited. */
async function waitsAt(rate, product, { seconds }, env) {
  const worker = await product.another('worker', env);
  try {
    const diagrams = await givenDiagrams(product, 300);
    const save = saverOf(product.origin, diagrams, modelOf(20));
    await openLoop({ perSecond: rate / 3, seconds: 3, send: save, inFlight: diagrams.length });
    await untilIdle(product);
    const before = await waitsOf(worker.metricsPort);
    const { offered, latencies, failures } = await openLoop({ perSecond: rate, seconds, send: save, inFlight: diagrams.length });
    if (failures.length > 0) process.stdout.write(`  ${failures.length} saves failed, the first: ${failures[0].message}\n`);
    const idle = await untilIdle(product);
    const after = await waitsOf(worker.metricsPort);
    const queues = Object.fromEntries(QUEUES.map((queue) => [queue, shareWithin(0.95, before[queue], after[queue])]));
    return { rate, offered, idle, done: latencies.length, saveP95: quantile(latencies, 0.95), queues, handedOn: await handedOnWithin(product, offered) };
  } finally {
    await worker.stop();
  }
}

/** Windows that take turns: saves as fast as they are answered, without a worker, and with one; what it has left is waited for. */
async function savingBeside(product, { windows, windowMs }) {
  const targets = (await givenDiagrams(product, WRITERS)).map(({ id, headers }) => ({ origin: product.origin, path: `/api/diagrams/${id}`, headers }));
  const writers = new Writers(targets, modelOf(70));
  const ratios = [];
  const alone = [];
  const beside = [];
  try {
    await writers.run(windowMs);
    for (let n = 0; n < windows; n++) {
      alone.push((await writers.run(windowMs)).perSecond);
      const worker = await product.another('worker');
      await untilIdle(product);
      beside.push((await writers.run(windowMs)).perSecond);
      await untilIdle(product);
      await worker.stop();
      ratios.push(beside[n] / alone[n]);
      process.stdout.write(`  window ${n + 1}: ${alone[n].toFixed(0)}/s without, ${beside[n].toFixed(0)}/s with relay and workers\n`);
    }
  } finally {
    writers.close();
  }
  return { ratio: quantile(ratios, 0.5), alone: quantile(alone, 0.5), beside: quantile(beside, 0.5) };
}
