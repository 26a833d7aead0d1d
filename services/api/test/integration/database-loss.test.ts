import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../infrastructure/local/postgres/embedded-postgres.mjs';
import { Config, environmentSchema } from '../../src/platform/config/index.js';
import { toValues } from '../../src/platform/config/config-schema.js';
import { AuthDatabase, Database, DatabaseGate, Listener, RelayDatabase } from '../../src/platform/database/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { eventually } from '../support/eventually.js';

const SECRET = 'a secret of the tests that is long enough';
const TENANT = { workspaceId: 'aaaaaaaa-0000-4000-8000-000000000001', userId: null };

let server: EmbeddedPostgres;
let gate: DatabaseGate;
let database: Database;
let auth: AuthDatabase;
let relay: RelayDatabase;
let listener: Listener;
let heard: string[];
let connections = 0;

beforeAll(async () => {
  Logger.overrideLogger(false); // what it says is said on purpose here
  server = await startEmbeddedPostgres({ dataDir: mkdtempSync(join(tmpdir(), 'bpmn-studio-loss-')), durable: false, restart: true });
  await prepareDatabase({ ownerUrl: server.ownerUrl, authSecret: SECRET, say: () => undefined });
  const config = new Config(toValues(environmentSchema.parse({ DATABASE_URL: server.ownerUrl, AUTH_SECRET: SECRET })));
  gate = new DatabaseGate(config, new Breakers());
  gate.onApplicationBootstrap();
  [database, auth, relay, listener] = [new Database(config, gate), new AuthDatabase(config, gate), new RelayDatabase(config, gate), new Listener(config)];
  heard = [];
  listener.listen('test_channel', (payload) => heard.push(payload));
  listener.onConnected(() => (connections += 1));
  await eventually(async () => expect(listener.connected).toBe(true));
}, 60_000);
afterAll(async () => {
  for (const door of [gate, database, auth, relay, listener]) await door.onApplicationShutdown();
  await server.stop();
});

const doors = (): Promise<unknown>[] => [
  database.query('SELECT 1'),
  database.inTenant(TENANT, (tx) => tx.diagram.count()),
  auth.query('SELECT count(*) FROM users'),
  relay.query('SELECT count(*) FROM outbox'),
  relay.transaction((tx) => tx.query('SELECT count(*) FROM inbox')),
];

describe('a database that is killed', () => {
  it('cuts off what is under way with server.unavailable, and everything works again by itself', async () => {
    await Promise.all(doors());
    const cut = [
      database.query('SELECT pg_sleep(10)'),
      database.inTenant(TENANT, (tx) => tx.$executeRaw`SELECT pg_sleep(10)`),
      relay.transaction((tx) => tx.query('SELECT pg_sleep(10)')),
    ].map((work) => work.then(() => 'done', (error: { code?: string }) => error.code));
    await eventually(async () => {
      const [row] = await lookAt<{ sleeping: number }>("SELECT count(*)::int AS sleeping FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      expect(row!.sleeping).toBe(3);
    });

    process.kill(server.pid(), 'SIGKILL');

    expect(await Promise.all(cut)).toEqual(['server.unavailable', 'server.unavailable', 'server.unavailable']);
    await eventually(() => Promise.all(doors()));
  }, 30_000);

  it('brings notifications back and says that there was a gap', async () => {
    const before = connections;
    process.kill(server.pid(), 'SIGKILL');
    await eventually(async () => expect(connections).toBeGreaterThan(before));
    expect(listener.connected).toBe(true);
    await eventually(() => database.query("SELECT pg_notify('test_channel', 'after')"));
    await eventually(async () => expect(heard).toContain('after'));
  }, 30_000);

  it('is no longer known by the former password of its owner, and nobody at work notices', async () => {
    await lookAt("ALTER ROLE bpmn_studio PASSWORD 'another'");
    await lookAt("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> 'postgres' AND datname = 'bpmn_studio'");
    await eventually(() => Promise.all(doors()));
    const url = new URL(server.ownerUrl);
    await expect(prepareDatabase({ ownerUrl: url.href, authSecret: SECRET, say: () => undefined })).rejects.toThrow(/refuses the login/);
    url.password = 'another';
    await prepareDatabase({ ownerUrl: url.href, authSecret: SECRET, say: () => undefined });
    await Promise.all(doors());
  }, 30_000);

  it('answers server.unavailable to everything while it is away', async () => {
    await eventually(() => Promise.all(doors()));
    await server.stop();
    const outcomes = await Promise.allSettled(doors());
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'server.unavailable', status: 503 } });
    expect(listener.connected).toBe(false);
  }, 30_000);
});

async function lookAt<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}
