import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { memoryOf } from '../proof/memory.mjs';
import { modelOf } from '../proof/model.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { LiveClient } from './live-client.mjs';

const EDITORS = 50;
const RATES = [2, 8];
const WINDOWS = 3;
const WINDOW_SECONDS = 8;
/** Documents, two editors each, and how often each of them edits. */
const MANY = 1_000;
const MANY_RATE = 0.1;
const MANY_SECONDS = 20;
const ACK_BAR_MS = 600;
const ACK_AIM_MS = 100;
/** Of a second person in a document. */
const MEMORY_BAR_KB = 250;
const TICKS = 100;
const REST_MS = 12_000;

/**
 * npm run bench -- realtime: 50 people in one document, ours next to Hocuspocus as it comes (which keeps nothing for seconds), in
 * windows that take turns; then many documents with two people each. The clients are the same on both sides and sit in this process.
 */
export async function benchRealtime({ quick = false } = {}) {
  const product = await startProduct('api', { LIVE_SOCKETS_PER_PERSON: '1000', LIVE_SOCKETS: '20000', LIVE_DOCUMENTS: '2000' });
  const bare = await startBareLive();
  try {
    const sides = { ours: await oursWith(product), bare: await bareWith(bare) };
    await sides.bare.seed(sides.ours.state);
    const taken = {};
    for (const rate of RATES) taken[rate] = await inTurns(sides, rate, quick);
    const durable = await bare.longest();
    for (const side of Object.values(sides)) await side.close();
    const many = await manyDocuments(product, quick ? 100 : MANY, quick ? 5 : MANY_SECONDS);
    return conclude(sides, taken, durable, many);
  } finally {
    await bare.stop();
    await product.stop();
  }
}

async function inTurns(sides, rate, quick) {
  const windows = [];
  const order = Object.keys(sides);
  for (let n = 0; n < (quick ? 1 : WINDOWS); n++) {
    const window = {};
    for (const name of order) window[name] = await editFor(sides[name], rate, quick ? 3 : WINDOW_SECONDS);
    order.push(order.shift());
    windows.push(window);
    process.stdout.write(`  ${rate} edits/s each, window ${n + 1}: ${Object.entries(window).map(([name, { perSecond, ack, seen }]) => `${name} ${perSecond.toFixed(0)} deliveries/s, ack p95 ${ack.p95.toFixed(1)} ms, seen p95 ${seen.p95.toFixed(1)} ms`).join('; ')}\n`);
  }
  return windows;
}

/** Everybody edits at a rate of their own, evenly spread. */
async function editFor({ clients, keys, pid }, rate, seconds) {
  await paced(clients, keys, rate, 1); // to warm up
  for (const client of clients) client.reset();
  const [cpu, start] = [cpuOf(pid), performance.now()];
  await paced(clients, keys, rate, seconds);
  const took = (performance.now() - start) / 1_000;
  const used = cpuOf(pid) - cpu;
  await settled(clients);
  const figures = { perSecond: sum(clients, ({ deliveries }) => deliveries) / took, edits: sum(clients, ({ edits }) => edits), cores: used / took, ack: spread(clients, 'acknowledged'), seen: spread(clients, 'delivered'), missing: missingOf(clients) };
  for (const client of clients) client.reset(false);
  return figures;
}

async function paced(clients, keys, rate, seconds) {
  const start = performance.now();
  const total = Math.floor(clients.length * rate * seconds);
  for (let n = 0; n < total; n++) {
    const due = start + (n / (clients.length * rate)) * 1_000;
    const early = due - performance.now();
    if (early > 1) await delay(early);
    const at = n % clients.length;
    clients[at].edit(keys[at % keys.length]);
  }
}

/** All that was sent is acknowledged, and has come to everybody; or is given up after a while. */
async function settled(clients) {
  for (const until = performance.now() + 5_000; performance.now() < until; await delay(50)) {
    if (clients.every(({ waiting }) => waiting === 0) && missingOf(clients) === 0) return;
  }
}

