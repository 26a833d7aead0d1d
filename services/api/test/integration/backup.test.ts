import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { makeBackup, migrate, readBackup, restoreBackup } from '../../src/platform/database/index.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { describeWith } from '../support/describe-with.js';
import { SHARED_ROWS, TENANT_ROWS } from '../support/row-fixtures.js';
import { createTestDatabase, TEST_AUTH_SECRET, type TestDatabase } from '../support/test-database.js';

const MIGRATIONS = join(import.meta.dirname, '../../../../prisma/migrations');
/** Real commands run what is built. */
const BUILT = join(import.meta.dirname, '../../dist');
const LEFT_OUT = ['live_tickets', 'operations_samples', 'rate_limit_windows', 'search_sweep', 'sessions', 'verifications'];
/** Comes back with its diagrams. */
const MADE_ANEW = 'diagram_titles';
const HEAD = { madeAt: '2026-11-22T00:00:00.000Z', version: '9.9.9', demo: '{"email":"demo"}' };

let folder: string;
let source: TestDatabase;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bpmn-studio-backup-'));
  source = await createTestDatabase();
  for (let n = 0; n < 3; n++) await addRows(source);
  const content = randomBytes(3_000_000); // more than a frame
  await source.look('UPDATE diagram_versions SET content = $1 WHERE diagram_id = (SELECT min(diagram_id::text)::uuid FROM diagram_versions)', [content]);
  file = join(folder, 'whole.backup');
  await makeBackup({ ownerUrl: source.ownerUrl, path: file, head: HEAD });
}, 60_000);
afterAll(async () => {
  await source.drop();
  await rm(folder, { recursive: true });
});

async function addRows(database: TestDatabase): Promise<void> {
  const [workspace, user] = [randomUUID(), randomUUID()];
  for (const sql of [...Object.values(SHARED_ROWS), ...Object.values(TENANT_ROWS)]) await database.look(sql.replaceAll('$1', `'${workspace}'`).replaceAll('$2', `'${user}'`));
}

/** Works on an empty, migrated database of its own. */
async function withDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  try {
    await work(database);
  } finally {
    await database.drop();
  }
}

function restore(database: TestDatabase, more: Partial<Parameters<typeof restoreBackup>[0]> = {}): ReturnType<typeof restoreBackup> {
  return restoreBackup({ ownerUrl: database.ownerUrl, path: file, migrations: MIGRATIONS, replace: false, say: () => undefined, ...more });
}

/** Every row of every table, as text in order, but for what a database makes for itself. */
async function everything(database: TestDatabase): Promise<Record<string, string[]>> {
  const tables = [...Object.keys(TENANT_ROWS), ...Object.keys(SHARED_ROWS)].sort();
  const entries = await Promise.all(tables.map(async (table) => {
    const rows = await database.look<{ row: string }>(`SELECT (to_jsonb(t) - 'changed_xid')::text AS row FROM ${table} t`);
    return [table, rows.map(({ row }) => row).sort()] as const;
  }));
  return Object.fromEntries(entries);
}

