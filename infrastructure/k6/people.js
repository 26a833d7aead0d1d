// People at work on a deployment, for every script of this folder: each signs in, lists with an ETag, opens, saves and searches.
import { check, fail, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Rate } from 'k6/metrics';
import { modelOf } from '../proof/model.mjs';

const BASE_URL = (__ENV.BASE_URL ?? 'http://localhost:3000').replace(/\/$/, '');
const PASSWORD = 'correct horse battery staple';
/** A document of about 30 KB. */
const MODEL = modelOf(70);
/** The editor saves no more often than the default limit of 10 a minute lets it. */
const SAVE_PAUSE_MS = 6_500;
/** Of so many rounds, in one somebody signs in anew. */
const SIGN_IN_EVERY = 20;
/** Accounts a deployment's limit of sign-ins keeps waiting for: at most this many times a minute. */
const MOST_WAITS = 15;
const JSON_BODY = { 'Content-Type': 'application/json', Origin: BASE_URL };

/** How many lists asked for again at once were answered 304: not all, as a picture may have been drawn meanwhile. */
const UNCHANGED = new Rate('list_unchanged');

/** What every script keeps: 95 of 100 answers of each kind in 200 ms, and fewer than one of 1,000 wrong. */
const STEPS = ['sign-in', 'list', 'list-unchanged', 'open', 'save', 'search'];
const BARS = {
  ...Object.fromEntries(STEPS.map((step) => [`http_req_duration{step:${step}}`, ['p(95)<200']])),
  'http_req_failed{scenario:people}': ['rate<0.001'],
  'checks{scenario:people}': ['rate>0.999'],
  list_unchanged: ['rate>0.8'],
};

/**
 * The options of a script: one scenario, with the bars.
 * @param {object} scenario executor and its plan, as k6 takes it
 * @param {{ people: number, thinkSeconds?: number }} plan people: accounts to make, one for each VU at most; thinkSeconds: the
 *   pause of a person after a round, half to one and a half of it; 0 where an arrival rate sets the pace
 */
export function optionsOf(scenario, { people, thinkSeconds = 0 }) {
  return {
    scenarios: { people: { ...scenario, env: { PEOPLE: String(people), THINK_SECONDS: String(thinkSeconds) }, gracefulStop: '10s' } },
    thresholds: { ...BARS, ...(scenario.executor.endsWith('arrival-rate') ? { dropped_iterations: ['count<1'] } : {}) },
    setupTimeout: '20m',
    noCookiesReset: true,
    userAgent: 'BPMN Studio load test',
    summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max', 'count'],
  };
}

/**
 * Signs everybody up, each with a diagram. A deployment's limit of sign-ins is kept: it is waited for (RATE_LIMIT_SIGN_IN_PER_MINUTE,
 * 20 a minute by default, can be raised for the test).
 * @returns {{ email: string, diagramId: string, cookie: string }[]} cookie: of the session of the sign-up
 */
export function signUpAll(people) {
  const run = Date.now().toString(36);
  return Array.from({ length: people }, (_, n) => {
    const email = `k6-${run}-${n}@example.org`;
    const signedUp = patiently(() => http.post(`${BASE_URL}/api/auth/sign-up/email`, JSON.stringify({ name: `k6 ${n}`, email, password: PASSWORD }), { headers: JSON_BODY, jar: new http.CookieJar() }));
    const cookie = Object.values(signedUp.cookies).flat().map(({ name, value }) => `${name}=${value}`).join('; ');
    const created = patiently(() => http.post(`${BASE_URL}/api/diagrams`, JSON.stringify({ title: `Load ${n}`, bpmnXml: MODEL }), { headers: { ...JSON_BODY, Cookie: cookie }, jar: new http.CookieJar() }));
    return { email, diagramId: created.json('id'), cookie };
  });
}

/** Puts the diagrams into the trash. The accounts (k6-...@example.org) stay. */
export function tidyUp(accounts) {
  for (const { diagramId, cookie } of accounts) http.del(`${BASE_URL}/api/diagrams/${diagramId}`, null, { headers: { Origin: BASE_URL, Cookie: cookie }, jar: new http.CookieJar() });
}

/** Who this VU is, from its first round on. */
let person;

/** One round: list, open, save (no more often than the editor would), list again, search. */
export function work(accounts) {
  person ??= { ...accounts[(exec.vu.idInTest - 1) % accounts.length], rounds: 0, savedAt: 0 };
  if (person.rounds++ % SIGN_IN_EVERY === 0) signIn();
  list('list', person.etag);
  open();
  if (Date.now() - person.savedAt > SAVE_PAUSE_MS) save();
  list('list');
  list('list-unchanged', person.etag);
  search();
  if (Number(__ENV.THINK_SECONDS) > 0) sleep(Number(__ENV.THINK_SECONDS) * (0.5 + Math.random()));
}

