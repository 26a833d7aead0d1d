import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../proof/model.mjs';
import { notRun, quantile, report } from '../proof/report.mjs';
import { check, listenersOf } from './checker.mjs';
import { Client } from './client.mjs';
import { onDatabase, untilDelivered } from './facts.mjs';
import { Ledger } from './ledger.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';
import { onStage } from './stage.mjs';
import { signUpBy, startWriters } from './writers.mjs';

const FULL = { count: 16, awayMs: 30_000, aroundMs: 5_000 };
const QUICK = { count: 4, awayMs: 6_000, aroundMs: 2_000 };
const LIMIT = 10;
const TRIES = 60;
const CATCH_UP_MS = 60_000;
/** What only an emptied Redis knew is handed on again by a sweep, which comes by once a minute. */
const SWEEP_MS = 3 * 60_000;

/** How Redis is lost and comes back; emptied takes minutes and is left to the full run. */
const LOSSES = {
  gone: { lose: (redis) => redis.stop(), back: (redis) => redis.start(), deliveryMs: CATCH_UP_MS },
  frozen: { lose: (redis) => redis.freeze(), back: (redis) => redis.thaw(), deliveryMs: CATCH_UP_MS },
  emptied: { lose: (redis) => redis.kill(), back: (redis) => redis.start(), deliveryMs: SWEEP_MS },
};

/** npm run chaos -- redis-loss [gone|frozen|emptied]: saves, limits and jobs while Redis is away, and after it is back. */
export async function proveRedisLoss({ args, quick }) {
  if (WITHOUT_REDIS !== undefined) return notRun(WITHOUT_REDIS);
  const asked = Object.keys(LOSSES).filter((loss) => args.includes(loss));
  const runs = [];
  for (const loss of asked.length > 0 ? asked : quick ? ['gone', 'frozen'] : Object.keys(LOSSES)) {
    process.stdout.write(`  ${loss}\n`);
    runs.push({ loss, ...(await onStage('redis-loss', 'postgresql', (stage) => loseRedis(stage, LOSSES[loss], quick ? QUICK : FULL))) });
  }
  return report('redis-loss', runs.flatMap(rowsOf), { runs: runs.map(({ loss, verdict, limited }) => ({ loss, limited, figures: verdict.figures })) });
}

async function loseRedis({ product, start, undo }, { lose, back, deliveryMs }, { count, awayMs, aroundMs }) {
  const redis = await startRedis();
  undo.unshift(redis.end);
  const env = { REDIS_URL: redis.url };
  const api = await start('api', env);
  await start('worker', env);
  const strict = await start('api', { ...env, RATE_LIMIT_SAVE_PER_MINUTE: String(LIMIT), RATE_LIMIT_ADDRESS_FACTOR: '10000' });
  const clients = [new Client(api.origin), new Client(strict.origin)];
  undo.unshift(() => clients.forEach((client) => client.close()));
  const ledger = new Ledger();
  const writers = await startWriters({ ledger, client: clients[0], count, pauseMs: 100 });
  const [greedy, other] = [await greedyPerson(clients[1], 'greedy'), await greedyPerson(clients[1], 'other')];
  await delay(aroundMs);
  const before = await greedy.save(TRIES);
  const lostAt = performance.now();
  await lose(redis);
  const away = await greedy.save(TRIES);
  const anew = await other.save(TRIES); // nobody counted them before
  await delay(Math.max(0, awayMs - (performance.now() - lostAt)));
  const waiting = await waitingIn(product);
  const backAt = performance.now();
  await back(redis);
  await delay(aroundMs);
  await writers.stop();
  await untilDelivered(product.databaseUrl, (type) => listenersOf(type, false), deliveryMs);
  const caughtUpMs = performance.now() - backAt;
  const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl, deliveryMs: 1_000 });
  const saves = ledger.operations.filter(({ kind }) => kind === 'save').flatMap(({ attempts }) => attempts);
  return { limited: { before, away, anew }, caughtUpMs, waiting, deliveryMs, verdict, before: saves.filter(({ at }) => at < lostAt), saves: saves.filter(({ at, ms }) => at + ms >= lostAt && at < backAt) };
}

/** Saves as fast as it is answered, beyond its limit. */
async function greedyPerson(client, name) {
  const headers = await signUpBy(client, name);
  const created = await client.ask('POST', '/api/diagrams', headers, { title: 'Greedy' });
  let [version, serial] = [created.body.version, 0];
  return {
    save: async (tries) => {
      const statuses = {};
      for (let n = 0; n < tries; n++) {
        const { status, body } = await client.ask('PUT', `/api/diagrams/${created.body.id}`, { ...headers, 'If-Match': `"${version}"` }, { bpmnXml: `${modelOf(3)}<!-- ${++serial} -->` });
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status === 200) version = body.version;
      }
      return statuses;
    },
  };
}

/** Events that wait for Redis. */
async function waitingIn({ databaseUrl }) {
  return onDatabase(databaseUrl, async (query) => (await query('SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL'))[0].waiting);
}

function rowsOf({ loss, limited, caughtUpMs, waiting, deliveryMs, verdict, before, saves }) {
  const p95 = (attempts) => `${quantile(attempts.map(({ ms }) => ms), 0.95).toFixed(0)} ms`;
  const right = saves.filter(({ status }) => status === 200).length;
  const [let200, anew200] = [limited.away[200] ?? 0, limited.anew[200] ?? 0];
  // The window may turn meanwhile, and begin anew once; an open limit would let all of them pass.
  const most = 2 * LIMIT;
  const isRight = (statuses) => (statuses[200] ?? 0) <= most && (statuses[200] ?? 0) + (statuses[429] ?? 0) === TRIES;
  return [
    { what: 'saves answered 2xx meanwhile', figure: `${((100 * right) / Math.max(1, saves.length)).toFixed(2)} % of ${saves.length}`, bar: '100 %', ok: saves.length > 0 && right === saves.length },
    { what: 'saves, p95 before and meanwhile', figure: `${p95(before)}, ${p95(saves)}; longest ${quantile(saves.map(({ ms }) => ms), 1).toFixed(0)} ms` },
    { what: `of ${TRIES} saves at once by one person, limit ${LIMIT} a minute`, figure: `${limited.before[200] ?? 0} before, ${let200} meanwhile; of another ${anew200} meanwhile`, bar: `<= ${most}, others 429`, ok: isRight(limited.away) && isRight(limited.anew) && anew200 > 0 },
    { what: 'events that waited, delivered after it is back in (the last saves beside it included)', figure: `${waiting}, ${(caughtUpMs / 1_000).toFixed(1)} s`, bar: `<= ${deliveryMs / 1_000} s`, ok: caughtUpMs <= deliveryMs },
    ...verdict.rows,
  ].map((row) => ({ ...row, what: `${row.what} (${loss})` }));
}
