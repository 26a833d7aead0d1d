import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { buildAll } from '../local/build.mjs';
import { inRoot } from '../local/paths.mjs';
import { startOtlpReceiver } from '../observability/otlp-receiver.mjs';
import { SentryReceiver } from '../observability/sentry-receiver.mjs';
import { startProduct } from '../proof/product.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';
import { never, report } from '../proof/report.mjs';
import { hitsOf } from './canary-hits.mjs';
import { failWith, liveWith } from './canary-session.mjs';
import { temporaryFolder } from '../proof/temporary-folder.mjs';

/** What people and callers entrust to the product. Some of it is stored, of course; none of it is told. */
const ENTRUSTED = ['content', 'title', 'message', 'fileName', 'password', 'wrongPassword', 'name', 'email', 'cookie', 'authorization', 'idempotencyKey', 'query', 'malformed', 'userAgent', 'referer', 'path'];
/** What operators do. Its marks make a difference between a secret and the same secret in an address. */
const SETTINGS = ['authSecret', 'authSecretPrevious', 'redisPassword', 'wrongRedisPassword', 'elasticsearchPassword', 'sentryKey', 'otlpHeader', 'vaultToken', 'mistaken'];

/**
 * What may show, and why: the protocol of Sentry puts the public key of a DSN into every envelope, for the Sentry it belongs to; and
 * the log says which address was asked for, without what is behind its question mark.
 */
const ALLOWED = { sentryKey: ['Sentry'], path: ['logs'] };

/** The log shows requests by their id: if this is not found, nothing would be. */
const CONTROL = `control-${randomBytes(8).toString('hex')}`;

/**
 * Plants secrets in every setting and wherever a person may put one, lets the product live and fail with them, and looks for them in
 * all it tells: logs, traces, metrics, Sentry events, jobs, health and admin answers, PostgreSQL's log, the web bundle.
 */
export async function fuzzCanaries() {
  await buildAll();
  const folder = temporaryFolder('canaries');
  const logFile = join(folder, 'processes.log');
  const canaries = Object.fromEntries([...ENTRUSTED.map((name) => [name, mark(name)]), ...SETTINGS.map((name) => [name, `${mark(name)}/+%x`])]);
  canaries.sentryKey = mark('sentryKey').replaceAll('-', '_'); // or Sentry's client would not take it
  const otlp = await startOtlpReceiver();
  const sentry = await SentryReceiver.start();
  const redis = WITHOUT_REDIS === undefined ? await startRedis(canaries.redisPassword) : undefined;
  const product = await startProduct('', { LOG_FILE: logFile, LOG_LEVEL: 'trace', AUTH_SECRET: canaries.authSecret, AUTH_SECRET_PREVIOUS: canaries.authSecretPrevious, SENTRY_DSN: sentry.dsn.replace('publickey', canaries.sentryKey), SENTRY_TRACES_SAMPLE_RATE: '1', OTEL_EXPORTER_OTLP_ENDPOINT: otlp.endpoint, OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(canaries.otlpHeader)}`, OTEL_BSP_SCHEDULE_DELAY: '500', OTEL_METRIC_EXPORT_INTERVAL: '2000' });
  const database = new pg.Pool({ connectionString: product.databaseUrl, max: 2 });
  database.on('error', () => undefined); // PostgreSQL is killed on purpose
  const secrets = Object.fromEntries([['owner of the database', product.ownerUrl], ['superuser of the database', product.adminUrl]].map(([name, url]) => [name, decodeURIComponent(new URL(url).password)]));
  const told = {};
  const running = [];
  try {
    const away = { ELASTICSEARCH_URL: `http://elastic:${encodeURIComponent(canaries.elasticsearchPassword)}@127.0.0.1:1` };
    const settings = [away, ...(redis === undefined ? [] : [{ REDIS_URL: redis.urlWith(canaries.redisPassword) }, { REDIS_URL: redis.urlWith(canaries.wrongRedisPassword) }])];
    let faults = 0;
    for (const [index, env] of settings.entries()) {
      const one = await product.another('api,worker', env);
      running.push(one);
      const lived = await liveWith(one.origin, canaries, String.fromCharCode(97 + index));
      Object.assign(secrets, Object.fromEntries(Object.entries(lived.secrets).map(([name, value]) => [`${name} ${index}`, value])));
      if (index === 0) faults = await failWith(lived, database, canaries);
      await lived.ask('GET', '/api/me', undefined, { 'X-Request-Id': CONTROL });
      add(told, 'answers of health, metrics and administration', await answersOf(one, lived));
      if (index === 0) await killPostgres(product, lived, canaries);
    }
    add(told, 'jobs', await jobsOf(database));
    if (redis !== undefined) add(told, 'jobs', await jobsInRedis(redis, canaries.redisPassword));
    await running.at(-1).kill();
    for (const mistake of mistakes(canaries)) {
      const started = await product.another('api', mistake).then((one) => running.push(one), (error) => error.message);
      if (typeof started === 'number') throw new Error(`It started in spite of ${Object.keys(mistake)}`);
    }
    for (const one of running.splice(0)) await one.stop();
    await delay(500);
    Object.assign(told, { logs: readFileSync(logFile, 'utf8'), 'traces and metrics over OTLP': otlp.bodies.join('\n'), Sentry: sentry.bodies.join('\n'), 'the web bundle': textOf(inRoot('web/dist')), 'the log of PostgreSQL': textOf(join(JSON.parse(readFileSync(join(product.dataDir, 'postgres.json'), 'utf8')).place, 'data', 'log')) });
    return report('canaries', rowsOf(told, canaries, secrets, faults), { planted: Object.keys({ ...canaries, ...secrets }), sizes: Object.fromEntries(Object.entries(told).map(([where, text]) => [where, text.length])) });
  } finally {
    for (const one of running) await one.stop();
    await database.end();
    await product.stop();
    await redis?.end();
    await Promise.all([otlp.stop(), sentry.stop()]);
  }
}