/** Everybody sees each edit, their own included. */
function missingOf(clients) {
  const edits = sum(clients, (client) => client.edits);
  return sum(clients, ({ deliveries }) => Math.max(0, edits - deliveries)) + sum(clients, ({ waiting }) => waiting);
}

async function oursWith({ origin, first }) {
  const headers = await signUp(origin, 'editor');
  const { id } = await createDiagram(origin, headers, { bpmnXml: modelOf(70) });
  const [one] = await joined(origin, headers, [id], 1);
  const before = memoryOf([first.pid]);
  const clients = [one, ...(await joined(origin, headers, [id], EDITORS - 1))];
  const memory = ((memoryOf([first.pid]) - before) * 1024) / (EDITORS - 1);
  return { clients, keys: taskKeys(), pid: first.pid, memory, state: one.state(), close: () => Promise.all(clients.map((client) => client.close())) };
}

async function bareWith({ port, pid }) {
  const side = { clients: [], keys: taskKeys(), pid, memory: 0, close: () => Promise.all(side.clients.map((client) => client.close())) };
  const connect = async (count) => {
    const made = Array.from({ length: count }, () => new LiveClient({ url: `ws://127.0.0.1:${port}`, origin: 'http://127.0.0.1', name: 'bare', token: 'anybody' }));
    await Promise.all(made.map(({ ready }) => ready));
    side.clients.push(...made);
  };
  side.seed = async (state) => {
    await connect(1);
    side.clients[0].put(state);
    await settled(side.clients);
    const before = memoryOf([pid]);
    await connect(EDITORS - 1);
    side.memory = ((memoryOf([pid]) - before) * 1024) / (EDITORS - 1);
  };
  return side;
}

/** The tasks of modelOf. */
function taskKeys() {
  return [...modelOf(70).matchAll(/<userTask id="([^"]+)"/g)].map(([, id]) => id);
}

/** So many people in each document, with a ticket each. */
async function joined(origin, headers, ids, each) {
  const clients = [];
  for (const id of ids) {
    for (let n = 0; n < each; n++) {
      const answer = await fetch(`${origin}/api/diagrams/${id}/live`, { method: 'POST', headers });
      if (answer.status !== 201) throw new Error(`A ticket was answered ${answer.status}: ${await answer.text()}`);
      const { ticket } = await answer.json();
      const client = new LiveClient({ url: `${origin.replace('http', 'ws')}/api/live`, origin, name: id, token: ticket });
      await client.ready;
      clients.push(client);
    }
  }
  return clients;
}

async function manyDocuments(product, documents, seconds) {
  const { origin, first } = product;
  const people = [];
  for (let n = 0; n < 4; n++) people.push({ headers: await signUp(origin, `many-${n}`), ids: [] });
  await Promise.all(people.map(async ({ headers, ids }) => {
    while (ids.length < documents / people.length) ids.push((await createDiagram(origin, headers, { bpmnXml: modelOf(70) })).id);
  }));
  const before = await memoryAtRest(first.pid);
  const joinAll = async () => (await Promise.all(people.map(({ headers, ids }) => joined(origin, headers, ids, 1)))).flat();
  const clients = await joinAll();
  const opened = await memoryAtRest(first.pid);
  clients.push(...(await joinAll()));
  const seated = await memoryAtRest(first.pid);
  const memory = { connection: ((seated - opened) * 1024) / documents, document: ((2 * opened - before - seated) * 1024) / documents };
  const [cpu, start] = [cpuOf(first.pid), performance.now()];
  for (const client of clients) client.reset();
  await paced(clients, taskKeys(), MANY_RATE, seconds);
  const cores = (cpuOf(first.pid) - cpu) / ((performance.now() - start) / 1_000);
  for (const until = performance.now() + 5_000; clients.some(({ waiting }) => waiting > 0) && performance.now() < until; ) await delay(50);
  const edited = memory.document + ((memoryOf([first.pid]) - seated) * 1024) / documents;
  const figures = { documents, sockets: clients.length, memory, edited, cores, ack: spread(clients, 'acknowledged'), seen: spread(clients, 'delivered'), unacknowledged: sum(clients, ({ waiting }) => waiting), closed: [...new Set(clients.flatMap(({ closed }) => closed ?? []))], lost: clients.filter(({ closed }) => closed !== undefined).length };
  await Promise.all(clients.map((client) => client.close()));
  return figures;
}

