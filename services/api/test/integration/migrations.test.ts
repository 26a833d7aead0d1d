import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { loginUrl, migrate, MigrationError } from '../../src/platform/database/index.js';
import { readMigrations } from '../../src/platform/database/migration-files.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, TEST_AUTH_SECRET, type TestDatabase } from '../support/test-database.js';

const OURS = join(import.meta.dirname, '../../../../prisma/migrations');
/** Real processes run what is built. */
const BUILT = join(import.meta.dirname, '../../dist/platform/database/index.js');
const SCHEMA = readFileSync(join(OURS, '../schema.prisma'), 'utf8');

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bpmn-studio-migrations-'));
  for (const migration of await readMigrations(OURS)) await write(migration.name, migration.sql);
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}

function run(): Promise<string[]> {
  return migrate({ ownerUrl: database.ownerUrl, directory, say: () => undefined });
}

async function exists(table: string): Promise<boolean> {
  const rows = await database.look<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0]!.there;
}

describe('migrate', () => {
  it('finds nothing to do on a database that is up to date', async () => {
    expect(await run()).toEqual([]);
  });

  it('applies what is new once, however many start at the same time', async () => {
    await write('20990101000000_one', 'CREATE TABLE one (); INSERT INTO one DEFAULT VALUES;');
    const applied = await Promise.all(Array.from({ length: 6 }, run));
    expect(applied.flat()).toEqual(['20990101000000_one']);
    expect(await database.look('SELECT FROM one')).toHaveLength(1);
  });

  (existsSync(BUILT) ? it : it.skip)('goes from a process that dies in the middle to one that waits, within seconds, and is applied once', async () => {
    await database.look('CREATE SEQUENCE tries');
    await database.look('GRANT USAGE ON SEQUENCE tries TO PUBLIC');
    await write('20990101000009_long', "SELECT pg_sleep(CASE nextval('tries') WHEN 1 THEN 300 ELSE 0 END); CREATE TABLE long_one ();");
    const program = `import { migrate } from ${JSON.stringify(BUILT)}; await migrate({ ownerUrl: process.env.OWNER_URL, directory: process.env.MIGRATIONS, say: () => undefined });`;
    const first = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore', env: { ...process.env, OWNER_URL: database.ownerUrl, MIGRATIONS: directory } });
    await eventually(async () => expect(await database.look("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")).toHaveLength(1), 30_000);
    const others = Promise.all(Array.from({ length: 3 }, run));
    first.kill('SIGKILL');
    expect((await others).flat()).toEqual(['20990101000009_long']);
    expect(await exists('long_one')).toBe(true);
  }, 60_000);

  it('takes blocks with semicolons inside', async () => {
    await write('20990101000001_block', "DO $$ BEGIN EXECUTE 'CREATE TABLE block ()'; PERFORM 1; END $$;");
    expect(await run()).toEqual(['20990101000001_block']);
    expect(await exists('block')).toBe(true);
  });

  it('keeps nothing of a migration that fails, says which line, and tries it again when it is mended', async () => {
    await write('20990101000002_broken', 'CREATE TABLE half ();\nSELECT nothing_like_it;');
    await expect(run()).rejects.toThrow(/20990101000002_broken failed at line 2: column "nothing_like_it" does not exist/);
    expect(await exists('half')).toBe(false);
    await write('20990101000002_broken', 'CREATE TABLE half ();');
    expect(await run()).toEqual(['20990101000002_broken']);
  });

  it('refuses a file that was changed after it was applied', async () => {
    await write('20990101000003_edited', 'SELECT 1');
    await run();
    await write('20990101000003_edited', 'SELECT 2');
    await expect(run()).rejects.toThrow(MigrationError);
    await expect(run()).rejects.toThrow(/was changed after it was applied: put the file back/);
  });

  it('goes on beside migrations of a newer version', async () => {
    await write('20990101000004_newer', 'SELECT 1');
    await run();
    await rm(join(directory, '20990101000004_newer'), { recursive: true });
    const said: string[] = [];
    await migrate({ ownerUrl: database.ownerUrl, directory, say: (line) => said.push(line) });
    expect(said).toContain('The database already has migration 20990101000004_newer, which this version does not know.');
  });

  it('runs the one statement that refuses to be in a transaction alone', async () => {
    await write('20990101000005_index', '-- without transaction: the index is made while the table is in use\nCREATE INDEX CONCURRENTLY one_index ON diagrams (title)');
    expect(await run()).toEqual(['20990101000005_index']);
    expect(await exists('one_index')).toBe(true);
  });

  it('keeps Prisma’s own record', async () => {
    const rows = await database.look<{ migration_name: string; checksum: string }>('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND applied_steps_count = 1');
    const ours = await readMigrations(OURS);
    for (const { name, checksum } of ours) expect(rows).toContainEqual({ migration_name: name, checksum });
  });

  it('lets the app read the record and nothing more', async () => {
    const client = new pg.Client({ connectionString: database.urlOf('app') });
    await client.connect();
    try {
      expect((await client.query('SELECT FROM _prisma_migrations')).rowCount).toBeGreaterThan(0);
      await expect(client.query('DELETE FROM _prisma_migrations')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.end();
    }
  });
});

describe('each migration', () => {
  it('is applied beside a save, which goes on', async () => {
    const name = `${database.name}_old`;
    const ownerUrl = urlIn(database.ownerUrl, name);
    const all = await readMigrations(OURS);
    const [first, others] = [all.slice(0, 2), all.slice(2)]; // the first two are from before the rule, and are never edited
    await database.look(`CREATE DATABASE ${name} OWNER ${new URL(database.ownerUrl).username}`);
    try {
      for (const { name: later } of others) await rm(join(directory, later), { recursive: true });
      const upgrade = () => migrate({ ownerUrl, directory, say: () => undefined });
      expect(await upgrade()).toEqual(first.map(({ name: one }) => one));
      for (const { name: next, sql } of others) {
        await write(next, sql);
        expect(await besideSave(urlIn(database.adminUrl, name), upgrade)).toEqual([next]);
      }
    } finally {
      await database.look(`DROP DATABASE ${name}`);
    }
  }, 60_000);

  /** As a save does, looks at the diagrams before it changes one; begins before the upgrade, and changes when that is done or waits for a lock. */
  async function besideSave<T>(adminUrl: string, upgrade: () => Promise<T>): Promise<T> {
    const saver = new pg.Client({ connectionString: adminUrl });
    await saver.connect();
    try {
      await saver.query('BEGIN; SELECT FROM diagrams');
      let done = false;
      const upgraded = upgrade().finally(() => (done = true));
      await Promise.race([upgraded, eventually(async () => {
        const waiting = await database.look('SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = $2', [new URL(adminUrl).pathname.slice(1), 'Lock']);
        expect(done || waiting.length > 0).toBe(true);
      })]);
      await saver.query('UPDATE diagrams SET title = title; COMMIT');
      return await upgraded;
    } finally {
      await saver.end();
    }
  }

  function urlIn(url: string, name: string): string {
    return Object.assign(new URL(url), { pathname: `/${name}` }).href;
  }
});

describe('prepareDatabase', () => {
  const OTHER = 'another secret that is long enough, too';
  const prepare = (authSecret: string, authSecretPrevious?: string) => prepareDatabase({ ownerUrl: database.ownerUrl, authSecret, authSecretPrevious, say: () => undefined });
  const logIn = async (authSecret: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: loginUrl(database.ownerUrl, authSecret, 'app') });
    await client.connect();
    return client;
  };
  const entry = (authSecret: string) => logIn(authSecret).then((client) => client.end().then(() => 'in'), (error: { code: string }) => error.code);

  it('gives every secret logins of its own, and takes those of the former one away when nobody needs them', async () => {
    await prepare(OTHER, TEST_AUTH_SECRET);
    expect([await entry(OTHER), await entry(TEST_AUTH_SECRET)]).toEqual(['in', 'in']);
    await prepare(OTHER);
    expect([await entry(OTHER), await entry(TEST_AUTH_SECRET)]).toEqual(['in', '28P01']);
    await prepare(TEST_AUTH_SECRET);
    expect([await entry(OTHER), await entry(TEST_AUTH_SECRET)]).toEqual(['28P01', 'in']);
  });

  it('leaves logins alone by which somebody is connected', async () => {
    const running = await logIn(TEST_AUTH_SECRET);
    try {
      await prepare(OTHER);
      expect(await entry(TEST_AUTH_SECRET)).toBe('in');
      expect((await running.query('SELECT count(*) FROM diagrams')).rowCount).toBe(1);
    } finally {
      await running.end();
    }
    await prepare(TEST_AUTH_SECRET);
  });

  it('does not wait for a database that refuses the login', async () => {
    const wrong = new URL(database.ownerUrl);
    wrong.password = 'wrong';
    const said: string[] = [];
    await expect(prepareDatabase({ ownerUrl: wrong.href, authSecret: TEST_AUTH_SECRET, say: (line) => said.push(line) })).rejects.toThrow(/refuses the login of DATABASE_URL.*password authentication failed/);
    expect(said).toEqual([]);
  });

  it('names the mend where there is no such database, or none at all', async () => {
    const none = new URL(database.ownerUrl);
    none.pathname = '/nowhere';
    const nobody = new URL(database.ownerUrl);
    nobody.port = '1';
    const prepare = async (url: URL): Promise<void> => prepareDatabase({ ownerUrl: url.href, authSecret: TEST_AUTH_SECRET, say: () => undefined, patienceMs: 0 });
    await expect(prepare(none)).rejects.toThrow(/does not have the database of DATABASE_URL: .*"nowhere" does not exist\. Create it/);
    await expect(prepare(nobody)).rejects.toThrow(/cannot be reached at the address of DATABASE_URL \(.*ECONNREFUSED.*\): start it/);
  });

  it('can be done by many processes at once', async () => {
    const many = Array.from({ length: 4 }, () => prepareDatabase({ ownerUrl: database.ownerUrl, authSecret: TEST_AUTH_SECRET, say: () => undefined }));
    await expect(Promise.all(many)).resolves.toHaveLength(4);
  });
});

