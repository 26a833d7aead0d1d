import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { RedisConnection } from '../../src/platform/redis/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app.js';
import { describeOnBoth } from '../support/test-redis.js';

const ENV = { SIGN_IN_TRIES: '3', TRUST_PROXY: '1' };

describeOnBoth('guessing passwords', (redis) => {
  let one: TestApp;
  let two: TestApp;
  let people = 0;

  beforeAll(async () => {
    await redis?.start();
    one = await createTestApp({ env: { ...ENV, ...redis?.env } });
    two = await createTestApp({ env: { ...ENV, ...redis?.env }, database: one.database });
    if (redis !== undefined) for (const { app } of [one, two]) await eventually(async () => expect(app.get(RedisConnection).ready).toBe(true));
  });
  beforeEach(async () => {
    if (redis === undefined) await one.database.look('TRUNCATE rate_limit_windows');
    else await redis.look().flushall();
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await redis?.stop();
  });

  const newAccount = async () => {
    const email = `guessed-${++people}@example.org`;
    const answer = await one.agent().post('/api/auth/sign-up/email').send({ name: 'Ann', email, password: TEST_PASSWORD }).expect(200);
    const known = (answer.headers['set-cookie'] as unknown as string[]).find((cookie) => cookie.startsWith('bpmn-studio.browser='))!;
    return { email, known: known.split(';')[0]!, attributes: known };
  };
  const attempt = (email: string, password: string, { from = '203.0.113.1', app = one, cookie = '' } = {}) =>
    app.agent().post('/api/auth/sign-in/email').set({ 'X-Forwarded-For': from, ...(cookie === '' ? {} : { Cookie: cookie }) }).send({ email, password });
  const statuses = async (email: string, tries: readonly { from?: string; app?: TestApp; password?: string; cookie?: string }[]) => {
    const found: number[] = [];
    for (const { password = 'guess', ...how } of tries) found.push((await attempt(email, password, how)).status);
    return found;
  };

  it('is slowed for an account, wherever the guesses come from and whichever process they meet', async () => {
    const { email } = await newAccount();
    expect(await statuses(email, [{ from: '203.0.113.1' }, { from: '203.0.113.2', app: two }, { from: '203.0.113.3' }, { from: '203.0.113.4', app: two }])).toEqual([401, 401, 401, 429]);
    const refused = await attempt(email.toUpperCase(), TEST_PASSWORD, { from: '203.0.113.5' });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'request.rate_limited', retryAfter: Number(refused.headers['retry-after']) });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(14 * 60);
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('is answered the same for an account nobody has', async () => {
    const email = `nobody-${redis === undefined ? 1 : 2}@example.org`;
    const { email: known } = await newAccount();
    const ask = async (address: string) => {
      expect(await statuses(address, [{ from: '203.0.113.1' }, { from: '203.0.113.2' }, { from: '203.0.113.3' }])).toEqual([401, 401, 401]);
      const { status, body } = await attempt(address, 'guess', { from: '203.0.113.9' });
      return { status, code: body.code, title: body.title, detail: body.detail };
    };
    const unknown = await ask(email);
    await one.database.look('TRUNCATE rate_limit_windows');
    await redis?.look().flushall();
    expect(await ask(known)).toEqual(unknown);
  });

  it('is slowed for an address, whichever account the guesses are for', async () => {
    const [ann, ben, eve, fay] = [await newAccount(), await newAccount(), await newAccount(), await newAccount()];
    for (const { email } of [ann, ben, eve]) expect(await statuses(email, [{}])).toEqual([401]);
    expect(await statuses(fay.email, [{ password: TEST_PASSWORD }])).toEqual([429]);
    expect(await statuses(fay.email, [{ password: TEST_PASSWORD, from: '203.0.113.2' }])).toEqual([200]);
  });

  it('does not hold what was right against anybody, and a right password clears the account', async () => {
    const { email } = await newAccount();
    const wrong = {};
    const right = { password: TEST_PASSWORD };
    expect(await statuses(email, [right, right, right, right, right])).toEqual([200, 200, 200, 200, 200]);
    expect(await statuses(email, [wrong, wrong, right])).toEqual([401, 401, 200]);
    // The account's count is gone, the address's two wrong ones are not.
    expect(await statuses(email, [wrong, right])).toEqual([401, 429]);
    expect(await statuses(email, [{ from: '203.0.113.2' }, { ...right, from: '203.0.113.2' }])).toEqual([401, 200]);
  });

  it('reaches the hash no more often than allowed when it all comes at once', async () => {
    const { email } = await newAccount();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, turn) => attempt(email, 'guess', { from: `203.0.113.${turn}`, app: turn % 2 === 0 ? one : two })));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('does not lock out the owner, whose browser is known', async () => {
    const [ann, ben] = [await newAccount(), await newAccount()];
    expect(ann.attributes).toMatch(/Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    await statuses(ann.email, [{}, {}, {}, {}]);
    expect(await statuses(ann.email, [{ password: TEST_PASSWORD }, { password: TEST_PASSWORD, cookie: ann.known }])).toEqual([429, 200]);
    // Of another account, altered, or used to guess: it helps nobody.
    expect(await statuses(ann.email, [{ password: TEST_PASSWORD, cookie: ben.known, from: '203.0.113.9' }, { password: TEST_PASSWORD, cookie: `${ann.known.slice(0, -2)}xx`, from: '203.0.113.9' }])).toEqual([429, 429]);
    expect(await statuses(ann.email, Array.from({ length: 4 }, () => ({ cookie: ann.known })))).toEqual([401, 401, 401, 429]);
  });
});
