import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../../kernel/actor.js';
import { Config } from '../../../platform/config/index.js';
import { ActorSource } from '../../../platform/http/actor-source.js';
import { Notices } from '../../../platform/notices/index.js';
import { CreatePersonalWorkspace } from '../application/create-personal-workspace.js';
import { SignInService, Standings, type BelievedSessions, type FoundSession } from '../application/ports.js';
import { isSecure, sessionCookie } from './session-cookie.js';
import { hashOf, SESSION_ENDED } from './session-ended.js';

interface Kept {
  readonly actor: Omit<Actor, 'requestId'>;
  readonly tokenHash: string;
}

const SESSIONS = 10_000;
const KEPT_MS = 15_000;

/**
 * Who asks, by session cookie. A session is looked up once and then believed for at most 15 s; every process is told at
 * once when one ends (by sign-out, and by the database where it carries notices), and while it cannot be told, nothing
 * is believed.
 */
@Injectable()
export class SessionActors extends ActorSource implements BelievedSessions, OnModuleInit {
  /** By the whole cookie, signature included: what was not looked up is not believed. */
  private readonly kept = new LRUCache<string, Kept>({ max: SESSIONS, ttl: KEPT_MS });
  /** The one cookie believed for a session: when its place goes to another spelling of it, or is lost, so is the belief. */
  private readonly cookieByTokenHash = new LRUCache<string, string>({ max: SESSIONS, ttl: KEPT_MS, dispose: (cookie) => this.kept.delete(cookie) });
  /** Counts endings, so that a session which ended while it was being looked up is not kept. */
  private endings = 0;
  private readonly secure: boolean;

  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(Standings) private readonly standings: Standings,
    @Inject(CreatePersonalWorkspace) private readonly createPersonalWorkspace: CreatePersonalWorkspace,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Config) config: Config,
  ) {
    super();
    this.secure = isSecure(config);
  }

  onModuleInit(): void {
    this.notices.subscribe(SESSION_ENDED, (tokenHash) => this.end(tokenHash));
    this.notices.onConnected(() => this.forgetAll());
  }

  async actorOf(request: Request, response: Response, requestId: string): Promise<Actor | null> {
    const header = request.headers.cookie;
    if (header === undefined) return null;
    const cookie = sessionCookie(header, this.secure);
    const kept = cookie !== undefined && this.notices.connected ? this.kept.get(cookie) : undefined;
    if (kept !== undefined) return { ...kept.actor, requestId };
    const actor = await this.lookUp(header, cookie, response);
    return actor === null ? null : { ...actor, requestId };
  }

  /** Forgets a session, by the SHA-256 of its token in hexadecimal. */
  end(tokenHash: string): void {
    this.endings += 1;
    const cookie = this.cookieByTokenHash.get(tokenHash);
    if (cookie !== undefined) this.kept.delete(cookie);
  }

  forget(cookieHeader: string): void {
    this.endings += 1;
    const cookie = sessionCookie(cookieHeader, this.secure);
    if (cookie !== undefined) this.kept.delete(cookie);
  }

  private forgetAll(): void {
    this.endings += 1;
    this.kept.clear();
    this.cookieByTokenHash.clear();
  }

  private async lookUp(header: string, cookie: string | undefined, response: Response): Promise<Kept['actor'] | null> {
    const endings = this.endings;
    const found = await this.service.findSession(header);
    if (found.cookies.length > 0) response.append('Set-Cookie', [...found.cookies]);
    if (found.user === null) return null;
    const actor = await this.actorBehind(found);
    if (cookie !== undefined && this.notices.connected && endings === this.endings) this.keep(cookie, { actor, tokenHash: hashOf(found.token) }, found.expiresAt);
    return actor;
  }

  private async actorBehind({ id, user }: FoundSession): Promise<Kept['actor']> {
    let standing = await this.standings.standingOf(user.id);
    if (!standing.memberships.some((membership) => membership.personal)) {
      await this.createPersonalWorkspace.run(user); // a sign-up that broke off half way is healed here
      standing = await this.standings.standingOf(user.id);
    }
    return { userId: user.id, name: user.name, email: user.email, sessionId: id, ...standing };
  }

  private keep(cookie: string, kept: Kept, expiresAt: Date): void {
    const ttl = Math.min(KEPT_MS, expiresAt.getTime() - Date.now());
    if (ttl <= 0) return;
    this.cookieByTokenHash.set(kept.tokenHash, cookie); // first, since it may dispose of what was kept
    this.kept.set(cookie, kept, { ttl });
  }
}
