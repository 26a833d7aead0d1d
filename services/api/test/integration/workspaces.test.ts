import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, join, signUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => app?.close());

describe('GET /api/me', () => {
  it('tells who is signed in and their workspaces, the personal one first', async () => {
    const [ann, zoe] = [await signUp(app, 'Zed Ann'), await signUp(app, 'Abe')];
    await join(app, zoe.workspaceId, ann.userId, 'viewer');
    const again = app.agent();
    await again.post('/api/auth/sign-in/email').send({ email: ann.email, password: 'correct horse battery staple' }).expect(200);
    const { body } = await again.get('/api/me').expect(200);
    expect(body).toEqual({
      user: { id: ann.userId, name: 'Zed Ann', email: ann.email, administrator: true },
      workspaces: [
        { id: ann.workspaceId, name: "Zed Ann's workspace", role: 'owner', personal: true },
        { id: zoe.workspaceId, name: "Abe's workspace", role: 'viewer', personal: false },
      ],
    });
  });

  it('is for those who are signed in', async () => {
    expect((await app.agent().get('/api/me').expect(401)).body.code).toBe('auth.unauthenticated');
  });
});

describe('ADMIN_EMAILS', () => {
  it('makes administrators of verified addresses only', async () => {
    const other = await createTestApp({ database: app.database, env: { ADMIN_EMAILS: 'boss@example.org,chief@example.org' } });
    try {
      for (const [email, verified] of [['boss@example.org', false], ['chief@example.org', true]] as const) {
        const agent = other.agent();
        await agent.post('/api/auth/sign-up/email').send({ name: 'x', email, password: 'long enough' }).expect(200);
        await app.database.look('UPDATE users SET email_verified = $2 WHERE email = $1', [email, verified]);
        expect((await agent.get('/api/me').expect(200)).body.user.administrator).toBe(verified);
      }
    } finally {
      await other.close();
    }
  });
});
