import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { waitForLock } from '../local/lock.mjs';
import { ROOT } from '../local/paths.mjs';
import { freePortNear } from '../local/ports.mjs';
import { memoryOf } from '../proof/memory.mjs';
import { modelOf } from '../proof/model.mjs';
import { createDiagram, removeCluster, signUp } from '../proof/product.mjs';
import { quantile, report } from '../proof/report.mjs';
import { Writers } from './writers.mjs';
import { temporaryFolder } from '../proof/temporary-folder.mjs';

const WARM_STARTS = 5;
const PATIENCE_MS = 10 * 60_000;
const SETTLE_MS = 10_000;
const PEOPLE = 16;
const LOAD_SECONDS = 20;
const COLD_BAR_SECONDS = 180;
const WARM_BAR_SECONDS = 10;
const MEMORY_BAR_MB = 600;
const LOAD_MEMORY_BAR_MB = 1_000;

/**
 * npm run bench -- start: a fresh clone of what is committed, and npm start in it as a newcomer does it (packages come from npm's
 * cache or from where npm gets them), then again with everything there; the memory of all its processes together, PostgreSQL
 * included, at rest and while people save.
 */
export async function benchStart({ quick = false } = {}) {
  const folder = temporaryFolder('start');
  const place = { clone: join(folder, 'clone'), data: join(folder, 'data'), port: await freePortNear(3950), metricsPort: await freePortNear(9950) };
  try {
    const cloned = spawnSync('git', ['clone', '--quiet', ROOT, place.clone], { encoding: 'utf8' });
    if (cloned.status !== 0) throw new Error(`git clone failed: ${cloned.stderr}`);
    const cold = await started(place);
    await stopped(cold);
    const warm = [];
    for (let n = 1; n < (quick ? 1 : WARM_STARTS); n++) {
      const again = await started(place);
      warm.push(again.seconds);
      await stopped(again);
    }
    const last = await started(place);
    warm.push(last.seconds);
    try {
      return conclude(cold.seconds, warm, await measureMemory(last.npm.pid, `http://127.0.0.1:${place.port}`, quick));
    } finally {
      await stopped(last);
    }
  } finally {
    removeCluster(place.data);
  }
}

function conclude(cold, warm, memory) {
  const median = quantile(warm, 0.5);
  const rows = [
    { what: 'first start: fresh clone to ready', figure: `${cold.toFixed(0)} s`, bar: `<= ${COLD_BAR_SECONDS} s`, ok: cold <= COLD_BAR_SECONDS },
    { what: 'later starts', figure: `median ${median.toFixed(1)} s, longest ${Math.max(...warm).toFixed(1)} s of ${warm.length}`, bar: `<= ${WARM_BAR_SECONDS} s`, ok: median <= WARM_BAR_SECONDS },
    { what: 'memory after start: API, worker, PostgreSQL, launcher', figure: `${memory.rest.toFixed(0)} MB`, bar: `<= ${MEMORY_BAR_MB} MB`, ok: memory.rest <= MEMORY_BAR_MB },
    { what: `memory with ${PEOPLE} people saving all the time, at its highest`, figure: `${memory.highest.toFixed(0)} MB, ${memory.perSecond.toFixed(0)} saves/s`, bar: `<= ${LOAD_MEMORY_BAR_MB} MB`, ok: memory.highest <= LOAD_MEMORY_BAR_MB },
  ];
  return report('start', rows, { cold, warm, memory });
}

/** Runs npm start until it is ready. */
async function started({ clone, data, port, metricsPort }) {
  const began = performance.now();
  const limits = { RATE_LIMIT_SAVE_PER_MINUTE: '1000000', RATE_LIMIT_DEFAULT_PER_MINUTE: '1000000', RATE_LIMIT_SIGN_IN_PER_MINUTE: '1000000' };
  const { BPMN_STUDIO_NODE: _node, BPMN_STUDIO_STARTED: _started, ...env } = process.env;
  const npm = spawn('npm', ['start'], { cwd: clone, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...limits, LOG_LEVEL: 'error', PORT: String(port), METRICS_PORT: String(metricsPort), DATA_DIR: data } });
  let said = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.setEncoding('utf8').on('data', (text) => (said = `${said}${text}`.slice(-4_000)));
  const ended = once(npm, 'exit').then(() => true);
  const timer = setTimeout(() => npm.kill('SIGTERM'), PATIENCE_MS);
  while (!said.includes('is ready:')) {
    if (await Promise.race([ended, delay(20, false)])) throw new Error(`npm start ended: ${said.trim().split('\n').at(-1)}`);
  }
  clearTimeout(timer);
  return { npm, ended, data, seconds: (performance.now() - began) / 1000 };
}

/** npm goes at once; what it started has gone when it gives its data directory back. */
async function stopped({ npm, ended, data }) {
  npm.kill('SIGTERM');
  await ended;
  (await waitForLock(join(data, 'start.lock'), () => undefined)).release();
}

async function measureMemory(pid, origin, quick) {
  await delay(quick ? 1_000 : SETTLE_MS);
  const rest = memoryOf([pid]);
  const targets = [];
  for (let n = 0; n < PEOPLE; n++) {
    const headers = await signUp(origin, `person-${n}`);
    targets.push({ origin, path: `/api/diagrams/${(await createDiagram(origin, headers)).id}`, headers, withKey: true });
  }
  const writers = new Writers(targets, modelOf(70));
  let highest = rest;
  const look = setInterval(() => (highest = Math.max(highest, memoryOf([pid]))), 500);
  try {
    const { perSecond } = await writers.run(quick ? 3_000 : LOAD_SECONDS * 1000);
    return { rest, highest, perSecond };
  } finally {
    clearInterval(look);
    writers.close();
  }
}
