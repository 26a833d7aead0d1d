import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../src/kernel/clock.js';
import { RedisConnection } from '../../src/platform/redis/index.js';
import { RateLimits } from '../../src/platform/limits/index.js';
import { ClearWindows } from '../../src/platform/limits/clear-windows.js';
import { MemoryRateLimits } from '../../src/platform/limits/memory-rate-limits.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, TEST_PASSWORD, type SignedUp, type TestApp, type TestAppOptions } from '../support/test-app.js';
import { describeOnBoth, type TestRedis } from '../support/test-redis.js';

const realTime = new (class extends Clock {
  override now = () => new Date();
})();

/** What every way of counting must do. */
function countsLikeAllOthers(name: string, limits: () => RateLimits): void {
  const key = () => `test:${crypto.randomUUID()}`;

  describe(`${name}: counting`, () => {
    it('adds to a window that ends by itself', async () => {
      const ann = key();
      const first = await limits().add(ann, 1, 60_000);
      expect(first.hits).toBe(1);
      expect(first.endsInMs).toBeGreaterThan(55_000);
      expect(first.endsInMs).toBeLessThanOrEqual(60_000);
      const second = await limits().add(ann, 5, 60_000);
      expect(second.hits).toBe(6);
      expect(second.endsInMs).toBeLessThanOrEqual(first.endsInMs);
    });

    it('begins anew after the end of a window', async () => {
      const ann = key();
      await limits().add(ann, 3, 40);
      await eventually(async () => expect(await limits().add(ann, 1, 40)).toMatchObject({ hits: 1 }));
    });

    it('counts each key alone', async () => {
      const [ann, ben] = [key(), key()];
      await limits().add(ann, 2, 60_000);
      expect(await limits().add(ben, 1, 60_000)).toMatchObject({ hits: 1 });
    });

    it('takes back, down to nothing', async () => {
      const ann = key();
      await limits().add(ann, 2, 60_000);
      expect(await limits().add(ann, -1, 60_000)).toMatchObject({ hits: 1 });
      expect(await limits().add(ann, -5, 60_000)).toMatchObject({ hits: 0 });
      expect(await limits().add(key(), -1, 60_000)).toMatchObject({ hits: 0 });
    });

    it('forgets on demand', async () => {
      const ann = key();
      await limits().add(ann, 2, 60_000);
      await limits().clear(ann);
      expect(await limits().add(ann, 1, 60_000)).toMatchObject({ hits: 1 });
    });

    it('loses none of many at once', async () => {
      const ann = key();
      const counts = await Promise.all(Array.from({ length: 50 }, () => limits().add(ann, 1, 60_000)));
      expect(counts.map(({ hits }) => hits).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    });
  });
}

const inMemory = new MemoryRateLimits(realTime);
countsLikeAllOthers('memory', () => inMemory);

describeOnBoth('limits', (redis) => {
  let one: TestApp;
  let two: TestApp;
  const start = (options: TestAppOptions = {}) => startWith(redis, options);

  beforeAll(async () => {
    await redis?.start();
    one = await start({ env: { RATE_LIMIT_SAVE_PER_MINUTE: '10' } });
    two = await start({ database: one.database, env: { RATE_LIMIT_SAVE_PER_MINUTE: '10' } });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await redis?.stop();
  });

  countsLikeAllOthers('shared', () => one.app.get(RateLimits));

  it('two processes together allow exactly ten saves a minute', async () => {
    const ann = await signUp(one, 'Ann');
    const elsewhere = two.agent().set('Cookie', await cookieOf(one, ann));
    const answers = await Promise.all(Array.from({ length: 30 }, (_, turn) => (turn % 2 === 0 ? ann.agent : elsewhere).post('/api/diagrams').send({ title: `Number ${turn}` })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(20);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ code: 'request.rate_limited', retryAfter: Number(headers['retry-after']) });
      expect(headers).toMatchObject({ 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': headers['retry-after'] });
    }
    // Reading is another class.
    await ann.agent.get('/api/diagrams').expect(200);
  });

  it('count nothing open-ended: windows that ended are cleared away', async () => {
    await one.app.get(RateLimits).add('short', 1, 1);
    await eventually(async () => {
      await one.app.get(ClearWindows).run(AbortSignal.timeout(10_000));
      const left = redis === undefined ? await one.database.look("SELECT FROM rate_limit_windows WHERE key = 'short'") : await redis.look().keys('*short*');
      expect(left).toHaveLength(0);
    });
    if (redis !== undefined) for (const key of await redis.look().keys('bpmn-studio:limit:*')) expect(await redis.look().pttl(key)).toBeGreaterThan(0);
  });

  it('count users, and all users of an address together; the answer tells the tighter of the two', async () => {
    const strict = await start({ env: { RATE_LIMIT_SAVE_PER_MINUTE: '3', RATE_LIMIT_ADDRESS_FACTOR: '2' } });
    try {
      const [ann, ben, eve] = [await signUp(strict, 'Ann'), await signUp(strict, 'Ben'), await signUp(strict, 'Eve')];
      const save = async ({ agent }: SignedUp) => {
        const { status, headers } = await agent.post('/api/diagrams').send({ title: 'Order' });
        return [status, headers['ratelimit-limit'], headers['ratelimit-remaining']];
      };
      expect([await save(ann), await save(ann), await save(ann), await save(ann)]).toEqual([[201, '3', '2'], [201, '3', '1'], [201, '3', '0'], [429, '3', '0']]);
      // What was refused to Ann is not held against her colleagues.
      expect([await save(ben), await save(ben)]).toEqual([[201, '3', '2'], [201, '3', '1']]);
      expect(await save(eve)).toEqual([201, '6', '0']);
      expect(await save(eve)).toEqual([429, '6', '0']);
    } finally {
      await strict.close();
    }
  });

  it('believe X-Forwarded-For as far as TRUST_PROXY says', async () => {
    const ask = async (app: TestApp, forwarded: string) => (await app.agent().get('/api/auth/get-session').set('X-Forwarded-For', forwarded)).status;
    const direct = await start({ env: { RATE_LIMIT_DEFAULT_PER_MINUTE: '2' } });
    try {
      expect([await ask(direct, '198.51.100.1'), await ask(direct, '198.51.100.2'), await ask(direct, '198.51.100.3')]).toEqual([200, 200, 429]);
    } finally {
      await direct.close();
    }
    const behind = await start({ env: { RATE_LIMIT_DEFAULT_PER_MINUTE: '2', TRUST_PROXY: '1' } });
    try {
      // The proxy appends whom it saw; what stands before is the caller's own word.
      expect([await ask(behind, '203.0.113.1, 198.51.100.1'), await ask(behind, '203.0.113.2, 198.51.100.1'), await ask(behind, '203.0.113.3, 198.51.100.1')]).toEqual([200, 200, 429]);
      expect(await ask(behind, '203.0.113.3, 198.51.100.2')).toBe(200);
    } finally {
      await behind.close();
    }
  });

  if (redis !== undefined) {
    it('are counted by each process alone while Redis is away, and never open', async () => {
      const [eve, ben] = [await signUp(one, 'Eve'), await signUp(one, 'Ben')];
      await redis.kill();
      await eventually(async () => expect(one.app.get(RedisConnection).ready).toBe(false));
      const statuses = [];
      for (let turn = 0; turn < 12; turn++) statuses.push((await eve.agent.post('/api/diagrams').send({ title: 'Order' })).status);
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429]);
      await redis.start();
      await eventually(async () => expect(one.app.get(RedisConnection).ready).toBe(true));
      await ben.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
      await eventually(async () => {
        await ben.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
        expect(await redis.look().keys(`bpmn-studio:limit:save:user:${ben.userId}`)).toHaveLength(1);
      });
    });
  }
});

async function startWith(redis: TestRedis | undefined, options: TestAppOptions): Promise<TestApp> {
  const app = await createTestApp({ ...options, env: { ...redis?.env, ...options.env } });
  if (redis !== undefined) {
    await redis.look().flushall();
    await eventually(async () => expect(app.app.get(RedisConnection).ready).toBe(true));
  }
  return app;
}

/** The session cookie of somebody who signed up, for another process. */
async function cookieOf(app: TestApp, { email }: SignedUp): Promise<string> {
  const answer = await app.agent().post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD }).expect(200);
  return (answer.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]).join('; ');
}
