import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurgeSessions } from '../../src/features/auth/adapters/purge-sessions.jobs.js';
import { createTestApp, signUp, TEST_PASSWORD, type TestApp } from '../support/test-app.js';
import { TEST_AUTH_SECRET } from '../support/test-database.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => app?.close());

const SESSION = 'bpmn-studio.session_token';
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function setCookies(response: { headers: Record<string, unknown> }): string[] {
  return (response.headers['set-cookie'] as string[] | undefined) ?? [];
}

/** The Cookie header that goes with a Set-Cookie one. */
function cookieOf(response: { headers: Record<string, unknown> }): string {
  return (setCookies(response).find((cookie) => cookie.startsWith(`${SESSION}=`)) ?? '').split(';')[0] ?? '';
}

const withCookie = (cookie: string) => app.agent().get('/api/me').set('Cookie', cookie);

async function newAccount(name: string) {
  const email = `${name}@example.org`;
  const response = await app.agent().post('/api/auth/sign-up/email').send({ name, email, password: TEST_PASSWORD }).expect(200);
  return { email, response, cookie: cookieOf(response) };
}

describe('signing up', () => {
  it('makes the first account of an installation its administrator, and no other', async () => {
    const first = await signUp(app, 'First');
    const second = await signUp(app, 'Second');
    expect((await first.agent.get('/api/me')).body.user.administrator).toBe(true);
    expect((await second.agent.get('/api/me')).body.user.administrator).toBe(false);
  });

  it('gives the user a workspace of their own at once, and signs them in', async () => {
    const { response, cookie } = await newAccount('own');
    expect(response.body).toEqual({ user: { id: expect.any(String), name: 'own', email: 'own@example.org', emailVerified: false, image: null, createdAt: expect.stringMatching(ISO), updatedAt: expect.stringMatching(ISO) } });
    const me = await withCookie(cookie).expect(200);
    expect(me.body.workspaces).toEqual([{ id: expect.any(String), name: "own's workspace", role: 'owner', personal: true }]);
  });

  it('sets a cookie that scripts cannot read and other sites cannot send along', async () => {
    const { response } = await newAccount('cookie');
    const [session] = setCookies(response);
    expect(session).toMatch(/; HttpOnly/);
    expect(session).toMatch(/; SameSite=Lax/);
    expect(session).toMatch(/; Path=\//);
    expect(session).toMatch(/; Max-Age=604800/);
    expect(JSON.stringify(response.body)).not.toContain('token');
  });

  it('keeps passwords as argon2id and addresses in lower case', async () => {
    await app.agent().post('/api/auth/sign-up/email').send({ name: 'Case', email: 'Mixed.Case@Example.ORG', password: TEST_PASSWORD }).expect(200);
    const [row] = await app.database.look<{ password: string }>("SELECT a.password FROM accounts a JOIN users u ON u.id = a.user_id WHERE u.email = 'mixed.case@example.org'");
    expect(row?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await app.agent().post('/api/auth/sign-in/email').send({ email: 'MIXED.case@example.org', password: TEST_PASSWORD }).expect(200);
  });

  it('refuses a taken address, also of two at the same moment, and keeps nothing of the loser', async () => {
    await newAccount('taken');
    const again = await app.agent().post('/api/auth/sign-up/email').send({ name: 'x', email: 'Taken@example.org', password: TEST_PASSWORD });
    expect(again).toMatchObject({ status: 422, body: { code: 'auth.email_taken' } });
    const race = await Promise.all(Array.from({ length: 6 }, () => app.agent().post('/api/auth/sign-up/email').send({ name: 'Racer', email: 'race@example.org', password: TEST_PASSWORD })));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422, 422]);
    expect(race.filter(({ status }) => status === 422).map(({ body }) => body.code)).toEqual(Array(5).fill('auth.email_taken'));
    const [kept] = await app.database.look(
      `SELECT (SELECT count(*)::int FROM users WHERE email = 'race@example.org') AS users,
              (SELECT count(*)::int FROM accounts a JOIN users u ON u.id = a.user_id WHERE u.email = 'race@example.org') AS accounts,
              (SELECT count(*)::int FROM workspaces w JOIN users u ON u.id = w.personal_of WHERE u.email = 'race@example.org') AS workspaces`,
    );
    expect(kept).toEqual({ users: 1, accounts: 1, workspaces: 1 });
  });

  it.each([
    [{ password: 'short' }, 'auth.password_rejected'],
    [{ password: 'x'.repeat(129) }, 'auth.password_rejected'],
    [{ password: '' }, 'request.invalid'],
    [{ email: 'no address' }, 'request.invalid'],
    [{ email: ['a@example.org'] }, 'request.invalid'],
    [{ name: '   ' }, 'request.invalid'],
    [{ name: 'a\u0000b' }, 'request.invalid'],
    [{ administrator: true }, 'request.invalid'],
    [{ emailVerified: true }, 'request.invalid'],
    [{ id: '0a000000-0000-4000-8000-000000000001' }, 'request.invalid'],
  ])('refuses %j', async (change, code) => {
    const body = { name: 'Mallory', email: 'mallory@example.org', password: TEST_PASSWORD, ...change };
    expect((await app.agent().post('/api/auth/sign-up/email').send(body)).body).toMatchObject({ status: 400, code });
    expect(await app.database.look("SELECT 1 FROM users WHERE email = 'mallory@example.org'")).toEqual([]);
  });

  it('is finished at the next request when it broke off before the workspace', async () => {
    const { cookie } = await newAccount('broken');
    await app.database.look("DELETE FROM workspaces WHERE personal_of = (SELECT id FROM users WHERE email = 'broken@example.org')");
    const { cookie: later } = { cookie: cookieOf(await app.agent().post('/api/auth/sign-in/email').send({ email: 'broken@example.org', password: TEST_PASSWORD })) };
    expect(later).not.toBe(cookie);
    const answers = await Promise.all([withCookie(later), withCookie(later), withCookie(later)]);
    const ids = answers.map(({ body }) => body.workspaces[0].id as string);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('signing in', () => {
  it('tells an unknown address from a wrong password by nothing in the answer', async () => {
    const { email } = await newAccount('quiet');
    const strip = ({ status, body, headers }: { status: number; body: Record<string, unknown>; headers: Record<string, unknown> }) => ({ status, body: { ...body, requestId: '' }, cookies: headers['set-cookie'], names: Object.keys(headers).sort() });
    const wrong = await app.agent().post('/api/auth/sign-in/email').send({ email, password: 'wrong password' });
    const unknown = await app.agent().post('/api/auth/sign-in/email').send({ email: 'nobody@example.org', password: 'wrong password' });
    expect(strip(unknown)).toEqual(strip(wrong));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
  });

  it('answers as better-auth does, with the account and no token', async () => {
    const { email, response: signedUp } = await newAccount('answered');
    const { body } = await app.agent().post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD }).expect(200);
    expect(body).toEqual({ redirect: false, user: signedUp.body.user });
  });

  it('begins a new session each time, whatever cookie came along', async () => {
    const { email, cookie } = await newAccount('fixed');
    const planted = `${SESSION}=planted.${createHmac('sha256', 'not the secret').update('planted').digest('base64')}`;
    const response = await app.agent().post('/api/auth/sign-in/email').set('Cookie', planted).send({ email, password: TEST_PASSWORD }).expect(200);
    expect(cookieOf(response)).not.toContain('planted');
    expect(cookieOf(response)).not.toBe(cookie);
    await withCookie(planted).expect(401);
  });

  it('ends with the browser when it is not to be remembered', async () => {
    const { email } = await newAccount('forgetful');
    const response = await app.agent().post('/api/auth/sign-in/email').send({ email, password: TEST_PASSWORD, rememberMe: false }).expect(200);
    expect(setCookies(response).find((cookie) => cookie.startsWith(SESSION))).not.toMatch(/Max-Age|Expires/i);
  });

  it('is limited for each address', async () => {
    const strict = await createTestApp({ env: { RATE_LIMIT_SIGN_IN_PER_MINUTE: '3' } });
    try {
      const attempt = () => strict.agent().post('/api/auth/sign-in/email').send({ email: 'nobody@example.org', password: 'guess' });
      for (let tries = 0; tries < 3; tries++) expect((await attempt()).status).toBe(401);
      const limited = await attempt();
      expect(limited).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
      expect(limited.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' });
      await strict.agent().post('/api/auth/sign-up/email').send({ name: 'x', email: 'x@example.org', password: TEST_PASSWORD }).expect(429);
    } finally {
      await strict.close();
    }
  });
});

describe('a session', () => {
  it('is known by get-session, and null without one', async () => {
    const { cookie, email } = await newAccount('asked');
    const { body } = await app.agent().get('/api/auth/get-session').set('Cookie', cookie).expect(200);
    const times = { createdAt: expect.stringMatching(ISO), updatedAt: expect.stringMatching(ISO) };
    expect(body).toEqual({
      session: { id: expect.any(String), userId: body.user.id, expiresAt: expect.stringMatching(ISO), ...times, userAgent: '' },
      user: { id: expect.any(String), name: 'asked', email, emailVerified: false, image: null, ...times },
    });
    expect(JSON.stringify(body)).not.toContain('token');
    const nobody = await app.agent().get('/api/auth/get-session').expect(200).expect('Content-Type', /json/);
    expect(nobody.text).toBe('null');
  });

  it('ends at sign-out, at once and for good', async () => {
    const { cookie } = await newAccount('leaving');
    await withCookie(cookie).expect(200);
    const out = await app.agent().post('/api/auth/sign-out').set('Cookie', cookie).expect(200).expect('Clear-Site-Data', '"cache"');
    expect(setCookies(out).find((each) => each.startsWith(SESSION))).toMatch(/Max-Age=0/);
    await withCookie(cookie).expect(401);
    expect((await app.agent().get('/api/auth/get-session').set('Cookie', cookie)).text).toBe('null');
    await app.agent().post('/api/auth/sign-out').expect(200, { success: true });
  });

  it('ends in every process when it ends in one', async () => {
    const other = await createTestApp({ database: app.database });
    try {
      const { cookie } = await newAccount('everywhere');
      const there = () => other.agent().get('/api/me').set('Cookie', cookie);
      await there().expect(200);
      await app.agent().post('/api/auth/sign-out').set('Cookie', cookie).expect(200);
      let status = 200;
      for (let tries = 0; status === 200 && tries < 50; tries++) ({ status } = await there());
      expect(status).toBe(401);
    } finally {
      await other.close();
    }
  });

  it('is not believed with another signature, another token, or a token alone', async () => {
    const { cookie } = await newAccount('signed');
    const [token = '', signature = ''] = decodeURIComponent(cookie.slice(SESSION.length + 1)).split('.');
    const forged = createHmac('sha256', `${TEST_AUTH_SECRET}!`).update(token).digest('base64');
    for (const value of [token, `${token}.`, `${token}.${forged}`, `${token}x.${signature}`, `.${signature}`, '%00', 'a'.repeat(4000)]) {
      await withCookie(`${SESSION}=${encodeURIComponent(value)}`).expect(401);
    }
    await withCookie(cookie).expect(200);
  });

  it('that has run out is nobody', async () => {
    const { cookie, email } = await newAccount('late');
    await app.database.look('UPDATE sessions SET expires_at = now() WHERE user_id = (SELECT id FROM users WHERE email = $1)', [email]);
    await withCookie(cookie).expect(401);
  });

  it('that has run out is cleared away, and no other', async () => {
    const [late, young] = [await newAccount('cleared'), await newAccount('kept')];
    const sessionsOf = async (email: string) => (await app.database.look('SELECT 1 FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = $1)', [email])).length;
    await app.database.look('UPDATE sessions SET expires_at = now() WHERE user_id = (SELECT id FROM users WHERE email = $1)', [late.email]);
    await app.app.get(PurgeSessions, { strict: false }).run(AbortSignal.timeout(10_000));
    expect([await sessionsOf(late.email), await sessionsOf(young.email)]).toEqual([0, 1]);
  });

  it('slides on: a day old, it is renewed for 7 days', async () => {
    const { cookie, email } = await newAccount('sliding');
    await app.database.look("UPDATE sessions SET expires_at = now() + interval '5 days' WHERE user_id = (SELECT id FROM users WHERE email = $1)", [email]);
    expect(setCookies(await withCookie(cookie).expect(200)).find((each) => each.startsWith(SESSION))).toMatch(/Max-Age=604800/);
    const [row] = await app.database.look<{ days: number }>("SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = $1)", [email]);
    expect(row?.days).toBe(7);
  });
});

describe('on https', () => {
  it('has a Secure cookie that no neighbouring domain can plant', async () => {
    const secure = await createTestApp({ database: app.database, env: { BASE_URL: 'https://studio.example.org' } });
    try {
      const { email } = await newAccount('secure');
      const response = await secure.agent().set('Origin', 'https://studio.example.org').post('/api/auth/sign-in/email').set('Origin', 'https://studio.example.org').send({ email, password: TEST_PASSWORD }).expect(200);
      const [session = ''] = setCookies(response);
      expect(session).toMatch(/^__Host-bpmn-studio\.session_token=/);
      expect(session).toMatch(/; Secure/);
      expect(session).not.toMatch(/; Domain/);
      const [pair = ''] = session.split(';');
      await secure.agent().get('/api/me').set('Cookie', pair).expect(200);
      await secure.agent().get('/api/me').set('Cookie', pair.replace('__Host-', '')).expect(401);
    } finally {
      await secure.close();
    }
  });
});

describe('other routes of the sign-in library', () => {
  it.each(['/api/auth', '/api/auth/list-sessions', '/api/auth/update-user', '/api/auth/delete-user', '/api/auth/change-email', '/api/auth/error', '/api/auth/ok', '/api/auth/sign-in/social'])('%s is not there', async (path) => {
    await app.agent().get(path).expect(404);
    await app.agent().post(path).send({}).expect(404);
  });
});
