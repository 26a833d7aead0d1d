import { setTimeout as delay } from 'node:timers/promises';
import { signUp, startProduct } from '../proof/product.mjs';
import { quantile, report } from '../proof/report.mjs';
import { slowProxy } from './slow-proxy.mjs';

const FULL = { count: 5 };
const QUICK = { count: 2 };
const PATIENCE_MS = 30_000;
const FROZEN_MS = 6_000;
const ANSWER_BAR_MS = 5_000;
const AT_ONCE_BAR_MS = 500;
const BACK_BAR_MS = 5_000;

/**
 * npm run chaos -- frozen-database: how long requests take while PostgreSQL takes everything and answers nothing (a server that
 * swaps, a network that swallows), and how soon everything works again.
 */
export async function proveFrozenDatabase({ quick }) {
  const product = await startProduct('');
  const undo = [() => product.stop()];
  try {
    const database = new URL(product.ownerUrl);
    const proxy = await slowProxy({ port: Number(database.port) });
    undo.unshift(() => proxy.close());
    database.port = String(proxy.port);
    const replica = await product.another('api', { DATABASE_URL: database.href });
    undo.unshift(() => replica.stop());
    const headers = await signUp(replica.origin, 'ann');
    const rounds = [];
    for (let n = 1; n <= (quick ? QUICK : FULL).count; n++) {
      rounds.push(await round(replica.origin, headers, proxy));
      const { underWay, later, back, ready } = rounds.at(-1);
      process.stdout.write(`  round ${n}: under way ${underWay.toFixed(0)} ms, later ${later.toFixed(0)} ms, not ready after ${ready.toFixed(0)} ms, back after ${back.toFixed(0)} ms\n`);
    }
    return conclude(rounds);
  } finally {
    for (const step of undo) await step();
  }
}

async function round(origin, headers, proxy) {
  const ask = async (path) => {
    const start = performance.now();
    const answer = await fetch(`${origin}${path}`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    return { status: answer.status, comeBack: Number(answer.headers.get('retry-after')) > 0, ms: performance.now() - start };
  };
  const until = async (path, isRight) => {
    const start = performance.now();
    for (;;) {
      const { status } = await ask(path);
      if (isRight(status)) return performance.now() - start;
      if (performance.now() - start > PATIENCE_MS) throw new Error(`${path} is answered ${status} after ${PATIENCE_MS} ms`);
      await delay(25);
    }
  };
  const work = ['/api/diagrams?limit=10', '/api/diagrams?deleted=true', '/api/me'];
  await Promise.all(work.map(ask));
  const frozenAt = performance.now();
  proxy.stall();
  const [underWay, ready] = await Promise.all([Promise.all(work.map((path) => ask(path))), until('/api/health/ready', (status) => status === 503)]);
  const later = [];
  while (performance.now() - frozenAt < FROZEN_MS) later.push(await ask('/api/diagrams'));
  proxy.pass();
  const back = await until('/api/diagrams', (status) => status === 200);
  await until('/api/health/ready', (status) => status === 200);
  const wrong = [...underWay, ...later].filter(({ status, comeBack }) => status !== 200 && !(status === 503 && comeBack)).length;
  const longest = (answers) => Math.max(...answers.map(({ ms }) => ms));
  return { underWay: longest(underWay), later: longest(later), ready, back, wrong };
}

function conclude(rounds) {
  const all = (key) => rounds.map((each) => each[key]);
  const row = (what, key, bar) => ({ what, figure: `longest ${Math.max(...all(key)).toFixed(0)} ms, median ${quantile(all(key), 0.5).toFixed(0)} ms`, ...(bar === undefined ? {} : { bar: `<= ${bar} ms`, ok: Math.max(...all(key)) <= bar }) });
  const wrong = all('wrong').reduce((sum, count) => sum + count, 0);
  const rows = [
    row('answered (503, or 200 of what is kept): what was under way when it froze', 'underWay', ANSWER_BAR_MS),
    row('answered (503, or 200 of what is kept): what came later', 'later', AT_ONCE_BAR_MS),
    row('readiness off', 'ready', ANSWER_BAR_MS),
    row('back after the thaw', 'back', BACK_BAR_MS),
    { what: 'neither 200 nor 503 with Retry-After', figure: String(wrong), bar: '0', ok: wrong === 0 },
  ];
  return report('frozen-database', rows, { rounds });
}
