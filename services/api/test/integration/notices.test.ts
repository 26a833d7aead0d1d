import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Listener, RelayDatabase } from '../../src/platform/database/index.js';
import { DatabaseGate } from '../../src/platform/database/database-gate.js';
import type { Notices } from '../../src/platform/notices/index.js';
import { PostgresNotices } from '../../src/platform/notices/postgres-notices.js';
import { RedisNotices } from '../../src/platform/notices/redis-notices.js';
import { RedisConnection } from '../../src/platform/redis/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, TEST_PASSWORD, type TestApp } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { describeOnBoth } from '../support/test-redis.js';

describeOnBoth('notices', (redis) => {
  let database: TestDatabase;
  const parts: { onApplicationShutdown(): unknown }[] = [];

  beforeAll(async () => {
    await redis?.start();
    database = await createTestDatabase();
  });
  afterAll(async () => {
    for (const part of parts.reverse()) await part.onApplicationShutdown();
    await database.drop();
    await redis?.stop();
  });

  const made = <T extends { onApplicationShutdown(): unknown }>(part: T): T => (parts.push(part), part);
  /** A process of its own, as far as notices go. */
  async function process(): Promise<Notices> {
    const config = database.config();
    const notices = redis === undefined
      ? made(new PostgresNotices(made(new Listener(config)), made(new RelayDatabase(config, made(new DatabaseGate(config, new Breakers()))))))
      : made(new RedisNotices(made(new RedisConnection(redis.url, new Breakers()))));
    notices.subscribe('anything', () => undefined); // whoever listens to nothing need not be connected
    await eventually(async () => expect(notices.connected).toBe(true));
    return notices;
  }

  it('reach every process that listens, the sender too, channel by channel', async () => {
    const [one, two] = [await process(), await process()];
    const heard: string[] = [];
    one.subscribe('news', (payload) => heard.push(`one ${payload}`));
    two.subscribe('news', (payload) => heard.push(`two ${payload}`));
    two.subscribe('weather', (payload) => heard.push(`weather ${payload}`));
    await eventually(async () => {
      one.publish('news', 'hello');
      expect(new Set(heard)).toEqual(new Set(['one hello', 'two hello']));
    });
    await eventually(async () => {
      one.publish('weather', 'rain');
      expect(heard).toContain('weather rain');
    });
  });

  it('that are equal become one when they come in a burst, and others are all said', async () => {
    const notices = await process();
    const heard: string[] = [];
    notices.subscribe('burst', (payload) => heard.push(payload));
    await eventually(async () => {
      notices.publish('burst', 'ready');
      expect(heard).toContain('ready');
    });
    for (let times = 0; times < 500; times++) notices.publish('burst', 'same');
    for (let name = 0; name < 20; name++) notices.publish('burst', `other ${name}`);
    await eventually(async () => expect(heard.filter((payload) => payload.startsWith('other'))).toHaveLength(20));
    expect(heard.filter((payload) => payload === 'same').length).toBeLessThanOrEqual(2);
  });

  it('survive a handler that fails', async () => {
    const notices = await process();
    let heard = 0;
    notices.subscribe('broken', () => {
      throw new Error('out of luck');
    });
    notices.subscribe('broken', () => heard++);
    await eventually(async () => {
      notices.publish('broken', '');
      expect(heard).toBeGreaterThan(0);
    });
    expect(notices.connected).toBe(true);
  });

  it('stop while the connection is cut, say so, and come back', async () => {
    const notices = await process();
    let gaps = 0;
    const heard: string[] = [];
    notices.subscribe('back', (payload) => heard.push(payload));
    await eventually(async () => expect(notices.connected).toBe(true)); // Redis has to take the channel first
    notices.onConnected(() => gaps++);
    expect(gaps).toBe(1);
    if (redis === undefined) await database.look("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'bpmn-studio listener'");
    else await redis.look().client('KILL', 'TYPE', 'pubsub');
    await eventually(async () => expect(gaps).toBe(2));
    await eventually(async () => {
      notices.publish('back', 'again');
      expect(heard).toContain('again');
    });
  });
});

describeOnBoth('a session that ends', (redis) => {
  let one: TestApp;
  let two: TestApp;

  beforeAll(async () => {
    await redis?.start();
    one = await createTestApp({ env: { ...redis?.env } });
    two = await createTestApp({ env: { ...redis?.env }, database: one.database });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await redis?.stop();
  });

  it('ends in every process', async () => {
    const { agent, email } = await signUp(one, 'Ann');
    const cookie = await cookieOf(one, email);
    const elsewhere = () => two.agent().get('/api/me').set('Cookie', cookie);
    await elsewhere().expect(200); // believed from now on
    await elsewhere().expect(200);
    await one.agent().post('/api/auth/sign-out').set('Cookie', cookie).expect(200);
    await eventually(async () => void (await elsewhere().expect(401)));
    await agent.get('/api/me').expect(200); // the other session of the same person lives on
  });

  if (redis !== undefined) {
    it('needs no LISTEN, which a pooler in transaction mode does not have', async () => {
      expect(await one.database.look("SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'bpmn-studio listener'")).toEqual([]);
    });
  }
});

async function cookieOf(app: TestApp, email: string): Promise<string> {
  const answer = await app.agent().post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD }).expect(200);
  return (answer.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]!).join('; ');
}
