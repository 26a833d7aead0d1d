import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fchownSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identity } from './server-user.mjs';

const KEEPER = readFileSync(new URL('keeper.sh', import.meta.url), 'utf8');
const STOP_MS = 20_000;

/**
 * Settings that do not belong to the machine. WAL between checkpoints is bounded so that recovery after a crash stays
 * at a few seconds.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  max_wal_size: '512MB',
  checkpoint_timeout: '2min',
  jit: 'off',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_line_prefix: '%m [%p] %q%u@%d ',
};
const VOLATILE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', logging_collector: 'off', autovacuum_naptime: '10s' };

/**
 * Starts postgres on a data directory under a keeper that ends it with us, and waits until it takes connections.
 * @param {{ user, home: string, data: string, port: number, durable: boolean, removeAtEnd?: string[], say: (line: string) => void }} options
 * @returns {Promise<{ pid: number, ended: Promise<number>, stop: () => Promise<void> }>}
 * @throws Error with the server's own words when it does not come up
 */
export async function startPostmaster({ user, home, data, port, durable, removeAtEnd = [], say }) {
  const words = join(data, '..', 'startup.log');
  rmSync(words, { force: true });
  const out = openSync(words, 'a', 0o600);
  if (user !== undefined) fchownSync(out, user.uid, user.gid);
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : VOLATILE), port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'postgres-keeper', removeAtEnd.join('\n'), join(home, 'bin', 'postgres'), '-D', data, ...settings], {
    cwd: data,
    stdio: ['pipe', out, out],
    // A session of its own: Ctrl-C reaches us alone, and the server goes last.
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...identity(user),
  });
  closeSync(out);
  keeper.stdin.on('error', () => undefined); // the keeper is gone; its exit says so
  const ended = once(keeper, 'exit').then(([code]) => code ?? -1);
  const pid = await untilReady(data, ended, say, () => tail(words));
  // A test run must be able to end without waiting for its server, which goes when our end of the pipe closes.
  keeper.unref();
  keeper.stdin.unref();
  return { pid, ended, stop: () => stop(keeper, pid, ended) };
}

/** The process that runs on a data directory, by its lock file, if it is one of PostgreSQL. */
export function runningPostmaster(data) {
  const pid = Number(lockFile(data)[0]);
  return pid > 0 && isPostgres(pid) ? pid : undefined;
}

/** Ends a server that an earlier start left behind, and clears a lock file whose process is something else by now. */
export async function clearLeftovers(data, say) {
  const pid = runningPostmaster(data);
  if (pid !== undefined) {
    say('PostgreSQL of an earlier start is still there; ending it first.');
    process.kill(pid, 'SIGINT');
    const limit = Date.now() + STOP_MS;
    while (runningPostmaster(data) === pid && Date.now() < limit) await delay(50);
    if (runningPostmaster(data) === pid) process.kill(pid, 'SIGQUIT');
    while (runningPostmaster(data) === pid && Date.now() < limit + STOP_MS) await delay(50);
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

async function untilReady(data, ended, say, words) {
  const start = Date.now();
  let over = false;
  void ended.then(() => (over = true));
  for (let round = 1; !over; round += 1) {
    const lines = lockFile(data);
    // The eighth line says how far the server is; pg_ctl waits for it the same way.
    if (lines[7]?.trim() === 'ready') return Number(lines[0]);
    if (round % 250 === 0) say(`PostgreSQL is still starting (${Math.round((Date.now() - start) / 1000)} s); after a crash it reads its log first.`);
    await delay(20);
  }
  throw new Error(`PostgreSQL did not start:\n${words()}`);
}

async function stop(keeper, pid, ended) {
  keeper.ref();
  keeper.stdin.end();
  const timer = setTimeout(() => signal(pid, 'SIGQUIT'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // gone already
  }
}

function lockFile(data) {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function isPostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].endsWith('postgres');
  } catch {
    return false; // ended between the two looks
  }
}

function tail(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
}
