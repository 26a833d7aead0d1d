import type { Membership } from '../../../kernel/actor.js';

/** Who signed in, and the cookies (whole Set-Cookie values) the browser is to keep. */
export interface SignedIn {
  readonly user: Account;
  readonly cookies: readonly string[];
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Address of a picture. */
  readonly image: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A session that holds. `token` is secret; `cookies` renew a session that slides on. */
export interface FoundSession {
  readonly id: string;
  readonly user: Account;
  readonly token: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly userAgent: string | null;
  readonly cookies: readonly string[];
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** false: the session ends with the browser. */
  readonly rememberMe?: boolean | undefined;
}

/** What the browser says of itself, kept with its session so that a person can tell their sessions apart. */
export interface Browser {
  readonly userAgent?: string | undefined;
}

/** Accounts, passwords and sessions. Every method throws AppError server.unavailable while they cannot be reached. */
export abstract class SignInService {
  /**
   * Creates an account and signs it in; both or neither.
   * @throws AppError auth.email_taken, auth.password_rejected
   */
  abstract signUp(account: Credentials & { readonly name: string }, browser: Browser): Promise<SignedIn>;

  /** @throws AppError auth.invalid_credentials, the same way and as slowly for an unknown address as for a wrong password */
  abstract signIn(credentials: Credentials, browser: Browser): Promise<SignedIn>;

  /** Ends the session a Cookie header carries, if it carries one. Answers the cookies that take the browser's away. */
  abstract signOut(cookieHeader: string): Promise<readonly string[]>;

  /** The session a Cookie header carries; `cookies` alone (taking a dead cookie away) when there is none. */
  abstract findSession(cookieHeader: string): Promise<FoundSession | { readonly user: null; readonly cookies: readonly string[] }>;
}

/** What the installation knows of an account beyond signing in. */
export interface Standing {
  readonly administrator: boolean;
  /** The personal workspace first, then by name. */
  readonly memberships: readonly Membership[];
}

/** Accounts' standing: memberships, personal workspaces, and who is the installation's first. */
export abstract class Standings {
  abstract standingOf(userId: string): Promise<Standing>;

  /**
   * Gives the account a workspace of its own, and makes it the administrator when it is the first of the installation.
   * Done twice it changes nothing the second time.
   */
  abstract settle(userId: string, workspace: { readonly id: string; readonly name: string }): Promise<void>;

  /** The id of the account with this address, null when there is none. */
  abstract findAccount(email: string): Promise<string | null>;
}

/** Sessions this process believes without asking. */
export abstract class BelievedSessions {
  /** Stops believing the session of a Cookie header at once, before the database's word of its end comes round. */
  abstract forget(cookieHeader: string): void;
}