function signIn() {
  const answer = http.post(`${BASE_URL}/api/auth/sign-in/email`, JSON.stringify({ email: person.email, password: PASSWORD }), { headers: JSON_BODY, tags: { step: 'sign-in' } });
  check(answer, { 'signed in': ({ status }) => status === 200 });
}

function list(step, etag) {
  const answer = http.get(`${BASE_URL}/api/diagrams?limit=50`, { headers: etag === undefined ? {} : { 'If-None-Match': etag }, tags: { step } });
  check(answer, { listed: ({ status }) => status === 200 || (etag !== undefined && status === 304) });
  if (step === 'list-unchanged') UNCHANGED.add(answer.status === 304);
  person.etag = answer.headers.Etag ?? person.etag;
}

function open() {
  const answer = http.get(`${BASE_URL}/api/diagrams/${person.diagramId}`, { tags: { step: 'open', name: 'GET /api/diagrams/:id' } });
  const right = check(answer, { opened: ({ status }) => status === 200, 'holds what was saved': (opened) => person.saved === undefined || opened.json('bpmnXml') === person.saved });
  if (right) person.version = answer.json('version');
}

function save() {
  const bpmnXml = `${MODEL}<!-- ${exec.vu.idInTest} ${person.rounds} -->`;
  const answer = http.put(`${BASE_URL}/api/diagrams/${person.diagramId}`, JSON.stringify({ bpmnXml }), {
    headers: { ...JSON_BODY, 'If-Match': `"${person.version}"`, 'Idempotency-Key': crypto.randomUUID() },
    tags: { step: 'save', name: 'PUT /api/diagrams/:id' },
  });
  if (check(answer, { saved: ({ status }) => status === 200, 'next version': (saved) => saved.json('version') === person.version + 1 })) person.saved = bpmnXml;
  person.savedAt = Date.now();
}

function search() {
  const answer = http.get(`${BASE_URL}/api/search?q=load`, { tags: { step: 'search' } });
  check(answer, { found: ({ status }) => status === 200 });
}

/** Asks until it is taken: a 429 is waited for as long as its Retry-After says. */
function patiently(ask) {
  for (let tries = 0; tries < MOST_WAITS; tries++) {
    const answer = ask();
    if (answer.status < 300) return answer;
    if (answer.status !== 429) fail(`${answer.request.method} ${answer.request.url} was answered ${answer.status}: ${answer.body}`);
    sleep(Number(answer.headers['Retry-After'] ?? 60));
  }
  return fail(`Still too many requests after ${MOST_WAITS} waits: raise RATE_LIMIT_SIGN_IN_PER_MINUTE of the deployment for the test.`);
}

/**
 * The end of a script: a table of bars, figures and verdicts, and the same as JSON in K6_RESULT (none without it). k6 itself
 * leaves with 99 when a bar is missed.
 * @param {object} data as k6 hands it to handleSummary
 */
export function summaryOf(data) {
  const rows = Object.entries(data.metrics)
    .filter(([, { thresholds }]) => thresholds !== undefined)
    .flatMap(([metric, { thresholds, values }]) => Object.entries(thresholds).map(([bar, { ok }]) => ({ what: metric, figure: figureOf(bar, values), bar, ok: ok && valueOf(bar, values) !== undefined })));
  const cells = [['what', 'figure', 'bar', 'verdict'], ...rows.map(({ what, figure, bar, ok }) => [what, figure, bar, ok ? 'kept' : 'MISSED'])];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const table = cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}`).join('\n');
  const requests = data.metrics.http_reqs.values;
  const stdout = `\n${table}\n\n  ${requests.count} requests, ${requests.rate.toFixed(1)} a second; ${data.metrics.iterations?.values.count ?? 0} rounds of at most ${data.metrics.vus_max?.values.max ?? 0} people\n\n`;
  return { stdout, ...(__ENV.K6_RESULT ? { [__ENV.K6_RESULT]: JSON.stringify({ rows, metrics: data.metrics }, null, 2) } : {}) };
}

/** Undefined when nothing was measured; k6 itself takes that for kept. */
function valueOf(bar, values) {
  return values[bar.split(/[<>=]/, 1)[0]];
}

function figureOf(bar, values) {
  const name = bar.split(/[<>=]/, 1)[0];
  const value = valueOf(bar, values);
  if (value === undefined) return 'nothing measured';
  return name === 'rate' ? `${(value * 100).toFixed(3)} %` : name === 'count' ? String(value) : `${value.toFixed(1)} ms`;
}
