import { OfflineError } from '../../api/errors.js';
import { apiErrorFrom } from '../../api/problem.js';

/** The routes of the sign-in service; they stand outside the contracts because the service defines them. */
const BASE = '/api/auth';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Opens a session. @throws ApiError (auth.invalid_credentials, request.rate_limited), OfflineError */
export function signIn(credentials: Credentials): Promise<void> {
  return post('/sign-in/email', credentials);
}

/** Makes an account with a workspace of its own and opens a session. @throws ApiError (auth.email_taken, auth.password_rejected), OfflineError */
export function signUp(account: Credentials & { readonly name: string }): Promise<void> {
  return post('/sign-up/email', account);
}

/** Ends the session. @throws ApiError, OfflineError */
export function signOut(): Promise<void> {
  return post('/sign-out', {});
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(BASE + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json' },
    credentials: 'same-origin',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    throw new OfflineError({ cause });
  });
  if (!response.ok) throw apiErrorFrom(response.status, await response.text().catch(() => ''), response.headers);
}
