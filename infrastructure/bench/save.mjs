import { openLoop } from '../proof/open-loop.mjs';
import { modelOf } from '../proof/model.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { startBare } from './bare-process.mjs';
import { figuresOf, perWindowOf, ratioOf, rowOf, takeTurns } from './turns.mjs';
import { Writers } from './writers.mjs';

const WRITERS = 16;
const PLAN = { windows: 7, windowMs: 4_000, warmUpMs: 6_000 };
const QUICK = { windows: 3, windowMs: 1_500, warmUpMs: 1_500 };
/** Our saves a second over those of the bare handler. */
const BAR = 0.6;
const STRETCH = 1;
/** At half of what we can do, people wait no longer, in milliseconds. */
const P95_BAR = 50;
/** Saves under way in the open loop at most: so many diagrams of each writer. */
const DIAGRAMS_EACH = 4;

/**
 * Whole saves, as the editor makes them (session, permission, limits, gate, Idempotency-Key, row-level security, audit, outbox),
 * next to a bare Fastify + pg handler that makes the same four writes in six round trips, on the same server in windows that
 * take turns. Saves without a key are measured beside them and have no bar. Then an open loop at half of what was reached tells
 * how long people wait. Needs an anchor on the same server: a running deployment is asked by infrastructure/k6.
 */
export async function benchSave({ quick = false } = {}) {
  const plan = quick ? QUICK : PLAN;
  const model = modelOf(70);
  const product = await startProduct('api');
  const sides = {};
  let bare;
  try {
    bare = await startBare(product.adminUrl, 'bare-handler.mjs');
    sides.bare = new Writers(await bareTargets(bare.origin), model);
    sides.keyed = new Writers(await ourTargets(product.origin, 'keyed', 1), model);
    sides.plain = new Writers((await ourTargets(product.origin, 'plain', 1)).map((target) => ({ ...target, withKey: false })), model);
    const windows = await takeTurns(sides, plan);
    sides.open = new Writers(await ourTargets(product.origin, 'open', DIAGRAMS_EACH), model);
    const perSecond = figuresOf(windows, 'keyed').perSecond / 2;
    return conclude(plan, windows, await halfOfSaturation(sides.open, perSecond, quick ? 4 : 20), perSecond);
  } finally {
    for (const side of Object.values(sides)) side.close();
    await bare?.stop();
    await product.stop();
  }
}

/** The first seconds open connections and count for nothing. */
async function halfOfSaturation(writers, perSecond, seconds) {
  const plan = { perSecond, send: () => writers.saveOne(), inFlight: WRITERS * DIAGRAMS_EACH };
  await openLoop({ ...plan, seconds: 2 });
  return await openLoop({ ...plan, seconds, seed: 2 });
}

function conclude(plan, windows, loop, perSecond) {
  const sides = Object.fromEntries(Object.keys(windows[0]).map((side) => [side, figuresOf(windows, side)]));
  const ratios = { keyed: ratioOf(windows, 'keyed', 'bare'), plain: ratioOf(windows, 'plain', 'bare') };
  const [p50, p95] = [0.5, 0.95].map((share) => quantile(loop.latencies, share) ?? Infinity);
  const rows = [
    rowOf('bare Fastify + pg', sides.bare, 'saves'),
    rowOf('BPMN Studio', sides.keyed, 'saves'),
    rowOf('BPMN Studio, without Idempotency-Key', sides.plain, 'saves'),
    { what: 'saves against the bare handler', figure: ratios.keyed.toFixed(2), bar: `>= ${BAR.toFixed(2)} (stretch ${STRETCH.toFixed(2)})`, ok: ratios.keyed >= BAR },
    { what: 'the same without Idempotency-Key', figure: ratios.plain.toFixed(2) },
    { what: 'p95 at half of saturation', figure: `${p95.toFixed(1)} ms, median ${p50.toFixed(1)} ms at ${perSecond.toFixed(0)}/s`, bar: `<= ${P95_BAR} ms`, ok: p95 <= P95_BAR },
    never('saves of it that failed or were not sent', loop.failures.length + loop.unsent),
  ];
  const open = { offered: loop.offered, unsent: loop.unsent, failures: loop.failures.slice(0, 5).map(({ message }) => message), perSecond, p50, p95 };
  return report('save', rows, { writers: WRITERS, plan, modelBytes: Buffer.byteLength(modelOf(70)), ratios, sides, open, perWindow: perWindowOf(windows) });
}

/** Every writer is a user of their own, signed in, with diagrams of their own. */
async function ourTargets(origin, name, diagrams) {
  const targets = [];
  for (let n = 0; n < WRITERS; n++) {
    const headers = await signUp(origin, `${name}-${n}`);
    for (let m = 0; m < diagrams; m++) {
      targets.push({ origin, path: `/api/diagrams/${(await createDiagram(origin, headers)).id}`, headers, withKey: true });
    }
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
