import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortNear } from '../local/ports.mjs';
import { modelOf } from '../proof/model.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { Readers } from '../bench/readers.mjs';
import { notRun, quantile, report } from '../proof/report.mjs';
import { slowProxy } from './slow-proxy.mjs';
import { Writers } from '../bench/writers.mjs';

const PEOPLE = 4;
const WINDOWS = 4;
const WINDOW_MS = 6_000;
const WARM_UP_MS = 3_000;
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
export async function proveSlowDependency() {
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    return notRun('There is no redis-server on this machine: install it (Debian: redis-server) for this proof.');
  }
  const undo = [];
  try {
    const redis = await startRedis(undo);
    const elasticsearch = await startElasticsearch(undo);
    const proxies = [await slowProxy(redis), await slowProxy(elasticsearch)];
    undo.unshift(...proxies.map((proxy) => () => proxy.close()));
    const product = await startProduct('api');
    undo.unshift(() => product.stop());
    const env = { REDIS_URL: `redis://127.0.0.1:${proxies[0].port}`, ELASTICSEARCH_URL: `http://127.0.0.1:${proxies[1].port}` };
    const replica = await product.another('api,worker', env);
    undo.unshift(() => replica.stop());
    const work = await workAt(replica.origin);
    undo.unshift(() => work.forEach(([, loop]) => loop.close()));
    const windows = await measure(work, proxies);
    for (const proxy of proxies) proxy.pass();
    return conclude(windows, work.map(([kind]) => kind));
  } finally {
    for (const step of undo) await step();
  }
}

async function measure(work, proxies) {
  process.stdout.write(`${PEOPLE} people a kind of work, ${WINDOWS} windows of ${WINDOW_MS / 1000} s a state, in turn, after a warm-up\n`);
  const run = async (state, ms) => {
    for (const proxy of proxies) STATES[state](proxy);
    const results = await Promise.all(work.map(async ([kind, loop]) => [kind, await loop.run(ms)]));
    return Object.fromEntries(results);
  };
  await run('healthy', WARM_UP_MS);
  const windows = [];
  const order = Object.keys(STATES);
  for (let n = 0; n < WINDOWS; n++) {
    const window = {};
    for (const state of order) window[state] = await run(state, WINDOW_MS);
    order.push(order.shift());
    windows.push(window);
    process.stdout.write(`  window ${n + 1}: ${Object.entries(window).map(([state, kinds]) => `${state}: ${Object.entries(kinds).map(([kind, { latencies }]) => `${kind} p95 ${quantile(latencies, 0.95).toFixed(0)} ms`).join(', ')}`).join('; ')}\n`);
  }
  return windows;
}

function conclude(windows, kinds) {
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
  return report('slow-dependency', rows, { people: PEOPLE, windowMs: WINDOW_MS, slowMs: SLOW_MS, perWindow });
}

/** People who save, list and open, each with an account and a diagram of their own. */
async function workAt(origin) {
  const people = [];
  for (let n = 0; n < PEOPLE; n++) {
    const headers = await signUp(origin, `person-${n}`);
    const answer = await fetch(`${origin}/api/diagrams`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ title: 'Bench' }) });
    if (answer.status !== 201) throw new Error(`Creating a diagram was answered ${answer.status}: ${await answer.text()}`);
    const { id, workspaceId } = await answer.json();
    people.push({ origin, headers, path: `/api/diagrams/${id}`, url: `${origin}/api/diagrams/${id}`, list: `${origin}/api/diagrams?workspaceId=${workspaceId}`, withKey: true });
  }
  return [
    ['saves', new Writers(people, modelOf(70))],
    ['lists', new Readers(people.map(({ list, headers }) => ({ url: list, headers })))],
    ['opens', new Readers(people)],
  ];
}

async function startRedis(undo) {
  const port = await freePortNear(6390);
  const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-redis-'));
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  undo.unshift(async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await delay(300);
  return { port };
}

/** The real one of ELASTICSEARCH_TEST_URL (on this machine), else as much of one as takes every document and finds nothing. */
async function startElasticsearch(undo) {
  if (process.env.ELASTICSEARCH_TEST_URL) return { port: Number(new URL(process.env.ELASTICSEARCH_TEST_URL).port) };
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/vnd.elasticsearch+json;compatible-with=9', 'X-Elastic-Product': 'Elasticsearch' });
      response.end(JSON.stringify({ acknowledged: true, errors: false, items: [], status: 'green', hits: { total: { value: 0 }, hits: [] } }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.unshift(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: server.address().port };
}
