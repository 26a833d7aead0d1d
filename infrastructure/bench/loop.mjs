import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../proof/model.mjs';
import { openLoop } from '../proof/open-loop.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { quantile, report } from '../proof/report.mjs';

const SECONDS = 30;
const LIVENESS_PER_SECOND = 20;
const PEOPLE = 2;
/** Tasks of a document: 1.0 and 5.0 MB. */
const SIZES = { '1 MB': 2_200, '5 MB': 11_000 };
const LOOP_BAR_MS = 50;
const LIVENESS_BAR_MS = 100;
const PATIENCE_MS = 60_000;
const MARK = '<!-- 00000000 -->';
const PROBE = new URL('../proof/loop-probe.mjs', import.meta.url).href;

/**
 * npm run bench -- loop: how late the event loop of the one process of npm start comes, and how late liveness is answered, while
 * people save large diagrams, have them inspected and drawn, with the worker drawing and indexing each version beside it.
 */
export async function benchLoop({ quick = false } = {}) {
  const file = join(tmpdir(), `bpmn-studio-loop-${process.pid}.json`);
  const product = await startProduct('api,worker', { NODE_OPTIONS: `--import=${PROBE}`, LOOP_PROBE_FILE: file });
  try {
    const probe = async () => {
      rmSync(file, { force: true });
      process.kill(product.first.pid, 'SIGUSR2');
      return await written(file);
    };
    const watch = async (work) => {
      await probe();
      const until = performance.now() + (quick ? 6 : SECONDS) * 1000;
      const [liveness, ...counts] = await Promise.all([watchLiveness(product.origin, quick ? 6 : SECONDS), ...work(until)]);
      const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
      return { loop: await probe(), liveness, done: sum('done'), refused: sum('refused') };
    };
    const states = { idle: await watch(() => []) };
    for (const [size, tasks] of Object.entries(SIZES)) {
      const people = [];
      for (let n = 0; n < PEOPLE; n++) people.push(await drawing(product.origin, `${size.replace(' ', '-')}-${n}`, tasks));
      states[size] = { ...(await watch((until) => people.map((person) => workUntil(person, until)))), bytes: people[0].body.length };
    }
    return conclude(states);
  } finally {
    await product.stop();
    rmSync(file, { force: true });
  }
}

function conclude(states) {
  const rows = [];
  for (const [state, { loop, liveness, done, refused, bytes }] of Object.entries(states)) {
    const p99 = quantile(liveness, 0.99);
    const judged = (bar, figure) => (state === 'idle' ? {} : { bar: `<= ${bar} ms`, ok: figure <= bar });
    rows.push({ what: `${state}: event loop late, p99`, figure: `${loop.p99.toFixed(1)} ms, median ${loop.p50.toFixed(1)}, longest ${loop.max.toFixed(0)}`, ...judged(LOOP_BAR_MS, loop.p99) });
    rows.push({ what: `${state}: liveness, p99`, figure: `${p99.toFixed(1)} ms, median ${quantile(liveness, 0.5).toFixed(1)}, longest ${quantile(liveness, 1).toFixed(0)} of ${liveness.length}`, ...judged(LIVENESS_BAR_MS, p99) });
    if (state !== 'idle') rows.push({ what: `${state}: saved, inspected and drawn meanwhile`, figure: `${done} times, ${(bytes / 1e6).toFixed(1)} MB each; ${refused} refused`, bar: '> 0; 0 refused', ok: done > 0 && refused === 0 });
  }
  return report('loop', rows, { people: PEOPLE, states });
}

async function watchLiveness(origin, seconds) {
  const send = async () => {
    const answer = await fetch(`${origin}/api/health/live`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.text();
    if (answer.status !== 200) throw new Error(`Liveness was answered ${answer.status}.`);
  };
  const { latencies, failures, unsent } = await openLoop({ perSecond: LIVENESS_PER_SECOND, seconds, send });
  if (failures.length + unsent > 0) throw new Error(`Liveness failed ${failures.length + unsent} times: ${failures[0]?.message ?? 'not sent'}`);
  return latencies;
}

/** A person with a large diagram, whose request stands ready: making it would hold up our own clock. */
async function drawing(origin, name, tasks) {
  const headers = { ...(await signUp(origin, name)), 'Content-Type': 'application/json' };
  const body = Buffer.from(JSON.stringify({ bpmnXml: `${modelOf(tasks)}${MARK}` }));
  const { id } = await createDiagram(origin, headers, { title: name });
  return { url: `${origin}/api/diagrams/${id}`, headers, body, serialAt: body.lastIndexOf(MARK) + '<!-- '.length, version: 1 };
}

/** Saves, reads the report and takes a drawing, one after the other; how often, and how often one of the latter took too long. */
async function workUntil(person, until) {
  const count = { done: 0, refused: 0 };
  for (; performance.now() < until; count.done++) {
    person.body.write(String(person.version).padStart(8, '0'), person.serialAt, 'latin1');
    const saved = await ask(person, '', { method: 'PUT', body: person.body, headers: { ...person.headers, 'If-Match': `"${person.version}"` } });
    person.version = (await saved.json()).version;
    for (const path of ['/report', '/export?format=svg']) {
      const answer = await ask(person, path);
      if (answer.status === 422) count.refused++;
      await answer.arrayBuffer();
    }
  }
  return count;
}

/** Tells of a refusal; too busy (503 with Retry-After) is waited for, as the editor does. */
async function ask(person, path, init = {}) {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(`${person.url}${path}`, { headers: person.headers, signal: AbortSignal.timeout(PATIENCE_MS), ...init });
    if (answer.ok || (answer.status === 422 && init.method === undefined)) return answer;
    const text = await answer.text();
    const wait = Number(answer.headers.get('retry-after')) * 1000;
    if (answer.status !== 503 || !(wait > 0) || performance.now() + wait > until) throw new Error(`${init.method ?? 'GET'} ${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
    await delay(wait);
  }
}

async function written(file) {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      await delay(20);
    }
  }
  throw new Error('The probe in the API did not answer.');
}
