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
 * A save's throughput and latency next to a bare Fastify + pg handler that does the same four writes (diagram, version, audit,
 * outbox), in the same run on the same server, in windows that take turns. As the editor saves, with an Idempotency-Key, a
 * fifth write is made; that is measured beside it and has no bar.
 */
export async function benchSave() {
  const model = modelOf(70);
  const product = await startProduct('api');
  const bare = await startBare(product.adminUrl);
  const sides = {
    ours: new Writers(await ourTargets(product.origin, 'plain', false), model),
    bare: new Writers(await bareTargets(bare.origin), model),
    keyed: new Writers(await ourTargets(product.origin, 'keyed', true), model),
  };
  try {
    return conclude(await takeTurns(sides), model);
  } finally {
    for (const side of Object.values(sides)) side.close();
    await bare.stop();
    await product.stop();
  }
}

async function takeTurns(sides) {
  process.stdout.write(`${WRITERS} writers, ${WINDOWS} windows of ${WINDOW_MS / 1000} s a side, in turn, after a warm-up\n`);
  for (const side of Object.values(sides)) await side.run(WARM_UP_MS);
  const windows = [];
  const order = Object.keys(sides);
  for (let n = 0; n < WINDOWS; n++) {
    const window = {};
    for (const side of order) window[side] = await sides[side].run(WINDOW_MS);
    order.push(order.shift()); // none always follows the same other
    windows.push(window);
    process.stdout.write(`  window ${n + 1}: ${Object.entries(window).map(([side, { perSecond }]) => `${side} ${perSecond.toFixed(0)}/s`).join(', ')}\n`);
  }
  return windows;
}

function conclude(windows, model) {
  const sides = Object.fromEntries(Object.keys(windows[0]).map((side) => [side, figuresOf(windows, side)]));
  const ratio = (side) => quantile(windows.map((window) => window[side].perSecond / window.bare.perSecond), 0.5);
  const row = (what, { perSecond, p50, p95 }) => ({ what, figure: `${perSecond.toFixed(0)} saves/s, median ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` });
  const ratios = { ours: ratio('ours'), keyed: ratio('keyed') };
  const rows = [
    row('bare Fastify + pg', sides.bare),
    row('BPMN Studio', sides.ours),
    row('BPMN Studio, with Idempotency-Key', sides.keyed),
    { what: 'throughput against the bare handler', figure: ratios.ours.toFixed(2), bar: `>= ${BAR.toFixed(2)}`, ok: ratios.ours >= BAR },
    { what: 'the same with Idempotency-Key', figure: ratios.keyed.toFixed(2) },
  ];
  const perWindow = windows.map((window) => Object.fromEntries(Object.entries(window).map(([side, { perSecond }]) => [side, perSecond])));
  return report('save', rows, { writers: WRITERS, windowMs: WINDOW_MS, modelBytes: Buffer.byteLength(model), ratios, sides, perWindow });
}

function figuresOf(windows, side) {
  const latencies = windows.flatMap((window) => window[side].latencies);
  return { perSecond: quantile(windows.map((window) => window[side].perSecond), 0.5), p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), saves: latencies.length };
}

/** Every writer is a user of their own, signed in, with a diagram of their own. */
async function ourTargets(origin, name, withKey) {
  const targets = [];
  for (let n = 0; n < WRITERS; n++) {
    const headers = await signUp(origin, `${name}-${n}`);
    const answer = await fetch(`${origin}/api/diagrams`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ title: 'Bench' }) });
    if (answer.status !== 201) throw new Error(`Creating a diagram was answered ${answer.status}: ${await answer.text()}`);
    targets.push({ origin, path: `/api/diagrams/${(await answer.json()).id}`, headers, withKey });
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
