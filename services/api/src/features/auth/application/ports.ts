import type { Role } from '@bpmn-studio/contracts';
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

/** Where a sign-in comes from. */
export interface Browser {
  /** What the browser says of itself, kept with its session so that a person can tell their sessions apart. */
  readonly userAgent?: string | undefined;
  /** Its Cookie header. */
  readonly cookie?: string | undefined;
  /** Its network address, as far as callers are told apart by it. */
  readonly network?: string | undefined;
}

/** One try of a password. */
export interface Try {
  readonly email: string;
  readonly network: string;
  /** The browser, when it signed in to this account before. */
  readonly browserId: string | undefined;
}

/** Slows down guessing: so many wrong passwords an account and an address may try in so much time. */
export abstract class SignInTries {
  /**
   * Lets one try of a password happen, and counts it when the password was wrong (auth.invalid_credentials).
   * @throws AppError request.rate_limited when too many failed, the same for accounts there are and accounts there are not; or what the attempt throws
   */
  abstract run<T>(who: Try, attempt: () => Promise<T>): Promise<T>;
}

/** Browsers that signed in to an account before. */
export abstract class KnownBrowsers {
  /** The browser's id when a Cookie header shows that it signed in to the account with this address before. */
  abstract idOf(cookieHeader: string, email: string): string | undefined;

  /** A whole Set-Cookie value by which the browser will be known again. */
  abstract remember(email: string): string;
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

/** A person at work for longer than a request. */
export interface Present {
  readonly userId: string;
  readonly workspaceId: string;
  /** Null: no session is needed. */
  readonly sessionId: string | null;
}

/** What people who are at work may do right now, asked again and again. */
export abstract class RolesNow {
  /**
   * The role of each in their workspace, in the order asked; null for who is no member any more or whose session has ended.
   * @throws AppError server.unavailable
   */
  abstract rolesOf(present: readonly Present[]): Promise<readonly (Role | null)[]>;
}

/** Sessions this process believes without asking. */
export abstract class BelievedSessions {
  /** Stops believing the session of a Cookie header at once, before the database's word of its end comes round. */
  abstract forget(cookieHeader: string): void;
}
