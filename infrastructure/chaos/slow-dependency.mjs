import { Asker } from '../bench/asker.mjs';
import { modelOf } from '../proof/model.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { notRun, quantile, report } from '../proof/report.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';
import { startElasticsearch } from './servers.mjs';
import { slowProxy } from './slow-proxy.mjs';
import { Writers } from '../bench/writers.mjs';

const PEOPLE = 4;
const FULL = { windows: 4, windowMs: 6_000, warmUpMs: 3_000 };
const QUICK = { windows: 2, windowMs: 2_000, warmUpMs: 1_000 };
const SLOW_MS = 800;
/** Of a window's p95 over that of the healthy window beside it; the median of all windows counts. */
const BAR = 2;

/** What Redis and Elasticsearch are behind their proxies. */
const STATES = {
  healthy: (proxy) => proxy.pass(),
  [`late by ${SLOW_MS} ms`]: (proxy) => proxy.slow(SLOW_MS),
  silent: (proxy) => proxy.stall(),
};

/**
 * npm run chaos -- slow-dependency: saves, lists and opens while Redis and Elasticsearch are well, late or silent, in windows
 * that take turns. A window begins with the change, so what is noticed until the breakers open is counted.
 */
export async function proveSlowDependency({ quick }) {
  if (WITHOUT_REDIS !== undefined) return notRun(WITHOUT_REDIS);
  const size = quick ? QUICK : FULL;
  const undo = [];
  try {
    const redis = await startRedis();
    undo.unshift(redis.end);
    const elasticsearch = await startElasticsearch(undo);
    const proxies = [await slowProxy(redis), await slowProxy(elasticsearch)];
    undo.unshift(...proxies.map((proxy) => () => proxy.close()));
    const product = await startProduct('');
    undo.unshift(() => product.stop());
    const env = { REDIS_URL: `redis://127.0.0.1:${proxies[0].port}`, ELASTICSEARCH_URL: `http://127.0.0.1:${proxies[1].port}` };
    const replica = await product.another('api,worker', env);
    undo.unshift(() => replica.stop());
    const work = await workAt(replica.origin);
    undo.unshift(() => work.forEach(([, loop]) => loop.close()));
    const windows = await measure(work, proxies, size);
    for (const proxy of proxies) proxy.pass();
    return conclude(windows, work.map(([kind]) => kind), size);
  } finally {
    for (const step of undo) await step();
  }
}

async function measure(work, proxies, { windows: count, windowMs, warmUpMs }) {
  process.stdout.write(`${PEOPLE} people a kind of work, ${count} windows of ${windowMs / 1000} s a state, in turn, after a warm-up\n`);
  const run = async (state, ms) => {
    for (const proxy of proxies) STATES[state](proxy);
    const results = await Promise.all(work.map(async ([kind, loop]) => [kind, await loop.run(ms)]));
    return Object.fromEntries(results);
  };
  await run('healthy', warmUpMs);
  const windows = [];
  const order = Object.keys(STATES);
  for (let n = 0; n < count; n++) {
    const window = {};
    for (const state of order) window[state] = await run(state, windowMs);
    order.push(order.shift());
    windows.push(window);
    process.stdout.write(`  window ${n + 1}: ${Object.entries(window).map(([state, kinds]) => `${state}: ${Object.entries(kinds).map(([kind, { latencies }]) => `${kind} p95 ${quantile(latencies, 0.95).toFixed(0)} ms`).join(', ')}`).join('; ')}\n`);
  }
  return windows;
}

function conclude(windows, kinds, { windowMs }) {
  const p95 = (window, state, kind) => quantile(window[state][kind].latencies, 0.95);
  const rows = [];
  for (const kind of kinds) {
    for (const state of Object.keys(STATES)) {
      const all = windows.flatMap((window) => window[state][kind].latencies);
      const figure = `p95 ${quantile(all, 0.95).toFixed(1)} ms, median ${quantile(all, 0.5).toFixed(1)} ms, longest ${quantile(all, 1).toFixed(0)} ms of ${all.length}`;
      if (state === 'healthy') rows.push({ what: `${kind}, Redis and Elasticsearch well`, figure });
      else {
        const ratio = quantile(windows.map((window) => p95(window, state, kind) / p95(window, 'healthy', kind)), 0.5);
        rows.push({ what: `${kind}, both ${state}`, figure: `${ratio.toFixed(2)} times; ${figure}`, bar: `<= ${BAR.toFixed(1)} times`, ok: ratio <= BAR });
      }
    }
  }
  const perWindow = windows.map((window) => Object.fromEntries(Object.keys(STATES).map((state) => [state, Object.fromEntries(kinds.map((kind) => [kind, p95(window, state, kind)]))])));
  return report('slow-dependency', rows, { people: PEOPLE, windowMs, slowMs: SLOW_MS, perWindow });
}

/** People who save, list and open, each with an account and a diagram of their own. */
async function workAt(origin) {
  const people = [];
  for (let n = 0; n < PEOPLE; n++) {
    const headers = await signUp(origin, `person-${n}`);
    const { id, workspaceId } = await createDiagram(origin, headers);
    people.push({ origin, headers, path: `/api/diagrams/${id}`, url: `${origin}/api/diagrams/${id}`, list: `${origin}/api/diagrams?workspaceId=${workspaceId}`, withKey: true });
  }
  return [
    ['saves', new Writers(people, modelOf(70))],
    ['lists', new Asker((reader) => ({ url: people[reader].list, headers: people[reader].headers }), people.length)],
    ['opens', new Asker((reader) => ({ url: people[reader].url, headers: people[reader].headers }), people.length)],
  ];
}
