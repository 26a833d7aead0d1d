import { signInEmail, signOut as endSession, signUpEmail } from '@bpmn-studio/contracts';
import { call } from '../../api/client.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The forms say themselves what a refusal means; no notice is published. */
const QUIET = { anonymous: true, quiet: true } as const;

/** Opens a session. @throws ApiError (auth.invalid_credentials, request.rate_limited), OfflineError */
export async function signIn(body: Credentials): Promise<void> {
  await call(signInEmail, { body }, QUIET);
}

/** Makes an account with a workspace of its own and opens a session. @throws ApiError (auth.email_taken, auth.password_rejected), OfflineError */
export async function signUp(body: Credentials & { readonly name: string }): Promise<void> {
  await call(signUpEmail, { body }, QUIET);
}

/** Ends the session. @throws ApiError, OfflineError */
export async function signOut(): Promise<void> {
  await call(endSession, {}, QUIET);
}
