import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT } from '../local/paths.mjs';
import { startProduct } from '../proof/product.mjs';
import { never, report } from '../proof/report.mjs';
import { groupsBeside } from './api/addresses.mjs';
import { ApiDocument } from './api/document.mjs';
import { fuzzGroup } from './api/fuzz-group.mjs';
import { watchUntouched } from './api/untouched.mjs';
import { newNeighbour, newPerson, World } from './api/world.mjs';

const CASES = 5_000;
const QUICK = 150;
/** With fewer cases it is chance whether each operation takes something. */
const ENOUGH = 1_000;
/** What takes longest begins first. */
const LONGEST = ['Exports', 'Sign-in', 'Imports'];
/** Groups at a time; each sends one request after the other. */
const AT_ONCE = 4;
const PARKED = 400;
const ADMINISTRATORS = new Set(['Administration', 'Queue board']);

/**
 * Every operation of the OpenAPI document, and the addresses beside it, under requests that fit and requests that are wrong in every
 * way: no 5xx, no answer the document does not describe, nothing taken that must be refused, nothing of a neighbour seen or changed.
 * `--seed N` repeats a run, `--cases N` says how many to a group, `--group NAME` takes one.
 */
export async function fuzzApi({ args, quick }) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const seed = Number(option('--seed') ?? randomInt(1_000_000));
  const cases = Number(option('--cases') ?? (quick ? QUICK : CASES));
  process.stdout.write(`  seed ${seed}: npm run fuzz -- api --seed ${seed}${quick ? ' --quick' : ''} repeats it\n`);
  const product = await startProduct('api,worker', { SIGN_IN_TRIES: '1000000' });
  try {
    return await fuzz(product, { seed, cases, only: option('--group') });
  } finally {
    await product.stop();
  }
}

async function fuzz({ origin, databaseUrl }, { seed, cases, only }) {
  const given = await (await fetch(`${origin}/api/openapi.json`)).json();
  const same = isDeepStrictEqual(given, JSON.parse(readFileSync(join(ROOT, 'docs', 'api', 'openapi.json'), 'utf8')));
  const document = new ApiDocument(given);
  const administrator = await newPerson(origin, 'Administrator');
  const neighbour = await newNeighbour(origin);
  const untouched = await watchUntouched(databaseUrl, neighbour.person.workspaceId);
  try {
    const results = await fuzzGroups(groupsOf(document, only), { document, administrator, neighbour, pool: untouched.pool, origin, seed, cases });
    const changed = await untouched.after();
    for (const one of changed) process.stdout.write(`  changed: ${one}\n`);
    return report('api', rowsOf(results, changed, same, cases), { seed, cases, changed, results });
  } finally {
    await untouched.end();
  }
}

function groupsOf(document, only) {
  const place = ([name]) => (LONGEST.includes(name) ? LONGEST.indexOf(name) : LONGEST.length);
  return [...document.groups, ...groupsBeside()].filter(([name]) => only === undefined || name === only).sort((a, b) => place(a) - place(b));
}

async function fuzzGroups(groups, { document, administrator, neighbour, pool, origin, seed, cases }) {
  const results = {};
  const next = async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      const [name, operations] = group;
      const me = ADMINISTRATORS.has(name) ? administrator : await newPerson(origin, `Person of ${name}`);
      const world = await new World(me, neighbour, await rowsFor(pool, me, neighbour, name)).furnish();
      const started = performance.now();
      results[name] = await fuzzGroup({ document, operations, world, cases, seed });
      tell(name, results[name], performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return results;
}

/** What the API has no operation to make: projects, and events that are parked. */
async function rowsFor(pool, me, neighbour, group) {
  const project = async (workspaceId, name) => (await pool.query('INSERT INTO projects (workspace_id, id, name) VALUES ($1, gen_random_uuid(), $2) RETURNING id', [workspaceId, name])).rows[0].id;
  const projects = { mine: [await project(me.workspaceId, 'Project')], others: [await project(neighbour.person.workspaceId, neighbour.canary)] };
  if (group !== 'Administration') return { projects };
  const events = Array.from({ length: PARKED }, () => randomUUID());
  await pool.query(`INSERT INTO outbox (id, workspace_id, type, payload, actor_id, attempts, parked_at) SELECT id, $2, 'fuzz.parked', '{}', $3, 3, now() FROM unnest($1::uuid[]) AS id`, [events, me.workspaceId, me.id]);
  return { projects, events };
}

function tell(name, { cases, statuses, faults }, ms) {
  const counts = Object.entries(statuses).map(([status, times]) => `${status} ${times}`).join(', ');
  process.stdout.write(`  ${name}: ${cases} cases in ${Math.round(ms / 1000)} s (${counts})\n`);
  for (const { fault, times, seed, command } of faults) process.stdout.write(`    FAULT ${fault}, ${times} times, seed ${seed}:\n      ${command.slice(0, 3_000)}\n`);
}

function rowsOf(results, changed, same, cases) {
  const all = Object.values(results);
  const faults = all.flatMap((group) => group.faults.map(({ fault }) => fault));
  const matching = (rule) => faults.filter((fault) => rule.test(fault)).length;
  const sum = (pick) => all.reduce((total, group) => total + pick(group), 0);
  const RULES = { 'kinds of 5xx, or of no answer': /: (status 5|no answer)/, "kinds of answers with somebody else's data": /somebody else/, 'kinds of requests taken that must be refused': /: (taken|refused) with/ };
  const rest = faults.filter((fault) => !Object.values(RULES).some((rule) => rule.test(fault))).length;
  const untaken = all.flatMap(({ taken }) => Object.entries(taken).filter(([, times]) => times === 0).map(([id]) => id));
  return [
    { what: 'cases, fewest of a group', figure: String(Math.min(...all.map((group) => group.cases))), bar: `>= ${cases}`, ok: all.every((group) => group.cases >= cases) },
    { what: 'groups; cases; of them to be refused', figure: `${all.length}; ${sum((group) => group.cases)}; ${sum((group) => group.refused)}` },
    { what: 'answers of 503 with Retry-After', figure: String(sum((group) => group.unavailable)) },
    ...Object.entries(RULES).map(([what, rule]) => never(what, matching(rule))),
    never('kinds of answers that are not as documented', rest),
    never('things of others or rights that were changed', changed.length),
    { what: 'operations that took nothing at all', figure: untaken.join(', ') || '0', ...(cases >= ENOUGH && { bar: '0', ok: untaken.length === 0 }) },
    { what: 'docs/api/openapi.json is what is served', figure: same ? 'yes' : 'no', bar: 'yes', ok: same },
  ];
}
