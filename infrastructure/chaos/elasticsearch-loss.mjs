import { setTimeout as delay } from 'node:timers/promises';
import { never, quantile, report } from '../proof/report.mjs';
import { check, listenersOf } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase, untilDelivered } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { startElasticsearch } from './servers.mjs';
import { slowProxy } from './slow-proxy.mjs';
import { onStage, until } from './stage.mjs';
import { startWriters } from './writers.mjs';

const FULL = { count: 8, awayMs: 30_000, aroundMs: 5_000 };
const QUICK = { count: 3, awayMs: 5_000, aroundMs: 2_000 };
const SEARCH_EVERY_MS = 200;
const CATCH_UP_MS = 120_000;

/** npm run chaos -- elasticsearch-loss: searches and saves while Elasticsearch is gone and while it is silent, and its index afterwards. */
export async function proveElasticsearchLoss({ quick }) {
  const { real, phases, caughtUpMs, behind, verdict } = await onStage('elasticsearch-loss', 'postgresql', (stage) => loseElasticsearch(stage, quick ? QUICK : FULL));
  const p95 = (all) => `${quantile(all.map(({ ms }) => ms), 0.95).toFixed(0)} ms`;
  const rows = phases.flatMap(({ name, saves, searches }) => [
    { what: `saves answered 2xx (${name})`, figure: share(saves, ({ status }) => status === 200), bar: '100 %', ok: saves.length > 0 && saves.every(({ status }) => status === 200) },
    { what: `searches that find what is there (${name})`, figure: share(searches, ({ found }) => found), bar: '100 %', ok: searches.length > 0 && searches.every(({ found }) => found) },
    { what: `p95 of saves and searches (${name})`, figure: `${p95(saves)}, ${p95(searches)}; longest search ${quantile(searches.map(({ ms }) => ms), 1).toFixed(0)} ms` },
  ]);
  return report('elasticsearch-loss', [
    { what: 'Elasticsearch', figure: real ? 'the real one of ELASTICSEARCH_TEST_URL' : 'a stand-in, which keeps every document' },
    ...rows,
    { what: 'its index is up to date after it is back in', figure: `${(caughtUpMs / 1_000).toFixed(1)} s`, bar: `<= ${CATCH_UP_MS / 1_000} s`, ok: caughtUpMs <= CATCH_UP_MS },
    never('diagrams missing in it, or older', behind),
    ...verdict.rows,
  ], { real, figures: verdict.figures });
}

function share(all, isRight) {
  return `${((100 * all.filter(isRight).length) / Math.max(1, all.length)).toFixed(2)} % of ${all.length}`;
}

async function loseElasticsearch({ product, start, undo }, { count, awayMs, aroundMs }) {
  const elasticsearch = await startElasticsearch(undo);
  let proxy = await slowProxy(elasticsearch);
  undo.unshift(() => proxy.close());
  const prefix = `chaos-${Date.now().toString(36)}`;
  const env = { ELASTICSEARCH_URL: `http://127.0.0.1:${proxy.port}`, ELASTICSEARCH_INDEX: prefix };
  const api = await start('api,worker', env);
  const client = new Client(api.origin);
  undo.unshift(() => client.close());
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client, count, pauseMs: 500 }); // an index follows what rests for a moment
  await until('Elasticsearch is searched', async () => (await search(writers.people[0])).engine === 'elasticsearch', CATCH_UP_MS);
  await until('PostgreSQL knows the diagrams', async () => (await indexed(product)) >= count, CATCH_UP_MS);
  await delay(aroundMs);
  const phases = [];
  const away = async (name, lose, back) => {
    const lostAt = performance.now();
    await lose();
    const searches = await searchFor(awayMs, writers.people);
    phases.push({ name, searches, lostAt, backAt: performance.now() });
    await back();
    await until('Elasticsearch is searched again', async () => (await search(writers.people[0])).engine === 'elasticsearch', CATCH_UP_MS);
    await delay(aroundMs);
  };
  await away('gone', () => proxy.close(), async () => (proxy = await slowProxy(elasticsearch, proxy.port)));
  await away('silent', async () => proxy.stall(), async () => proxy.pass());
  await writers.stop();
  await untilDelivered(product.databaseUrl, (type) => listenersOf(type, true), CATCH_UP_MS);
  const caughtUpMs = performance.now() - phases.at(-1).backAt;
  const behind = await behindIn(await elasticsearch.versions(prefix), product);
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, elasticsearch: true, deliveryMs: 1_000 });
  const saves = ledger.operations.filter(({ kind }) => kind === 'save').flatMap(({ attempts }) => attempts);
  for (const phase of phases) phase.saves = saves.filter(({ at, ms }) => at + ms >= phase.lostAt && at < phase.backAt);
  return { real: elasticsearch.real, phases, caughtUpMs, behind, verdict };
}

/** One search a person in turn, and whether PostgreSQL found their diagram. */
async function searchFor(ms, people) {
  const searches = [];
  const end = performance.now() + ms;
  for (let n = 0; performance.now() < end; n++) {
    const at = performance.now();
    const { status, items, engine } = await search(people[n % people.length]);
    searches.push({ ms: performance.now() - at, found: status === 200 && engine === 'postgresql' && items.length === 1 });
    await delay(SEARCH_EVERY_MS);
  }
  return searches;
}

/** Every writer has one diagram, and its title is Chaos. */
async function search({ client, headers }) {
  const { status, body } = await client.ask('GET', '/api/search?q=chaos', headers);
  return { status, ...body };
}

async function indexed({ databaseUrl }) {
  return onDatabase(databaseUrl, async (query) => (await query('SELECT count(*)::int AS known FROM search_diagrams'))[0].known);
}

async function behindIn(versions, { databaseUrl }) {
  const diagrams = await onDatabase(databaseUrl, (query) => query('SELECT id, version FROM diagrams WHERE deleted_at IS NULL'));
  return diagrams.filter(({ id, version }) => versions.get(id) !== version).length;
}