function mark(name) {
  return `canary-${name}-${randomBytes(6).toString('hex')}`;
}

function add(told, where, text) {
  told[where] = `${told[where] ?? ''}\n${text}`;
}

/** Settings that stop a start; the list of what is wrong must not quote them. */
function mistakes({ mistaken, vaultToken }) {
  return [
    { DATABASE_URL: `nonsense://bpmn:${mistaken}@nowhere`, AUTH_SECRET: mistaken.slice(0, 15), REDIS_URL: `http://${mistaken}`, ELASTICSEARCH_URL: mistaken, SENTRY_DSN: mistaken },
    { SENTRY_DSN: `https://${encodeURIComponent(mistaken)}@127.0.0.1:1/42` },
    { DATABASE_URL: `postgresql://bpmn:${encodeURIComponent(mistaken)}@127.0.0.1:1/bpmn` },
    { VAULT_ADDR: 'http://127.0.0.1:1', VAULT_TOKEN: vaultToken, AUTH_SECRET: '' },
  ];
}

async function answersOf({ metricsPort }, { ask }) {
  const texts = [await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()];
  for (const path of ['health', 'health/live', 'health/ready', 'openapi.json', 'admin/outbox', 'admin/operations', 'admin/queues', 'admin/queues/api/queues?activeQueue=&page=1&jobsPerPage=100']) texts.push((await ask('GET', `/api/${path}`)).text);
  return texts.join('\n');
}

async function killPostgres({ postgres }, { ask, diagramId }, canaries) {
  process.kill(postgres.pid(), 'SIGKILL');
  for (let turn = 0; turn < 60; turn++) {
    const { status } = await ask('PUT', `/api/diagrams/${diagramId}`, { title: `${canaries.title} ${turn}`, expectedVersion: 1 });
    if (turn > 3 && (status === 409 || status === 200)) return;
    await delay(500);
  }
  throw new Error('PostgreSQL did not come back');
}

/** Everything BullMQ and the inbox keep, and the events themselves. */
async function jobsOf(database) {
  const { rows } = await database.query("SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema = 'bullmq' AND table_type = 'BASE TABLE' UNION ALL VALUES ('outbox'), ('inbox')");
  const found = await Promise.all(rows.map(({ name }) => database.query(`SELECT to_jsonb(t) AS row FROM ${name} t`)));
  return found.flatMap((one) => one.rows.map(({ row }) => JSON.stringify(row))).join('\n');
}

async function jobsInRedis({ port }, password) {
  const client = new Redis({ host: '127.0.0.1', port, password });
  try {
    const found = [];
    for (const key of await client.keys('*bull*')) {
      const type = await client.type(key);
      if (type === 'hash') found.push(key, JSON.stringify(await client.hgetall(key)));
      else if (type === 'stream') found.push(key, JSON.stringify(await client.xrange(key, '-', '+')));
      else if (type === 'list') found.push(key, ...(await client.lrange(key, 0, -1)));
      else if (type === 'zset') found.push(key, ...(await client.zrange(key, 0, -1)));
      else found.push(key);
    }
    return found.join('\n');
  } finally {
    client.disconnect();
  }
}

function textOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

/** What each place must hold if it was told of anything. */
const SIGNS = {
  logs: ['"event":"http.request"', '"event":"http.fault"', '"event":"job.failed"', CONTROL],
  'traces and metrics over OTLP': ['resourceSpans', 'resourceMetrics', 'process draw-thumbnail'],
  Sentry: ['"type":"event"', '"type":"transaction"'],
  jobs: ['diagramId'],
  'answers of health, metrics and administration': ['http_server_request_duration_seconds_count', '"openapi"', '"queues"'],
  'the log of PostgreSQL': ['of_the_proof'],
  'the web bundle': ['<!doctype html>'],
};

function rowsOf(told, canaries, secrets, faults) {
  const silent = Object.entries(SIGNS).flatMap(([where, signs]) => signs.filter((sign) => !told[where]?.includes(sign)).map((sign) => `${where}: no ${sign}`));
  const found = Object.entries({ ...canaries, ...secrets }).map(([name, secret]) => [name, Object.entries(hitsOf(told, secret)).filter(([where]) => !ALLOWED[name]?.includes(where))]);
  for (const line of [...silent, ...found.flatMap(([name, hits]) => hits.map(([where, count]) => `${name} shows ${count} times in ${where}: ${around(told[where], { ...canaries, ...secrets }[name])}`))]) process.stdout.write(`  ! ${line}\n`);
  return [
    { what: 'canaries planted', figure: String(found.length) },
    { what: 'answers of 500 provoked', figure: String(faults), bar: '>= 5', ok: faults >= 5 },
    never('places that were told nothing, and would show nothing', silent.length),
    ...Object.keys(SIGNS).map((where) => never(`canaries in ${where}`, found.filter(([, hits]) => hits.some(([place]) => place === where)).length)),
  ];
}

/** The line a secret shows in, with the secret itself left out. */
function around(text, secret) {
  const at = text.toLowerCase().indexOf(secret.toLowerCase());
  return at < 0 ? 'in another form' : text.slice(Math.max(0, at - 150), at + secret.length + 40).replaceAll(/\s+/g, ' ');
}
