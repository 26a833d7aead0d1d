import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { slowProxy, type SlowProxy } from '../../../../infrastructure/chaos/slow-proxy.mjs';
import { AuthDatabase, Database, DatabaseGate, RelayDatabase } from '../../src/platform/database/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const TENANT = { workspaceId: 'aaaaaaaa-0000-4000-8000-000000000001', userId: null };
const UNAVAILABLE = { status: 'rejected', reason: { code: 'server.unavailable', status: 503 } };

let test: TestDatabase;
let proxy: SlowProxy;
let breakers: Breakers;
let gate: DatabaseGate;
let database: Database;
let auth: AuthDatabase;
let relay: RelayDatabase;

/** Every door goes through a proxy that can fall silent, as a server does whose machine swaps or lost its network. */
beforeAll(async () => {
  Logger.overrideLogger(false); // what it says is said on purpose here
  test = await createTestDatabase();
  const url = new URL(test.ownerUrl);
  proxy = await slowProxy({ port: Number(url.port) });
  url.port = String(proxy.port);
  const config = test.config({ DATABASE_URL: url.href });
  breakers = new Breakers();
  gate = new DatabaseGate(config, breakers);
  [database, auth, relay] = [new Database(config, gate), new AuthDatabase(config, gate), new RelayDatabase(config, gate)];
  gate.onApplicationBootstrap();
});
afterAll(async () => {
  for (const door of [gate, database, auth, relay]) await door?.onApplicationShutdown();
  await proxy?.close();
  await test?.drop();
});

const doors = (): Promise<unknown>[] => [
  database.query('SELECT 1'),
  database.inTenant(TENANT, (tx) => tx.diagram.count()),
  auth.query('SELECT count(*) FROM users'),
  relay.query('SELECT count(*) FROM outbox'),
  relay.transaction((tx) => tx.query('SELECT count(*) FROM inbox')),
];
const breaker = () => breakers.states().get('database');

describe('a database that freezes', () => {
  it('answers server.unavailable to what is under way, then to everything at once, and works again by itself when it thaws', async () => {
    await Promise.all(doors());
    proxy.stall();
    for (const outcome of await Promise.allSettled(doors())) expect(outcome).toMatchObject(UNAVAILABLE);
    expect(breaker()).toBe('open');
    await expect(gate.ping()).rejects.toMatchObject({ code: 'server.unavailable' });
    for (const outcome of await Promise.allSettled(doors())) expect(outcome).toMatchObject(UNAVAILABLE);
    proxy.pass();
    await eventually(async () => void (await Promise.all(doors())));
    expect(breaker()).toBe('closed');
  });

  it('is not taken for frozen while it is only slow', async () => {
    proxy.slow(100);
    await Promise.all(doors());
    expect(await gate.ping()).toBeGreaterThan(100);
    expect(breaker()).toBe('closed');
    proxy.pass();
  });
});

describe('a database that is there', () => {
  const codes = (work: readonly Promise<unknown>[]) => Promise.all(work.map((one) => one.then(() => 'done', (error: { code: string }) => error.code)));
  const many = (sql: string) => Array.from({ length: 10 }, () => auth.query(sql));

  it('stays open to all when statements take too long', async () => {
    const timedOut = await codes(Array.from({ length: 10 }, () => relay.transaction(async (tx) => {
      await tx.query("SET LOCAL statement_timeout = '20ms'");
      await tx.query('SELECT pg_sleep(10)');
    })));
    expect(timedOut).toEqual(Array(10).fill('server.unavailable'));
    expect(breaker()).toBe('closed');
  });

  it('stays open to all when it refuses statements', async () => {
    const duplicate = "INSERT INTO users (id, name, email) VALUES ('aaaaaaaa-0000-4000-8000-000000000002', 'Ann', 'ann@example.org')";
    expect(new Set(await codes(many(duplicate)))).toEqual(new Set(['done', '23505']));
    expect(breaker()).toBe('closed');
  });

  it('is asked past a pool whose connections are all at work', async () => {
    const atWork = Array.from({ length: 20 }, () => database.query('SELECT pg_sleep(2)'));
    expect(await gate.ping()).toBeGreaterThan(0);
    await Promise.all(atWork);
  });
});
