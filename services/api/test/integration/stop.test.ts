import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { createTestDatabase, TEST_AUTH_SECRET, type TestDatabase } from '../support/test-database.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const test = existsSync(MAIN) ? it : it.skip;
if (!existsSync(MAIN)) process.stderr.write('The API is not built: stopping a real process is not tested.\n');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await eventually(() => database.drop()); // PostgreSQL outlives a client that ended by a moment
});

/** The product as a process of its own, once it is ready. */
async function startProcess(noticeSeconds: number) {
  const port = await freePort();
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: String(port), METRICS_PORT: String(await freePort()), DATABASE_URL: database.ownerUrl, AUTH_SECRET: TEST_AUTH_SECRET, SHUTDOWN_NOTICE_SECONDS: String(noticeSeconds) };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  child.stdout.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  await eventually(async () => expect((await ask('/api/health/ready')).status).toBe(200), 60_000);
  return { child, ask, ended: once(child, 'exit').then(([code]) => code as number | null), log: () => log };
}

test('a process that is told to stop says so to readiness, serves on for the time of notice, and ends well', async () => {
  const { child, ask, ended, log } = await startProcess(2);
  child.kill('SIGTERM');
  await eventually(async () => expect((await ask('/api/health/ready')).status).toBe(503));
  expect((await ask('/api/health/live')).status).toBe(200);
  expect(await ended).toBe(0);
  expect(log()).toContain('SIGTERM: finishing what is in work');
  expect(log().trimEnd().split('\n').at(-1)).toMatch(/"process\.stopped".*Stopped in order, \d+\.\d s after SIGTERM/);
}, 90_000);

test('a process that is told twice ends at once, says what it leaves, and not that all was well', async () => {
  const { child, ask, ended, log } = await startProcess(8);
  child.kill('SIGTERM');
  await eventually(async () => expect((await ask('/api/health/ready')).status).toBe(503));
  child.kill('SIGTERM');
  expect(await ended).toBe(1);
  expect(log()).toMatch(/SIGTERM again: this process ends, and with it .*requests/);
}, 90_000);