describe('backup and restore', () => {
  it('brings every row of every table back, but for figures and what lets somebody in', async () => {
    await withDatabase(async (target) => {
      const { head, tables } = await restore(target);
      await prepareDatabase({ ownerUrl: target.ownerUrl, authSecret: TEST_AUTH_SECRET, say: () => undefined, patienceMs: 0 });
      const wanted = { ...(await everything(source)), ...Object.fromEntries(LEFT_OUT.map((table) => [table, []])) };
      expect(await everything(target)).toEqual(wanted);
      expect(Object.fromEntries([...tables].map(([name, { rows }]) => [name, rows]))).toEqual(Object.fromEntries(Object.entries(wanted).filter(([name]) => name !== MADE_ANEW && !LEFT_OUT.includes(name)).map(([name, rows]) => [name, rows.length])));
      expect(head).toMatchObject(HEAD);
      // As safe as before: the owner sees nothing, and the app nothing without a tenant.
      expect(await target.look("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)")).toEqual([]);
      for (const url of [target.ownerUrl, target.urlOf('app')]) expect(await ask(url, 'SELECT FROM diagram_versions')).toBe(0);
      expect(await ask(target.urlOf('app'), 'SELECT FROM _prisma_migrations')).toBe((await readdir(MIGRATIONS)).length);
      expect(await target.look("SELECT FROM pg_class WHERE relnamespace = 'bullmq'::regnamespace AND relname = 'job'")).toHaveLength(1);
    });
  }, 60_000);

  it('lets the owner read in a backup alone', async () => {
    expect(await ask(source.ownerUrl, 'SELECT FROM users')).toBe(0);
    expect(await source.look("SELECT FROM pg_policies WHERE policyname = 'backup' AND roles = '{bpmn_test_owner}'")).not.toEqual([]);
  });

  it('has no sequences to carry over: teach it before you add one', async () => {
    expect(await source.look("SELECT FROM pg_class WHERE relkind = 'S' AND relnamespace::regnamespace::text IN ('public', 'app')")).toEqual([]);
  });

  it('touches no database that holds something unless told to, and names what is lost', async () => {
    await withDatabase(async (target) => {
      await addRows(target);
      const before = await everything(target);
      await expect(restore(target)).rejects.toThrow('The database is not empty. A restore deletes what is in it: 1 users, 1 workspaces, 1 diagrams, 1 diagram versions.');
      expect(await everything(target)).toEqual(before);
      await restore(target, { replace: true });
      expect((await everything(target))['users']).toEqual((await everything(source))['users']);
    });
  }, 60_000);

  it('leaves the database as it was when it is stopped half way, and when somebody is connected', async () => {
    await withDatabase(async (target) => {
      await addRows(target);
      const before = await everything(target);
      const stop = new AbortController();
      await expect(restore(target, { replace: true, signal: stop.signal, say: () => stop.abort(new Error('it was stopped')) })).rejects.toThrow('it was stopped');
      const app = new pg.Client({ connectionString: target.urlOf('app') });
      await app.connect();
      await expect(restore(target, { replace: true })).rejects.toThrow('The product is running on this database (1 connections)');
      await app.end();
      expect(await everything(target)).toEqual(before);
    });
  }, 60_000);

  it('refuses a newer backup, and is migrated up after an older one', async () => {
    const migrations = join(folder, 'migrations');
    await cp(MIGRATIONS, migrations, { recursive: true });
    const last = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort().at(-1)!;
    await rm(join(migrations, last), { recursive: true });
    await withDatabase(async (target) => {
      await expect(restore(target, { migrations })).rejects.toThrow(`The backup is of a newer version (9.9.9, with migration ${last})`);
      await cp(join(MIGRATIONS, last), join(migrations, last), { recursive: true });
      await cp(join(MIGRATIONS, last), join(migrations, '20990101000000_later'), { recursive: true });
      await writeFile(join(migrations, '20990101000000_later', 'migration.sql'), "ALTER TABLE projects ADD COLUMN later text; UPDATE outbox_sweep SET event_id = event_id;");
      await restore(target, { migrations });
      expect(await migrate({ ownerUrl: target.ownerUrl, directory: migrations, say: () => undefined })).toEqual(['20990101000000_later']);
      expect(await target.look('SELECT later FROM projects')).toHaveLength(3);
      await writeFile(join(migrations, last, 'migration.sql'), 'SELECT 1;');
      await expect(restore(target, { migrations, replace: true })).rejects.toThrow(`Migration ${last} is not the one the backup was made under`);
    });
  }, 60_000);

  it('tells a file that is cut off, damaged or foreign, and touches nothing', async () => {
    const bytes = await readFile(file);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1]! ^= 1;
    const files = { 'cut.backup': bytes.subarray(0, bytes.length - 100), 'begun.backup': bytes.subarray(0, 21), 'flipped.backup': flipped, 'foreign.backup': Buffer.from('PGDMP'), 'empty.backup': Buffer.alloc(0) };
    await withDatabase(async (target) => {
      await addRows(target);
      const before = await everything(target);
      for (const [name, content] of Object.entries(files)) {
        const path = join(folder, name);
        await writeFile(path, content);
        await expect(readBackup(path)).rejects.toThrow(new RegExp(`${name} is (damaged|cut off|no backup of this product)`));
        await expect(restore(target, { path, replace: true })).rejects.toThrow(name);
      }
      await expect(readBackup(join(folder, 'none.backup'))).rejects.toThrow('none.backup cannot be read');
      expect(await everything(target)).toEqual(before);
    });
  }, 60_000);

  it('makes a file whole or not at all, and writes over none', async () => {
    await expect(makeBackup({ ownerUrl: source.ownerUrl, path: file, head: HEAD })).rejects.toThrow('is there already');
    const stopped = makeBackup({ ownerUrl: source.ownerUrl, path: join(folder, 'stopped.backup'), head: HEAD, signal: AbortSignal.abort(new Error('it was stopped')) });
    await expect(stopped).rejects.toThrow('it was stopped');
    await expect(makeBackup({ ownerUrl: source.ownerUrl, path: join(folder, 'no', 'such', 'folder'), head: HEAD })).rejects.toThrow('give another place');
    expect((await readdir(folder)).filter((name) => name.startsWith('stopped') || name.endsWith('.part'))).toEqual([]);
  });
});

