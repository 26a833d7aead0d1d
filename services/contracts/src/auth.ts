import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { safeText, timestamp, uuid } from './fields.js';

/** Characters of a password (Unicode code points). */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

const name = safeText(100)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'must not be empty'));
const email = z.email('must be an e-mail address').max(254);
// Longer than any password that is accepted, so that the rules answer with their own code.
const password = safeText(1000).min(1, 'must not be empty');
const rememberMe = z.boolean().optional().describe('false: the session ends with the browser, after a day at most');

// The answers are better-auth's own, so that its clients understand them, but for the session's token: that is in the
// cookie alone, where no script can read it.
export const accountSchema = z
  .object({ id: uuid, name: z.string(), email: z.string(), emailVerified: z.boolean(), image: z.string().nullable(), createdAt: timestamp, updatedAt: timestamp })
  .meta({ id: 'Account' });
const sessionSchema = z.object({ id: uuid, userId: uuid, expiresAt: timestamp, createdAt: timestamp, updatedAt: timestamp, userAgent: z.string().nullable() });
const signedUpSchema = z.object({ user: accountSchema }).meta({ id: 'SignedUp' });
const signedInSchema = z.object({ redirect: z.literal(false), user: accountSchema }).meta({ id: 'SignedIn' });
const sessionCookie = { 'Set-Cookie': 'The session: HttpOnly, SameSite=Lax, 7 days sliding' };

export const signUpEmail = defineEndpoint({
  id: 'signUpEmail', tag: 'Sign-in', summary: 'Create an account with a workspace of its own and sign in', method: 'POST', path: '/api/auth/sign-up/email',
  permission: 'public', limit: 'sign-in',
  body: z.strictObject({ name, email, password, rememberMe }).meta({ id: 'SignUp' }),
  status: 200, response: signedUpSchema, answers: sessionCookie,
  errors: ['auth.email_taken', 'auth.password_rejected', 'auth.rejected'],
});

export const signInEmail = defineEndpoint({
  id: 'signInEmail', tag: 'Sign-in', summary: 'Sign in with e-mail and password', method: 'POST', path: '/api/auth/sign-in/email',
  permission: 'public', limit: 'sign-in',
  body: z.strictObject({ email, password, rememberMe }).meta({ id: 'SignIn' }),
  status: 200, response: signedInSchema, answers: sessionCookie,
  errors: ['auth.invalid_credentials', 'auth.rejected'],
});

export const signOut = defineEndpoint({
  id: 'signOut', tag: 'Sign-in', summary: 'End the session, everywhere at once', method: 'POST', path: '/api/auth/sign-out',
  permission: 'public', limit: 'default', status: 200, response: z.object({ success: z.boolean() }).meta({ id: 'SignedOut' }), answers: { 'Set-Cookie': 'Takes the session cookie away', 'Clear-Site-Data': 'What the browser kept of this site goes' },
});

export const getSession = defineEndpoint({
  id: 'getSession', tag: 'Sign-in', summary: 'Who is signed in; null when nobody is', method: 'GET', path: '/api/auth/get-session',
  permission: 'public', limit: 'default', status: 200,
  response: z.object({ session: sessionSchema, user: accountSchema }).nullable().meta({ id: 'Session' }),
});