function conclude(sides, taken, durable, many) {
  const rows = [];
  for (const [rate, windows] of Object.entries(taken)) {
    for (const name of Object.keys(sides)) {
      const mid = (pick) => quantile(windows.map((window) => pick(window[name])), 0.5);
      rows.push({ what: `${EDITORS} x ${rate} edits/s, ${name}`, figure: `${mid((one) => one.perSecond).toFixed(0)} deliveries/s, seen p50 ${mid((one) => one.seen.p50).toFixed(1)} p95 ${mid((one) => one.seen.p95).toFixed(1)} ms, ${mid((one) => one.cores).toFixed(2)} cores` });
    }
    const ack = quantile(windows.map(({ ours }) => ours.ack.p95), 0.5);
    rows.push({ what: `${EDITORS} x ${rate} edits/s, edit to durable, p95`, figure: `${ack.toFixed(1)} ms, median ${quantile(windows.map(({ ours }) => ours.ack.p50), 0.5).toFixed(1)} ms`, bar: `<= ${ACK_BAR_MS} ms (aim ${ACK_AIM_MS})`, ok: ack <= ACK_BAR_MS });
    rows.push(never(`${EDITORS} x ${rate} edits/s, deliveries or acknowledgements that are missing`, windows.reduce((all, { ours }) => all + ours.missing, 0)));
  }
  rows.push({ what: 'bare, longest from an edit to where it would be stored', figure: `${(durable / 1_000).toFixed(1)} s` });
  rows.push({ what: 'memory of a connection, one document', figure: `${sides.ours.memory.toFixed(0)} KB, bare ${sides.bare.memory.toFixed(0)} KB` });
  rows.push({ what: `${many.documents} documents, ${many.sockets} sockets, memory of a connection`, figure: `${many.memory.connection.toFixed(0)} KB; of a document of 280 records ${many.memory.document.toFixed(0)} KB, ${many.edited.toFixed(0)} KB while it is edited`, bar: `<= ${MEMORY_BAR_KB} KB`, ok: many.memory.connection <= MEMORY_BAR_KB });
  rows.push({ what: `${many.documents} documents, edit to durable`, figure: `p50 ${many.ack.p50.toFixed(1)} p95 ${many.ack.p95.toFixed(1)} ms, ${many.cores.toFixed(2)} cores`, bar: `p95 <= ${ACK_BAR_MS} ms`, ok: many.ack.p95 <= ACK_BAR_MS });
  rows.push(never('of those, edits without an acknowledgement, or sockets that were closed', many.unacknowledged + many.lost));
  return report('realtime', rows, { editors: EDITORS, taken, memory: { ours: sides.ours.memory, bare: sides.bare.memory }, durable, many });
}

async function startBareLive() {
  const child = fork(fileURLToPath(new URL('bare-live.mjs', import.meta.url)), { env: { ...process.env, NODE_ENV: 'production' } });
  const [{ port }] = await once(child, 'message');
  return {
    port,
    pid: child.pid,
    longest: async () => {
      const answer = once(child, 'message');
      child.send('longest');
      return (await answer)[0].longest;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Seconds of processor time a process has used. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function spread(clients, which) {
  const all = clients.flatMap((client) => client[which]);
  return { p50: quantile(all, 0.5) ?? Infinity, p95: quantile(all, 0.95) ?? Infinity };
}

/** Garbage is collected when a process has nothing to do for a while. */
async function memoryAtRest(pid) {
  await delay(REST_MS);
  return memoryOf([pid]);
}

function sum(list, of) {
  return list.reduce((all, one) => all + of(one), 0);
}
