import { openLoop } from '../proof/open-loop.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { quantile, report } from '../proof/report.mjs';
import { Asker } from './asker.mjs';
import { listenToPlans } from './plans.mjs';
import { fillScale } from './scale-data.mjs';
import { questionsFor } from './scale-questions.mjs';
import { takeTurns } from './turns.mjs';

/** Questions a second, as they come (a Poisson process), a fraction of what the larger side can answer: what is measured is the answer and not a queue. */
const RATES = { list: 50, deep: 50, get: 100, save: 50, words: 10, substring: 10 };
const CONNECTIONS = 64;
const PLAN = { windows: 5, windowMs: 4_000, warmUpMs: 2_000 };
const QUICK = { windows: 2, windowMs: 400, warmUpMs: 400 };
/** A whole table may also be read by way of an index: of the rows there are, no step may touch more than this share, or than so many. */
const MOST_SHARE = 0.05;
const LEAST_TOUCHED = 20_000;
/** p95 with many over p95 with few, at most. */
const RATIOS = { list: 1.5, deep: 1.5, get: 1.3, save: 1.3 };
/** p95 with many, in milliseconds, at most. */
const LIMITS = { words: 20, substring: 80 };
const NAMES = { list: 'list, first page', deep: 'list, page 200', get: 'get', save: 'save', words: 'search by words', substring: 'search by parts of words' };
/** Rows from which on a table may not be read from one end to the other. */
const BIG = 5_000;
/** Often enough for PostgreSQL to have settled on the plan it keeps. */
const TIMES = 12;

/**
 * What a hundred times as many diagrams cost: two installs at the same time, one with few and one with many, the same questions
 * asked of both in windows that take turns, through the API, with row-level security and without its cache. Then the plans of every
 * statement the large one sends for them are read.
 */
export async function benchScale({ args = [], quick = false } = {}) {
  const sizes = sizesOf(args, quick);
  const sides = {};
  try {
    for (const [name, diagrams] of Object.entries(sizes)) sides[name] = await filled(diagrams);
    const windows = await measured(sides, quick ? QUICK : PLAN);
    const titles = { few: await longestFilter(sides.few), many: await longestFilter(sides.many) };
    return conclude({ sizes, sides, windows, titles, plans: await plansOf(sides.many) });
  } finally {
    for (const side of Object.values(sides)) await side.product.stop();
  }
}

/** Other numbers of diagrams than the usual ones may be asked for: npm run bench -- scale 10000 200000. */
function sizesOf([few, many], quick) {
  if (few !== undefined && many !== undefined) return { few: Number(few), many: Number(many) };
  return quick ? { few: 1_000, many: 50_000 } : { few: 10_000, many: 1_000_000 };
}

