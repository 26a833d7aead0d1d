import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { Config, loadConfig } from '../../../platform/config/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { CreatePersonalWorkspace } from '../application/create-personal-workspace.js';
import { SignInService, Standings, type FoundSession, type SignedIn, type Standing } from '../application/ports.js';
import { SessionActors } from './session-actors.js';

const ann = { id: '0a000000-0000-4000-8000-000000000001', name: 'Ann', email: 'ann@example.org', emailVerified: false, image: null, createdAt: new Date(0), updatedAt: new Date(0) };
const session = { id: '0c000000-0000-4000-8000-000000000001', user: ann, token: 'token-1', createdAt: new Date(0), updatedAt: new Date(0), userAgent: null };
const cookie = 'bpmn-studio.session_token=token-1.signature';
const personal = { workspaceId: '0b000000-0000-4000-8000-000000000001', name: "Ann's workspace", role: 'owner' as const, personal: true };

class Sessions extends SignInService {
  lookUps = 0;
  alive = true;
  cookies: string[] = [];
  /** What happens while the session is looked up. */
  meanwhile = (): void => undefined;

  async findSession(): Promise<FoundSession | { user: null; cookies: readonly string[] }> {
    this.lookUps += 1;
    const found = this.alive;
    this.meanwhile();
    return found ? { ...session, expiresAt: new Date(Date.now() + 60_000), cookies: this.cookies } : { user: null, cookies: [] };
  }

  signUp(): Promise<SignedIn> {
    throw new Error('not asked for');
  }
  signIn(): Promise<SignedIn> {
    throw new Error('not asked for');
  }
  signOut(): Promise<readonly string[]> {
    throw new Error('not asked for');
  }
}

class Known extends Standings {
  settled: string[] = [];
  memberships = [personal];

  async standingOf(): Promise<Standing> {
    return { administrator: false, memberships: this.memberships };
  }
  async settle(userId: string): Promise<void> {
    this.settled.push(userId);
    this.memberships = [personal];
  }
  async findAccount(): Promise<string | null> {
    return null;
  }
}

/** Notices in our hands. */
class Ear extends Notices {
  override connected = true;
  private heard: (payload: string) => void = () => undefined;
  private reconnected: () => void = () => undefined;
  override publish(): void {
    throw new Error('not asked for');
  }
  override subscribe(_channel: string, handler: (payload: string) => void): void {
    this.heard = handler;
  }
  override onConnected(handler: () => void): void {
    this.reconnected = handler;
  }
  hear(token: string): void {
    this.heard(createHash('sha256').update(token).digest('hex'));
  }
  reconnect(): void {
    this.reconnected();
  }
}

function given() {
  const config: Config = loadConfig({ DATABASE_URL: 'postgresql://o:o@localhost/o', AUTH_SECRET: 'x'.repeat(32) });
  const [sessions, standings, ear] = [new Sessions(), new Known(), new Ear()];
  const create = new CreatePersonalWorkspace(standings, { uuid: () => personal.workspaceId });
  const actors = new SessionActors(sessions, standings, create, ear, config);
  actors.onModuleInit();
  const set: string[] = [];
  const response = { append: (_name: string, value: string[]) => set.push(...value) } as unknown as Response;
  const ask = (header: string | undefined = cookie, requestId = 'request-1') => actors.actorOf({ headers: { cookie: header } } as Request, response, requestId);
  return { sessions, standings, ear, actors, ask, set };
}

describe('SessionActors', () => {
  it('knows nobody without a cookie, and asks nobody', async () => {
    const { sessions, actors } = given();
    expect(await actors.actorOf({ headers: {} } as Request, {} as Response, 'r')).toBeNull();
    expect(sessions.lookUps).toBe(0);
  });

  it('looks a session up once and believes it, for each request anew', async () => {
    const { sessions, ask } = given();
    expect(await ask(cookie, 'request-1')).toEqual({ userId: ann.id, name: 'Ann', email: ann.email, administrator: false, memberships: [personal], sessionId: session.id, requestId: 'request-1' });
    expect(await ask(cookie, 'request-2')).toMatchObject({ requestId: 'request-2' });
    expect(sessions.lookUps).toBe(1);
  });

  it('does not believe another signature on the same token', async () => {
    const { sessions, ask } = given();
    await ask();
    sessions.alive = false;
    expect(await ask('bpmn-studio.session_token=token-1.forged')).toBeNull();
  });

  it('drops a session as soon as the database tells its end', async () => {
    const { sessions, ear, ask } = given();
    await ask();
    sessions.alive = false;
    ear.hear('token-1');
    expect(await ask()).toBeNull();
  });

  it('believes one spelling of a cookie at a time, so that the end of the session finds it', async () => {
    const { sessions, ear, ask } = given();
    const spellings = [cookie, cookie.replace('-1', '%2D1'), cookie.replace('=t', '=%74')];
    for (const spelling of spellings) await ask(spelling);
    sessions.alive = false;
    ear.hear('token-1');
    for (const spelling of spellings) expect(await ask(spelling)).toBeNull();
  });

  it('drops a session at once when it is ended here', async () => {
    const { sessions, actors, ask } = given();
    await ask();
    sessions.alive = false;
    actors.forget(cookie);
    expect(await ask()).toBeNull();
  });

  it('does not keep a session that ended while it was looked up', async () => {
    const { sessions, ear, ask } = given();
    sessions.meanwhile = () => {
      sessions.alive = false;
      ear.hear('token-1');
    };
    await ask();
    expect(await ask()).toBeNull();
  });

  it('believes nothing while the database cannot tell, and begins afresh when it can', async () => {
    const { sessions, ear, ask } = given();
    await ask();
    ear.connected = false;
    await ask();
    await ask();
    expect(sessions.lookUps).toBe(3);
    ear.connected = true;
    ear.reconnect();
    await ask();
    expect(sessions.lookUps).toBe(4);
  });

  it('hands on the cookie of a session that slides on', async () => {
    const { sessions, ask, set } = given();
    sessions.cookies = ['bpmn-studio.session_token=renewed'];
    await ask();
    expect(set).toEqual(['bpmn-studio.session_token=renewed']);
  });

  it('heals a sign-up that broke off before its workspace', async () => {
    const { standings, ask } = given();
    standings.memberships = [];
    expect((await ask())?.memberships).toEqual([personal]);
    expect(standings.settled).toEqual([ann.id]);
  });
});
