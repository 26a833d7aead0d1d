import { startBare } from './bare-process.mjs';
import { Asker } from './asker.mjs';
import { DIAGRAMS, fillWorkspace } from './list-data.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { report } from '../proof/report.mjs';
import { figuresOf, perWindowOf, ratioOf, rowOf, takeTurns } from './turns.mjs';

const READERS = 16;
const PAGE = 50;
const PLAN = { windows: 7, windowMs: 3_000, warmUpMs: 4_000 };
const QUICK = { windows: 3, windowMs: 1_000, warmUpMs: 1_500 };
/** Our pages a second over those of the bare handler. */
const LIST_BAR = 0.6;
/** Our 304 a second over our own pages when nothing is kept. */
const NOT_MODIFIED_BAR = 2.5;

/**
 * A page of summaries out of many, next to a bare Fastify + pg handler that makes the same page, on the same server in
 * windows that take turns: as shipped, with the cache switched off, and asked with the entity tag of the page.
 * Needs an anchor on the same server: a running deployment is asked by infrastructure/k6.
 */
export async function benchList({ quick = false } = {}) {
  const plan = quick ? QUICK : PLAN;
  const product = await startProduct('api');
  let [bare, uncached, sides] = [undefined, undefined, {}];
  try {
    bare = await startBare(product.adminUrl, 'bare-list-handler.mjs');
    uncached = await product.another('api', { CACHE_MEMORY_MB: '0' });
    const { workspaceId, readers } = await givenReaders(product);
    const path = `/api/diagrams?workspaceId=${workspaceId}&limit=${PAGE}`;
    const reading = (origin, more = {}, status = 200) => new Asker((reader) => ({ url: `${origin}${path}`, headers: { ...readers[reader], ...more } }), READERS, status);
    const tag = await tagOf(`${product.origin}${path}`, readers[0]);
    sides = {
      bare: new Asker(() => ({ url: `${bare.origin}/diagrams?workspaceId=00000000-0000-4000-8000-0000000000aa&limit=${PAGE}`, headers: {} }), READERS),
      cached: reading(product.origin),
      uncached: reading(uncached.origin),
      notModified: reading(product.origin, { 'If-None-Match': tag }, 304),
    };
    return conclude(plan, await takeTurns(sides, plan));
  } finally {
    for (const side of Object.values(sides)) side.close();
    await uncached?.stop();
    await bare?.stop();
    await product.stop();
  }
}

/** Signed-in users who may all read the workspace of the first. */
async function givenReaders({ origin, databaseUrl }) {
  const readers = [];
  const people = [];
  for (let n = 0; n < READERS; n++) {
    const headers = await signUp(origin, `reader-${n}`);
    readers.push(headers);
    people.push(await (await fetch(`${origin}/api/me`, { headers })).json());
  }
  const workspaceId = people[0].workspaces[0].id;
  await fillWorkspace(databaseUrl, workspaceId, people.map((person) => person.user.id));
  for (const headers of readers) await untilMember(`${origin}/api/diagrams?workspaceId=${workspaceId}&limit=1`, headers);
  return { workspaceId, readers };
}

/** A session is believed for some seconds, so that a new membership shows after that. */
async function untilMember(url, headers) {
  for (const until = Date.now() + 30_000; ; ) {
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    if (answer.ok) return;
    if (Date.now() > until) throw new Error(`A reader was answered ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function tagOf(url, headers) {
  const answer = await fetch(url, { headers });
  const { items } = await answer.json();
  if (items.length !== PAGE) throw new Error(`The list has ${items.length} items instead of ${PAGE}`);
  return answer.headers.get('ETag');
}

function conclude(plan, windows) {
  const sides = Object.fromEntries(Object.keys(windows[0]).map((side) => [side, figuresOf(windows, side)]));
  const ratios = { list: ratioOf(windows, 'cached', 'bare'), uncached: ratioOf(windows, 'uncached', 'bare'), notModified: ratioOf(windows, 'notModified', 'uncached') };
  const rows = [
    rowOf('bare Fastify + pg', sides.bare, 'lists'),
    rowOf('BPMN Studio', sides.cached, 'lists'),
    rowOf('BPMN Studio, cache off', sides.uncached, 'lists'),
    rowOf('BPMN Studio, 304', sides.notModified, 'answers'),
    { what: 'lists against the bare handler', figure: ratios.list.toFixed(2), bar: `>= ${LIST_BAR.toFixed(2)}`, ok: ratios.list >= LIST_BAR },
    { what: 'the same, cache off', figure: ratios.uncached.toFixed(2), bar: `>= ${LIST_BAR.toFixed(2)}`, ok: ratios.uncached >= LIST_BAR },
    { what: '304 against lists, cache off', figure: ratios.notModified.toFixed(2), bar: `>= ${NOT_MODIFIED_BAR.toFixed(2)}`, ok: ratios.notModified >= NOT_MODIFIED_BAR },
  ];
  return report('list', rows, { readers: READERS, page: PAGE, of: DIAGRAMS, plan, ratios, sides, perWindow: perWindowOf(windows) });
}
