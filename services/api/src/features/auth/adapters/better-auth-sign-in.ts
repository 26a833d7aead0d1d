import { Inject, Injectable } from '@nestjs/common';
import type { User } from 'better-auth';
import { AppError } from '../../../kernel/app-error.js';
import { AuthDatabase, isUnavailable } from '../../../platform/database/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { AuthSecrets } from '../../../platform/secrets/index.js';
import { SignInService, type Account, type Browser, type Credentials, type FoundSession, type SignedIn } from '../application/ports.js';
import { knownError } from './better-auth-errors.js';
import { BetterAuthLibrary } from './better-auth-library.js';
import { hashOf, SESSION_ENDED } from './session-ended.js';
import { signAnew } from './sign-anew.js';

const USER_AGENT_LENGTH = 300;

/** SignInService by better-auth. */
@Injectable()
export class BetterAuthSignIn extends SignInService {
  constructor(
    private readonly library: BetterAuthLibrary,
    @Inject(AuthDatabase) private readonly database: AuthDatabase,
    @Inject(AuthSecrets) private readonly secrets: AuthSecrets,
    @Inject(Notices) private readonly notices: Notices,
  ) {
    super();
  }

  async signUp(account: Credentials & { readonly name: string }, browser: Browser): Promise<SignedIn> {
    try {
      const { name, email, password, rememberMe } = account;
      const body = { name, email, password, ...(rememberMe === undefined ? {} : { rememberMe }) };
      const { headers, response } = await this.database.run(() => this.library.api.signUpEmail({ body, headers: headersOf(browser), returnHeaders: true }));
      return { user: accountOf(response.user), cookies: headers.getSetCookie() };
    } catch (error) {
      throw await this.explain(error, account.email);
    }
  }

  async signIn({ email, password, rememberMe }: Credentials, browser: Browser): Promise<SignedIn> {
    try {
      const body = { email, password, ...(rememberMe === undefined ? {} : { rememberMe }) };
      const { headers, response } = await this.database.run(() => this.library.api.signInEmail({ body, headers: headersOf(browser), returnHeaders: true }));
      return { user: accountOf(response.user), cookies: headers.getSetCookie() };
    } catch (error) {
      throw await this.explain(error);
    }
  }

  async signOut(cookieHeader: string): Promise<readonly string[]> {
    try {
      const found = await this.findSession(cookieHeader);
      // better-auth only logs it when the session cannot be deleted; a session that seems ended but lives is worse than an error.
      if (found.user !== null) {
        await this.database.query('DELETE FROM sessions WHERE token = $1', [found.token]);
        this.notices.publish(SESSION_ENDED, hashOf(found.token));
      }
      const { headers } = await this.database.run(() => this.library.api.signOut({ headers: this.cookies(cookieHeader), returnHeaders: true }));
      return headers.getSetCookie();
    } catch (error) {
      throw await this.explain(error);
    }
  }

  async findSession(cookieHeader: string): Promise<FoundSession | { readonly user: null; readonly cookies: readonly string[] }> {
    try {
      const { headers, response } = await this.database.run(() => this.library.api.getSession({ headers: this.cookies(cookieHeader), returnHeaders: true }));
      const cookies = headers.getSetCookie();
      if (response === null) return { user: null, cookies };
      const { user, session } = response;
      const { id, token, expiresAt, createdAt, updatedAt, userAgent = null } = session;
      return { id, user: accountOf(user), token, expiresAt, createdAt, updatedAt, userAgent, cookies };
    } catch (error) {
      throw await this.explain(error);
    }
  }

  /** As better-auth knows them: what another secret of ours has signed, signed by the one it knows. */
  private cookies(cookieHeader: string): Headers {
    return new Headers({ cookie: signAnew(cookieHeader, this.secrets.signing(), this.secrets.accepted()) });
  }

  /** What really happened: when better-auth does not say, the database is asked, which throws if it is away. */
  private async explain(error: unknown, email?: string): Promise<unknown> {
    const known = knownError(error);
    if (known !== undefined) return known;
    if (isUnavailable(error)) return new AppError('server.unavailable', 'Signing in is not possible right now. Try again in a moment.', {}, { cause: error });
    try {
      const taken = await this.database.query('SELECT 1 FROM users WHERE email = $1', [email?.toLowerCase() ?? '']);
      // Two sign-ups with one address at the same moment: the later one loses.
      return taken.length > 0 ? new AppError('auth.email_taken', 'There is already an account with this e-mail address: sign in instead.', {}, { cause: error }) : error;
    } catch (unavailable) {
      return unavailable;
    }
  }
}

function headersOf({ userAgent }: Browser): Headers {
  return new Headers(userAgent === undefined ? {} : { 'user-agent': userAgent.slice(0, USER_AGENT_LENGTH) });
}

function accountOf({ id, name, email, emailVerified, image = null, createdAt, updatedAt }: User): Account {
  return { id, name, email, emailVerified, image, createdAt, updatedAt };
}
