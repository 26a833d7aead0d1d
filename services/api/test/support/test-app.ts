import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { APP_OPTIONS, configureApp } from '../../src/create-app.js';
import { Clock } from '../../src/kernel/clock.js';
import { Ids } from '../../src/kernel/ids.js';
import { createLogger } from '../../src/platform/logging/index.js';
import { BytesExpressAdapter } from '../../src/platform/http/index.js';
import { isMeasuring, startTelemetry } from '../../src/platform/telemetry/index.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export type Agent = ReturnType<typeof supertest.agent>;

export interface TestAppOptions {
  /** Variables of the environment beside the database's. */
  readonly env?: Readonly<Record<string, string>>;
  /** A clock that stands still or is moved by hand; without it, real time. */
  readonly clock?: Clock;
  /** Ids of your own; without them, random ones. */
  readonly ids?: Ids;
  /** A database that is there already (another app's); it is not dropped at close. */
  readonly database?: TestDatabase;
  /** Folder of a built web client. */
  readonly webFolder?: string;
  /** Changes the module before it is built, such as overrideProvider. */
  readonly override?: (builder: ReturnType<typeof Test.createTestingModule>) => ReturnType<typeof Test.createTestingModule>;
  /** Gets every log line as JSON text. */
  readonly log?: (line: string) => void;
}

export interface TestApp {
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  /** Where it listens, such as http://127.0.0.1:40123. */
  readonly origin: string;
  /** An agent that keeps cookies and sends our Origin, nobody signed in. */
  agent(): Agent;
  /** Closes the app and drops its database. */
  close(): Promise<void>;
}

/** Limits no test runs into unless it sets its own. */
const GENEROUS = { LIVE_EDITING: 'on', RATE_LIMIT_SAVE_PER_MINUTE: '100000', RATE_LIMIT_DEFAULT_PER_MINUTE: '100000', RATE_LIMIT_SIGN_IN_PER_MINUTE: '100000', SIGN_IN_TRIES: '100000' };

/**
 * The real app on a database of its own, listening on a free port. Only the API role by default: jobs are not worked on, so
 * that tests see what a request alone does; `env: { ROLES: 'api,worker' }` brings the worker.
 */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  // Once a file, on no port and to no collector, unless the test has started its own.
  if (!isMeasuring()) await startTelemetry({ version: 'test', roles: ['test'] });
  const database = options.database ?? (await createTestDatabase());
  const config = database.config({ ...GENEROUS, ROLES: 'api', ...(options.log === undefined ? {} : { LOG_LEVEL: 'info' }), ...options.env });
  const logger = createLogger(config, { write: (line) => options.log?.(line) });
  let builder = Test.createTestingModule({ imports: [AppModule.of(config, logger)] });
  if (options.clock !== undefined) builder = builder.overrideProvider(Clock).useValue(options.clock);
  if (options.ids !== undefined) builder = builder.overrideProvider(Ids).useValue(options.ids);
  const module = await (options.override?.(builder) ?? builder).compile();
  const app = configureApp(module.createNestApplication<NestExpressApplication>(new BytesExpressAdapter(), APP_OPTIONS), logger, options.webFolder);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    app,
    database,
    origin,
    agent: () => supertest.agent(origin).set('Origin', origin),
    close: async () => {
      await app.close();
      if (options.database === undefined) await database.drop();
    },
  };
}

export const TEST_PASSWORD = 'correct horse battery staple';

export interface SignedUp {
  /** Keeps the session cookie and sends our Origin. */
  readonly agent: Agent;
  readonly email: string;
  readonly userId: string;
  /** The personal workspace. */
  readonly workspaceId: string;
}

/** Signs a new user up and gives back an agent that is that user. */
export async function signUp(app: TestApp, name: string): Promise<SignedUp> {
  const agent = app.agent();
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${++people}@example.org`;
  await agent.post('/api/auth/sign-up/email').send({ name, email, password: TEST_PASSWORD }).expect(200);
  const { body } = await agent.get('/api/me').expect(200);
  return { agent, email, userId: body.user.id, workspaceId: body.workspaces[0].id };
}

let people = 0;

/** Makes a user a member of another's workspace, which the product has no operation for yet. */
export async function join(app: TestApp, workspaceId: string, userId: string, role: 'viewer' | 'editor' | 'owner'): Promise<void> {
  await app.database.look('INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, $3)', [workspaceId, userId, role]);
}
