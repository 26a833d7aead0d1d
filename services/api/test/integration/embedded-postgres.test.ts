import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { embeddedAuthSecret, isGiven } from '../../../../infrastructure/local/database.mjs';
import { holderOf, takeLock } from '../../../../infrastructure/local/lock.mjs';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../infrastructure/local/postgres/embedded-postgres.mjs';
import { eventually } from '../support/eventually.js';

const MODULE = new URL('../../../../infrastructure/local/postgres/embedded-postgres.mjs', import.meta.url).href;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bpmn-studio-embedded-'));
});
afterAll(async () => {
  rmSync(state().place, { recursive: true, force: true });
  await rm(dataDir, { recursive: true });
});

const state = (): { port: number; place: string } => JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { port: number; place: string };

/** Starts the server of this test's data directory for as long as the work takes. */
async function whileUp<T>(work: (server: EmbeddedPostgres, owner: pg.Client) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    try {
      return await work(server, client);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

describe('the embedded PostgreSQL', () => {
  it('is version 18, sorts and folds UTF-8 the same everywhere, and its owner is no superuser', async () => {
    await whileUp(async (_, owner) => {
      const { rows } = await owner.query(`SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding, lower('ÄÖ') AS lower,
        (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super, current_setting('fsync') AS fsync`);
      expect(rows[0]).toEqual({ version: 18, encoding: 'UTF8', lower: 'äö', locale: 'C.UTF-8', super: false, fsync: 'on' });
      await owner.query('CREATE TABLE kept AS SELECT 1 AS one');
    });
  }, 30_000);

  it('keeps its passwords to itself', () => {
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(statSync(state().place).mode & 0o777).toBe(0o700);
  });

  it('keeps data and port from one start to the next', async () => {
    const { port } = state();
    await whileUp(async (server, owner) => {
      expect(server.port).toBe(port);
      expect((await owner.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    });
  }, 30_000);

  it('moves to another port when somebody has taken its own', async () => {
    const { port } = state();
    const intruder = createServer().listen(port, '127.0.0.1');
    await once(intruder, 'listening');
    try {
      await whileUp(async (server) => expect(server.port).not.toBe(port));
    } finally {
      intruder.close();
    }
  }, 30_000);

  it('starts beside a lock file whose process is something else by now', async () => {
    writeFileSync(join(state().place, 'data', 'postmaster.pid'), `${process.pid}\n${join(state().place, 'data')}\n1\n1\n\n127.0.0.1\n  1 1\nready\n`);
    await whileUp(async (_, owner) => expect((await owner.query('SELECT 1')).rowCount).toBe(1));
  }, 30_000);

  it('ends a server that an earlier start left behind', async () => {
    const said: string[] = [];
    const left = await startEmbeddedPostgres({ dataDir });
    const next = await startEmbeddedPostgres({ dataDir, say: (line) => said.push(line) });
    expect(said).toContain('PostgreSQL of an earlier start is still there; ending it first.');
    expect(next.pid()).not.toBe(left.pid());
    await next.stop();
    await left.stop();
  }, 30_000);

  it('comes back with everything acknowledged after kill -9', async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const client = new pg.Client({ connectionString: server.ownerUrl });
    client.on('error', () => undefined); // it is cut off on purpose
    await client.connect();
    await client.query('INSERT INTO kept VALUES (2)');
    process.kill(server.pid(), 'SIGKILL');
    await whileUp(async (_, owner) => expect((await owner.query('SELECT one FROM kept ORDER BY one')).rows).toEqual([{ one: 1 }, { one: 2 }]));
  }, 30_000);

  it('leaves nothing behind, if it is a passing one, when whoever started it is killed', async () => {
    const passing = await mkdtemp(join(tmpdir(), 'bpmn-studio-passing-'));
    const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(MODULE)});
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(passing)}, passing: true });
      process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    await eventually(async () => expect(existsSync(passing)).toBe(false));
  }, 60_000);
});

describe('what is brought up', () => {
  it('is no database where one is named, by value, in a file or in Vault', () => {
    for (const env of [{ DATABASE_URL: 'postgresql://x' }, { DATABASE_URL_FILE: '/x' }, { VAULT_ADDR: 'https://vault:8200' }]) expect(isGiven(env)).toBe(true);
    expect(isGiven({ DATABASE_URL: ' ', AUTH_SECRET_FILE: '/x' })).toBe(false);
  });

  it('is no secret where one is given: the API refuses two', () => {
    for (const env of [{ AUTH_SECRET: 'x' }, { AUTH_SECRET_FILE: '/x' }]) expect(embeddedAuthSecret(dataDir, env)).toEqual({});
    const made = embeddedAuthSecret(dataDir, { AUTH_SECRET: '' });
    expect(made.AUTH_SECRET?.length).toBeGreaterThanOrEqual(32);
    expect(embeddedAuthSecret(dataDir, {})).toEqual(made);
  });
});

describe('a lock', () => {
  const path = (): string => join(dataDir, 'test.lock');

  it('is for one, and free again when it is given back', () => {
    const lock = takeLock(path());
    expect(lock?.stale).toBe(false);
    expect(holderOf(path())).toBe(process.pid);
    expect(takeLock(path())).toBeUndefined();
    lock?.release();
    takeLock(path())?.release();
    expect(takeLock(path())?.stale).toBe(false);
    rmSync(path());
  });

  it('is taken over from a process that is gone, or whose number belongs to another by now', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    for (const held of [JSON.stringify({ pid: gone }), JSON.stringify({ pid: process.pid, started: '1' }), '{"pid":', '']) {
      writeFileSync(path(), held);
      const lock = takeLock(path());
      expect(lock?.stale).toBe(true);
      lock?.release();
    }
  });
});