async function filled(diagrams) {
  const product = await startProduct('api', { CACHE_MEMORY_MB: '0' });
  try {
    const headers = await signUp(product.origin, 'owner');
    const me = await (await fetch(`${product.origin}/api/me`, { headers })).json();
    const workspaceId = me.workspaces[0].id;
    const seconds = await fillScale(product.databaseUrl, { workspaceId, userId: me.user.id, diagrams });
    process.stdout.write(`  filled with ${diagrams} diagrams in ${seconds.toFixed(0)} s\n`);
    return { product, headers, workspaceId, diagrams, seconds };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

async function measured(sides, plan) {
  const askers = {};
  for (const [size, { product, ...side }] of Object.entries(sides)) {
    const questions = await questionsFor({ ...product, ...side });
    for (const name of Object.keys(NAMES)) askers[`${name} ${size}`] = new Openly(new Asker(questions[name], CONNECTIONS), RATES[name]);
  }
  try {
    return await takeTurns(askers, plan);
  } finally {
    for (const asker of Object.values(askers)) asker.close();
  }
}

/** A side of takeTurns that is asked at a rate. */
class Openly {
  #windows = 0;

  constructor(asker, perSecond) {
    this.asker = asker;
    this.perSecond = perSecond;
  }

  async run(milliseconds) {
    const { perSecond, latencies, failures, unsent } = await openLoop({ perSecond: this.perSecond, seconds: milliseconds / 1000, send: () => this.asker.once(), seed: ++this.#windows });
    if (failures.length > 0) throw failures[0];
    return { perSecond, latencies: [...latencies, ...Array.from({ length: unsent }, () => Infinity)] };
  }

  close() {
    this.asker.close();
  }
}

/** The slowest of a few lists by a part of the title, in milliseconds; Infinity when one was refused. No bar: nobody promised it. */
async function longestFilter({ product, ...side }) {
  const { titles } = await questionsFor({ ...product, ...side });
  const asker = new Asker(titles, 1);
  const latencies = [];
  for (let time = 0; time < TIMES / 2; time++) {
    const asked = performance.now();
    const answered = await asker.once().then(() => true, () => false);
    latencies.push(answered ? performance.now() - asked : Infinity);
  }
  asker.close();
  return Math.max(...latencies);
}

/** Every question a few times, by a process whose statements tell their plans. */
async function plansOf({ product, ...side }) {
  const plans = await listenToPlans(product.databaseUrl, BIG);
  const listened = await product.another('api', { CACHE_MEMORY_MB: '0' });
  const found = {};
  try {
    const questions = await questionsFor({ ...product, ...side, origin: listened.origin });
    await plans.take();
    for (const [name, ask] of Object.entries(questions)) {
      const asker = new Asker(ask, 1);
      for (let time = 0; time < TIMES; time++) await asker.once().catch((error) => process.stdout.write(`  ${name}: ${error.message.slice(0, 120)}\n`));
      asker.close();
      found[name] = await plans.take();
    }
  } finally {
    await listened.stop();
    await plans.close();
  }
  return found;
}

function conclude({ sizes, sides, windows, titles, plans }) {
  const p95 = (name, size) => windows.map((window) => quantile(window[`${name} ${size}`].latencies, 0.95));
  const pooled = (name, size) => quantile(windows.flatMap((window) => window[`${name} ${size}`].latencies), 0.95);
  const ratio = (name) => quantile(p95(name, 'many').map((many, n) => many / p95(name, 'few')[n]), 0.5);
  const both = (name) => `${pooled(name, 'few').toFixed(1)} -> ${pooled(name, 'many').toFixed(1)} ms`;
  const mostTouched = Math.max(...Object.values(plans).flat().map((plan) => plan.rows));
  const mayTouch = Math.max(LEAST_TOUCHED, sizes.many * MOST_SHARE);
  const rows = [
    { what: `filling with ${sizes.many} diagrams`, figure: `${sides.many.seconds.toFixed(0)} s` },
    ...Object.entries(RATIOS).map(([name, bar]) => ({ what: `${NAMES[name]}, p95 of ${sizes.many} over ${sizes.few}`, figure: `${ratio(name).toFixed(2)} (${both(name)})`, bar: `<= ${bar}`, ok: ratio(name) <= bar })),
    ...Object.entries(LIMITS).map(([name, bar]) => ({ what: `${NAMES[name]}, p95`, figure: both(name), bar: `<= ${bar} ms`, ok: pooled(name, 'many') <= bar })),
    { what: 'list by a part of the title, longest', figure: `${titles.few.toFixed(0)} -> ${titles.many.toFixed(0)} ms` },
    none('statements that scan a big table', plans, ({ scans }) => scans.length > 0),
    none('lists that skip by OFFSET', plans, ({ statement }) => /\boffset\b/i.test(statement)),
    none(`counts of more than ${BIG} rows`, plans, ({ statement, rows: touched }) => /\bcount\s*\(/i.test(statement) && touched > BIG),
    { what: 'most rows one step of a plan touched', figure: String(mostTouched), bar: `<= ${mayTouch}`, ok: mostTouched <= mayTouch },
  ];
  return report('scale', rows, { sizes, plan: PLAN, windows: windows.map((window) => Object.fromEntries(Object.entries(window).map(([name, { perSecond, latencies }]) => [name, { perSecond, p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) }]))), plans });
}

/** A row with a bar: no statement is such; those that are, are named. */
function none(what, plans, isSuch) {
  const found = Object.entries(plans).flatMap(([name, its]) => its.filter(isSuch).map((plan) => `${name}: ${plan.statement.slice(0, 90)}${plan.scans.length > 0 ? ` [${plan.scans}]` : ''}`));
  for (const line of found) process.stdout.write(`  ${what}: ${line}\n`);
  return { what, figure: String(found.length), bar: '0', ok: found.length === 0 };
}