describe('prisma/schema.prisma', () => {
  it('has the tables and columns of the migrated database, with their types', async () => {
    const fresh = await createTestDatabase();
    try {
      const rows = await fresh.look<{ column: string; type: string }>(`SELECT c.relname || '.' || a.attname AS column, format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '' ELSE '?' END AS type
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '_prisma_migrations'`);
      expect(Object.fromEntries(Object.entries(schemaColumns()).sort())).toEqual(Object.fromEntries(rows.map((row) => [row.column, row.type]).sort()));
    } finally {
      await fresh.drop();
    }
  });
});

/** What the schema says: table.column -> type, "?" when it can be null. Relations are no columns. */
function schemaColumns(): Record<string, string> {
  const models = [...SCHEMA.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name, body]) => ({ name: name!, lines: body!.split('\n') }));
  const names = new Set(models.map((model) => model.name));
  const columns: Record<string, string> = {};
  for (const { lines } of models) {
    const table = lines.map((line) => /@@map\("(\w+)"\)/.exec(line)?.[1]).find((name) => name !== undefined);
    for (const [, field, type, list = '', nullable, rest] of lines.flatMap((line) => [/^\s+(\w+)\s+(\w+)(\[\])?(\??)(.*)$/.exec(line) ?? []])) {
      if (field === undefined || names.has(type!)) continue;
      columns[`${table}.${/@map\("(\w+)"\)/.exec(rest!)?.[1] ?? field}`] = sqlType(type!, /^\("(\w+)"\)|@db\.(\w+)/.exec(rest!)?.slice(1).find((name) => name !== undefined)) + list + nullable;
    }
  }
  return columns;
}

function sqlType(type: string, native: string | undefined): string {
  const known: Record<string, string> = { Uuid: 'uuid', Timestamptz: 'timestamp with time zone', String: 'text', Int: 'integer', BigInt: 'bigint', Float: 'double precision', Boolean: 'boolean', Json: 'jsonb', Bytes: 'bytea' };
  if (type === 'Unsupported') return native ?? type; // Prisma has no word for it, so it stands there in SQL's
  if (native === 'Json') return 'json'; // what is called Json without it is jsonb
  return known[native ?? type] ?? `${type} (${native})`;
}
