import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { report } from '../proof/report.mjs';
import { check } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { backendsOf, onStage, until } from './stage.mjs';
import { startWriters } from './writers.mjs';

const WRITERS = 8;
const PAUSE_MS = 100;
const MINUTES = 10;
const SAMPLES = 60;
/** Of the time: caches, pools and prepared statements fill up first. */
const WARM_UP = 0.35;
const SLOPE_BAR = 1;
/** Pools give connections back and take new ones. */
const COUNT_BAR = 6;
/** Before that, memory still fills up whatever happens: slopes are shown, and not judged. */
const SHORTEST_MINUTES = 5;
const MB = 2 ** 20;

/**
 * npm run chaos -- soak [minutes] [postgresql|redis]: whether memory, file descriptors and connections stay flat under an even load; memory of
 * the API and the worker after a garbage collection, of PostgreSQL what its processes do not share.
 */
export async function proveSoak({ args, quick }) {
  const minutes = Number(args.find((word) => Number(word) > 0) ?? (quick ? 1 : MINUTES));
  const [backend] = backendsOf(args.some((word) => word === 'redis') ? ['redis'] : ['postgresql']);
  const { samples, verdict } = await onStage('soak', backend, (stage) => soak(stage, minutes));
  const steady = samples.slice(Math.floor(samples.length * WARM_UP));
  const rows = [
    { what: `minutes of ${WRITERS} writers (${backend})`, figure: `${minutes}; ${verdict.figures.acknowledged} operations, ${steady.length} samples after the warm-up` },
    ...['API heap', 'API memory', 'worker heap', 'worker memory', 'PostgreSQL memory'].map((key) => slopeRow(key, steady, minutes >= SHORTEST_MINUTES)),
    ...['API descriptors', 'worker descriptors', 'connections'].map((key) => countRow(key, steady)),
    { what: 'PostgreSQL descriptors, a process', figure: `${filesEach(steady[0])} to ${filesEach(steady.at(-1))}; each keeps the files of the tables it met open` },
    ...verdict.rows,
  ];
  return report('soak', rows, { minutes, backend, samples, figures: verdict.figures });
}

async function soak({ product, start, undo }, minutes) {
  const folder = join(product.dataDir, 'memory');
  mkdirSync(folder);
  const env = { NODE_OPTIONS: `--expose-gc --import=${new URL('collect-garbage.mjs', import.meta.url).href}`, CHAOS_MEMORY_DIR: folder };
  const [api, worker] = [await start('api', env), await start('worker', env)];
  const ledger = new Ledger();
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const writers = await startWriters({ ledger, client, count: WRITERS, pauseMs: PAUSE_MS });
  const samples = [];
  const began = performance.now();
  for (let n = 1; n <= SAMPLES; n++) {
    await delay(Math.max(0, began + (n * minutes * 60_000) / SAMPLES - performance.now()));
    samples.push({ minute: (performance.now() - began) / 60_000, ...(await sample({ api, worker, product, folder })) });
    if (n % 12 === 0) process.stdout.write(`  minute ${samples.at(-1).minute.toFixed(1)}: API ${samples.at(-1)['API memory'].toFixed(0)} MB, worker ${samples.at(-1)['worker memory'].toFixed(0)} MB\n`);
  }
  await writers.stop();
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
  return { samples, verdict };
}

async function sample({ api, worker, product, folder }) {
  const heaps = await Promise.all([api.pid, worker.pid].map((pid) => heapAfterCollection(pid, folder)));
  const server = treeOf(product.postgres.pid());
  const [{ connections }] = await onDatabase(product.databaseUrl, (query) => query("SELECT count(*)::int AS connections FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"));
  const sum = (read) => server.reduce((total, pid) => total + read(pid), 0);
  return {
    'API heap': heaps[0], 'API memory': resident(api.pid), 'API descriptors': descriptors(api.pid),
    'worker heap': heaps[1], 'worker memory': resident(worker.pid), 'worker descriptors': descriptors(worker.pid),
    'PostgreSQL memory': sum(unshared), 'PostgreSQL descriptors': sum(descriptors), 'PostgreSQL processes': server.length, connections,
  };
}

/** MB of heap that are left once a process has collected its garbage. */
async function heapAfterCollection(pid, folder) {
  const path = join(folder, `${pid}.json`);
  process.kill(pid, 'SIGUSR2');
  const read = () => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')).heapUsed / MB;
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      return undefined; // not there yet
    }
  };
  await until('a garbage collection', () => read() !== undefined);
  const heap = read();
  rmSync(path);
  return heap;
}

function resident(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** MB of a process that no other one has; 0 when it ended between two looks. */
function unshared(pid) {
  return ofProcess(() => [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kB]) => sum + Number(kB) / 1024, 0));
}

function descriptors(pid) {
  return ofProcess(() => readdirSync(`/proc/${pid}/fd`).length);
}

/** A process and its children. */
function treeOf(pid) {
  const children = ofProcess(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)) || [];
  return [pid, ...children];
}

function ofProcess(read) {
  try {
    return read();
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    return 0;
  }
}

function slopeRow(key, samples, isJudged) {
  const slope = slopeOf(samples.map((each) => [each.minute, each[key]]));
  const figure = `${slope >= 0 ? '+' : ''}${slope.toFixed(2)} MB a minute, from ${samples[0][key].toFixed(0)} to ${samples.at(-1)[key].toFixed(0)} MB`;
  return { what: `${key}, slope`, figure: isJudged ? figure : `${figure}; too short to judge`, bar: `<= ${SLOPE_BAR} MB a minute`, ...(isJudged ? { ok: slope <= SLOPE_BAR } : {}) };
}

function countRow(key, samples) {
  const counts = samples.map((each) => each[key]);
  const third = Math.ceil(counts.length / 3);
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const growth = median(counts.slice(-third)) - median(counts.slice(0, third));
  return { what: key, figure: `${Math.min(...counts)} to ${Math.max(...counts)}; the last third has ${growth} more than the first`, bar: `<= ${COUNT_BAR} more`, ok: growth <= COUNT_BAR };
}

function filesEach(one) {
  return (one['PostgreSQL descriptors'] / one['PostgreSQL processes']).toFixed(0);
}

/** The median of the slopes between all pairs (Theil and Sen): one odd sample does not tilt it. */
function slopeOf(points) {
  const slopes = points.flatMap(([x, y], n) => points.slice(n + 1).map(([later, value]) => (value - y) / (later - x)));
  return slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)];
}
