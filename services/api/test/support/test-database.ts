import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Config, environmentSchema } from '../../src/platform/config/index.js';
import { toValues } from '../../src/platform/config/config-schema.js';
import { loginUrl, makeLoginRoles, type LoginPurpose } from '../../src/platform/database/index.js';
import { prepareDatabase } from '../../src/prepare-database.js';

export const TEST_AUTH_SECRET = 'a secret of the tests that is long enough';
const OWNER = { name: 'bpmn_test_owner', password: 'bpmn_test_owner' };
const LOCK = 72707371;

export interface TestDatabase {
  readonly name: string;
  /** The owner, as in production no superuser: forced row-level security holds for it, too. */
  readonly ownerUrl: string;
  /** A superuser, for looking at what is really there. */
  readonly adminUrl: string;
  /** A login role, as the processes use it. */
  urlOf(purpose: LoginPurpose): string;
  /** Settings of a process that uses this database; more variables of the environment can be given. */
  config(env?: Readonly<Record<string, string>>): Config;
  /** Runs one statement as a superuser. */
  look<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Removes the database. Fails when a connection was left open, because that is a leak. */
  drop(): Promise<void>;
}

/** A database of its own for a test file, copied from a template that the first file of a run migrates. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = process.env['TEST_POSTGRES_URL'];
  const run = process.env['TEST_RUN'];
  if (admin === undefined || run === undefined) throw new Error('There is no test cluster: run the test with jest.config.mjs, whose globalSetup starts one.');
  const name = `bpmn_${run}_${randomBytes(4).toString('hex')}`;
  const ownerUrl = urlFor(admin, name, OWNER);
  await onAdmin(admin, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const template = await ensureTemplate(client, admin, run);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER.name}`);
    await onAdmin(ownerUrl, (owner) => makeLoginRoles(owner, TEST_AUTH_SECRET));
  });
  return testDatabase(name, ownerUrl, urlFor(admin, name));
}

function testDatabase(name: string, ownerUrl: string, adminUrl: string): TestDatabase {
  return {
    name,
    ownerUrl,
    adminUrl,
    urlOf: (purpose) => loginUrl(ownerUrl, TEST_AUTH_SECRET, purpose),
    config: (env = {}) =>
      new Config(toValues(environmentSchema.parse({ NODE_ENV: 'test', DATABASE_URL: ownerUrl, AUTH_SECRET: TEST_AUTH_SECRET, LOG_LEVEL: 'fatal', LOG_FORMAT: 'json', ...env }))),
    look: <T extends object>(sql: string, params: readonly unknown[] = []) => onAdmin(adminUrl, async (client) => (await client.query(sql, [...params])).rows as T[]),
    drop: () =>
      onAdmin(urlFor(adminUrl, 'postgres'), async (client) => {
        await client.query(`DROP DATABASE ${name}`);
        const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)', [`${name}_`]);
        for (const { rolname } of rows) await client.query(`DROP ROLE IF EXISTS ${rolname}`);
      }),
  };
}

/** The template of this run. Called under a lock. */
async function ensureTemplate(client: pg.Client, admin: string, run: string): Promise<string> {
  const template = `bpmn_template_${run}`;
  const { rows } = await client.query('SELECT (SELECT count(*)::int FROM pg_database WHERE datname = $1) AS made, (SELECT count(*)::int FROM pg_roles WHERE rolname = $2) AS owner', [template, OWNER.name]);
  if (rows[0].made === 1) return template;
  if (rows[0].owner === 0) await client.query(`CREATE ROLE ${OWNER.name} LOGIN CREATEDB CREATEROLE PASSWORD '${OWNER.password}'`);
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft}`);
  await client.query(`CREATE DATABASE ${draft} OWNER ${OWNER.name}`);
  await prepareDatabase({ ownerUrl: urlFor(admin, draft, OWNER), authSecret: TEST_AUTH_SECRET, say: () => undefined, patienceMs: 0 });
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  return template;
}

function urlFor(base: string, database: string, user?: { name: string; password: string }): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (user !== undefined) [url.username, url.password] = [user.name, user.password];
  return url.href;
}

async function onAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
