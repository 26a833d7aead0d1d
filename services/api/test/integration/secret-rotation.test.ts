import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthSecrets } from '../../src/platform/secrets/index.js';
import { createTestApp, TEST_PASSWORD, type Agent, type TestApp } from '../support/test-app.js';
import { createTestDatabase, TEST_AUTH_SECRET, type TestDatabase } from '../support/test-database.js';

const NEXT = 'the next secret of the tests, long enough';
const MINUTE = 60_000;

let database: TestDatabase;
let apps: readonly TestApp[];
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };

beforeAll(async () => {
  database = await createTestDatabase();
  apps = [await createTestApp({ database, clock }), await createTestApp({ database, clock })];
  await agentOf(0).post('/api/auth/sign-up/email').send({ name: 'Ann', email: 'ann@example.org', password: TEST_PASSWORD }).expect(200);
});
afterAll(async () => {
  for (const app of apps ?? []) await app.close();
  await database?.drop();
});

const agentOf = (replica: number): Agent => (apps[replica] as TestApp).agent();
const secretsOf = (replica: number) => (apps[replica] as TestApp).app.get(AuthSecrets, { strict: false });

/** A session that no replica has looked up yet: its cookie. */
async function signIn(replica: number): Promise<string> {
  const response = await agentOf(replica).post('/api/auth/sign-in/email').send({ email: 'ann@example.org', password: TEST_PASSWORD }).expect(200);
  return String(response.headers['set-cookie']).split(';')[0] ?? '';
}

const ask = async (replica: number, cookie: string) => (await agentOf(replica).get('/api/me').set('Cookie', cookie)).status;

/** Somebody at work on every replica, until told to stop; how their requests were answered. */
function traffic(cookie: string): () => Promise<Set<number>> {
  const answers = new Set<number>();
  let stopped = false;
  const loops = apps.map(async (_app, replica) => {
    while (!stopped) answers.add(await ask(replica, cookie));
  });
  return async () => {
    stopped = true;
    await Promise.all(loops);
    return answers;
  };
}

describe('another AUTH_SECRET', () => {
  it('comes in under traffic on two replicas at different times: no request fails, and nobody is signed out', async () => {
    const [before, atWork] = [[await signIn(0), await signIn(0), await signIn(1)], await signIn(0)];
    const stop = traffic(atWork);

    secretsOf(0).note(NEXT, undefined); // the first replica has read it, the second has not
    const between = [await signIn(0), await signIn(1)];
    expect(await ask(1, between[0] as string)).toBe(200);
    expect(await ask(0, between[1] as string)).toBe(200);
    expect(await ask(0, before[0] as string)).toBe(200);

    secretsOf(1).note(NEXT, TEST_AUTH_SECRET);
    ahead = 16 * MINUTE; // both know it for long enough: it signs
    const after = [await signIn(0), await signIn(1)];
    expect([secretsOf(0).signing(), secretsOf(1).signing()]).toEqual([NEXT, NEXT]);
    for (const cookie of [...before, ...between, ...after]) expect([await ask(0, cookie), await ask(1, cookie)]).toEqual([200, 200]);

    expect(await stop()).toEqual(new Set([200]));
  });

  it('lets one who signed in under the former one sign out', async () => {
    const cookie = await signIn(0);
    secretsOf(0).note(`${NEXT}, once more`, undefined);
    ahead += 16 * MINUTE;
    await agentOf(0).post('/api/auth/sign-out').set('Cookie', cookie).expect(200);
    expect([await ask(0, cookie), await ask(1, cookie)]).toEqual([401, 401]);
  });

  it('is the end of sessions whose secret is said to be void, and of forged ones always', async () => {
    const [cookie, other] = [await signIn(1), await signIn(1)];
    secretsOf(1).note('a third secret of the tests, long enough', NEXT);
    expect(await ask(1, cookie)).toBe(200);
    expect(await ask(1, `${other.slice(0, -6)}AAA%3D`)).toBe(401);
    secretsOf(1).note('a third secret of the tests, long enough', undefined);
    expect(await ask(1, other)).toBe(401);
  });
});