describeWith(existsSync(join(BUILT, 'restore.js')) ? undefined : 'needs the API built (npm test does it)', 'the commands', () => {
  /** What it says, and its exit code. */
  async function run(script: string, database: TestDatabase, ...args: string[]): Promise<{ words: string; code: number }> {
    const env = { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: database.ownerUrl, AUTH_SECRET: TEST_AUTH_SECRET, DATA_DIR: join(folder, 'data'), DEMO: 'true', INIT_CWD: folder };
    const ended = promisify(execFile)(process.execPath, [join(BUILT, script), ...args], { env });
    const { stdout, stderr, code = 0 } = await ended.catch((error: { stdout: string; stderr: string; code: number }) => error) as { stdout: string; stderr: string; code?: number };
    return { words: stdout + stderr, code };
  }

  it('back up into the folder one is in, look at a file, and restore it with the password of the demo', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data', 'demo.json'), HEAD.demo);
    expect(await run('backup.js', source, 'mine.backup')).toMatchObject({ code: 0, words: expect.stringContaining('Backed up 3 diagrams with 3 versions of 3 users') });
    expect((await stat(join(folder, 'mine.backup'))).mode & 0o777).toBe(0o600);
    await rm(join(folder, 'data'), { recursive: true });
    await withDatabase(async (target) => {
      expect(await run('restore.js', target, '--check', 'mine.backup')).toMatchObject({ code: 0, words: expect.stringContaining('mine.backup is whole: 3 diagrams') });
      expect(await run('restore.js', target, 'mine.backup')).toMatchObject({ code: 0, words: expect.stringContaining('Restored 3 diagrams') });
      expect(await readFile(join(folder, 'data', 'demo.json'), 'utf8')).toBe(HEAD.demo);
      expect(await run('restore.js', target, 'mine.backup')).toMatchObject({ code: 1, words: expect.stringContaining('The database is not empty') });
      expect(await run('restore.js', target)).toMatchObject({ code: 1, words: expect.stringContaining('Give the file') });
      await rm(join(folder, 'data'), { recursive: true });
      await writeFile(join(folder, 'data'), 'a file, where a folder should be');
      expect(await run('restore.js', target, '--replace', 'mine.backup')).toMatchObject({ code: 1, words: expect.stringContaining('The data is back') });
      expect(await run('restore.js', target, '--replace', 'mine.backup')).toMatchObject({ words: expect.not.stringContaining('as it was') });
      expect((await everything(target))['diagram_versions']).toEqual((await everything(source))['diagram_versions']);
    });
  }, 120_000);
});

async function ask(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
