import { startBare } from './bare-process.mjs';
import { modelOf } from '../proof/model.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { report } from '../proof/report.mjs';
import { figuresOf, perWindowOf, ratioOf, rowOf, takeTurns } from './turns.mjs';
import { Writers } from './writers.mjs';

const WRITERS = 16;
const PLAN = { windows: 7, windowMs: 4_000, warmUpMs: 4_000 };
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
  const bare = await startBare(product.adminUrl, 'bare-handler.mjs');
  const sides = {
    ours: new Writers(await ourTargets(product.origin, 'plain', false), model),
    bare: new Writers(await bareTargets(bare.origin), model),
    keyed: new Writers(await ourTargets(product.origin, 'keyed', true), model),
  };
  try {
    return conclude(await takeTurns(sides, PLAN), model);
  } finally {
    for (const side of Object.values(sides)) side.close();
    await bare.stop();
    await product.stop();
  }
}

function conclude(windows, model) {
  const sides = Object.fromEntries(Object.keys(windows[0]).map((side) => [side, figuresOf(windows, side)]));
  const ratios = { ours: ratioOf(windows, 'ours', 'bare'), keyed: ratioOf(windows, 'keyed', 'bare') };
  const rows = [
    rowOf('bare Fastify + pg', sides.bare, 'saves'),
    rowOf('BPMN Studio', sides.ours, 'saves'),
    rowOf('BPMN Studio, with Idempotency-Key', sides.keyed, 'saves'),
    { what: 'throughput against the bare handler', figure: ratios.ours.toFixed(2), bar: `>= ${BAR.toFixed(2)}`, ok: ratios.ours >= BAR },
    { what: 'the same with Idempotency-Key', figure: ratios.keyed.toFixed(2) },
  ];
  return report('save', rows, { writers: WRITERS, windowMs: PLAN.windowMs, modelBytes: Buffer.byteLength(model), ratios, sides, perWindow: perWindowOf(windows) });
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
