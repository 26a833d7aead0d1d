import { describe, expect, it } from '@jest/globals';
import type { CreatePersonalWorkspace } from './create-personal-workspace.js';
import type { KnownBrowsers, SignInService } from './ports.js';
import { SignInGate } from './sign-in-gate.js';
import { SignUp } from './sign-up.js';

const user = { id: 'u', name: 'Ann', email: 'ann@example.org', emailVerified: false };

function given() {
  const done: string[] = [];
  const service = { signUp: async () => (done.push('account'), { user, cookies: ['c'] }) } as unknown as SignInService;
  const create = { run: async () => void done.push('workspace') } as unknown as CreatePersonalWorkspace;
  const browsers = { remember: () => 'known' } as unknown as KnownBrowsers;
  return { done, signUp: new SignUp(service, create, new SignInGate(1, 1), browsers) };
}

describe('SignUp', () => {
  it('makes the account and then its workspace', async () => {
    const { done, signUp } = given();
    expect(await signUp.run({ name: 'Ann', email: user.email, password: 'long enough' })).toEqual({ user, cookies: ['c', 'known'] });
    expect(done).toEqual(['account', 'workspace']);
  });

  it.each(['1234567', 'x'.repeat(129), '🔑'.repeat(7)])('refuses the password %s before anything is done', async (password) => {
    const { done, signUp } = given();
    await expect(signUp.run({ name: 'Ann', email: user.email, password })).rejects.toMatchObject({ code: 'auth.password_rejected' });
    expect(done).toEqual([]);
  });

  it.each(['12345678', 'x'.repeat(128), '🔑'.repeat(8)])('takes the password %s', async (password) => {
    await expect(given().signUp.run({ name: 'Ann', email: user.email, password })).resolves.toBeDefined();
  });
});
