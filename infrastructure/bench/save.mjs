import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { modelOf } from './model.mjs';
import { signUp, startProduct } from './product.mjs';
import { quantile, report } from './report.mjs';
import { Writers } from './writers.mjs';

const WRITERS = 16;
const WINDOWS = 7;
const WINDOW_MS = 4_000;
const WARM_UP_MS = 4_000;
/** Our saves a second over those of the bare handler. */
const BAR = 0.6;

/**
 * A save's throughput and latency next to a bare Fastify + pg handler that does the same four writes, in the same run on the
 * same server, in windows that take turns.
 */
export async function benchSave() {
  const model = modelOf(70);
  const product = await startProduct('api');
  const bare = await startBare(product.adminUrl);
  try {
    const sides = { ours: new Writers(await ourTargets(product.origin), model), bare: new Writers(await bareTargets(bare.origin), model) };
    const windows = await takeTurns(sides);
    for (const side of Object.values(sides)) side.close();
    return conclude(windows, model);
  } finally {
    await bare.stop();
    await product.stop();
  }
}

async function takeTurns({ ours, bare }) {
  process.stdout.write(`${WRITERS} writers, ${WINDOWS} windows of ${WINDOW_MS / 1000} s each in turn, after a warm-up\n`);
  await ours.run(WARM_UP_MS);
  await bare.run(WARM_UP_MS);
  const windows = [];
  for (let n = 0; n < WINDOWS; n++) {
    // Each goes first every other time, so that neither always follows the other's checkpoint.
    const first = n % 2 === 0 ? ours : bare;
    const a = await first.run(WINDOW_MS);
    const b = await (first === ours ? bare : ours).run(WINDOW_MS);
    const window = first === ours ? { ours: a, bare: b } : { ours: b, bare: a };
    windows.push(window);
    process.stdout.write(`  window ${n + 1}: ours ${window.ours.perSecond.toFixed(0)}/s, bare ${window.bare.perSecond.toFixed(0)}/s\n`);
  }
  return windows;
}

function conclude(windows, model) {
  const ratios = windows.map(({ ours, bare }) => ours.perSecond / bare.perSecond);
  const ratio = quantile(ratios, 0.5);
  const of = (side) => {
    const latencies = windows.flatMap((window) => window[side].latencies);
    return { perSecond: quantile(windows.map((window) => window[side].perSecond), 0.5), p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), saves: latencies.length };
  };
  const [ours, bare] = [of('ours'), of('bare')];
  const row = (what, side) => ({ what, figure: `${side.perSecond.toFixed(0)} saves/s, median ${side.p50.toFixed(1)} ms, p95 ${side.p95.toFixed(1)} ms` });
  const rows = [
    row('BPMN Studio', ours),
    row('bare Fastify + pg', bare),
    { what: 'ratio of throughput (median of windows)', figure: ratio.toFixed(2), bar: `>= ${BAR.toFixed(2)}`, ok: ratio >= BAR },
  ];
  return report('save', rows, { writers: WRITERS, windowMs: WINDOW_MS, modelBytes: Buffer.byteLength(model), ratio, ratios, ours, bare });
}

/** Every writer is a user of their own, signed in, with a diagram of their own. */
async function ourTargets(origin) {
  const targets = [];
  for (let n = 0; n < WRITERS; n++) {
    const headers = await signUp(origin, `writer-${n}`);
    const answer = await fetch(`${origin}/api/diagrams`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ title: 'Bench' }) });
    if (answer.status !== 201) throw new Error(`Creating a diagram was answered ${answer.status}: ${await answer.text()}`);
    targets.push({ origin, path: `/api/diagrams/${(await answer.json()).id}`, headers });
  }
  return targets;
}

async function bareTargets(origin) {
  const targets = [];
  for (let n = 0; n < WRITERS; n++) {
    const { id } = await (await fetch(`${origin}/diagrams`, { method: 'POST' })).json();
    targets.push({ origin, path: `/diagrams/${id}`, headers: {} });
  }
  return targets;
}

/** The bare handler in a process of its own, on a database of its own on the same server. */
async function startBare(adminUrl) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE bare');
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = '/bare';
  const child = fork(fileURLToPath(new URL('bare-handler.mjs', import.meta.url)), { env: { ...process.env, NODE_ENV: 'production', BARE_DATABASE_URL: url.href } });
  const [{ port }] = await once(child, 'message');
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
