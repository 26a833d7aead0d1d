import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { choosePlace } from './place.mjs';
import { clearLeftovers, startPostmaster } from './postmaster.mjs';
import { identity } from './server-user.mjs';

const ATTEMPTS = 6;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Brings up a PostgreSQL of our own: makes the cluster on first use, keeps its port and passwords in
 * dataDir/postgres.json (0600), and makes the role and database bpmn_studio, whose owner is no superuser.
 *
 * @param {object} options
 * @param {string} options.dataDir absolute; one server a directory
 * @param {boolean} [options.durable] false: fast and forgetful, for tests; the directory goes with the server
 * @param {boolean} [options.passing] the directory goes with the server, also when we are ended; it stays when the server dies
 * @param {boolean} [options.restart] start the server again when it dies under us
 * @param {(line: string) => void} [options.say] progress
 * @returns {Promise<{ ownerUrl: string, adminUrl: string, port: number, pid: () => number, stop: () => Promise<void> }>}
 */
export async function startEmbeddedPostgres({ dataDir, durable = true, passing = !durable, restart = false, say = () => undefined }) {
  if (process.platform === 'win32') throw new Error('The embedded PostgreSQL does not run on Windows itself: use WSL, or set DATABASE_URL to a PostgreSQL 18 of yours.');
  mkdirSync(dataDir, { recursive: true });
  const state = readState(dataDir);
  const { user, home, place } = choosePlace({ dataDir, place: state.place, say });
  state.place = place;
  const data = join(place, 'data');
  if (!existsSync(data)) await makeCluster({ user, home, place, data, state, durable, say });
  saveState(dataDir, state);
  if (passing && user !== undefined) chownSync(dataDir, user.uid, user.gid); // the keeper removes it

  const boot = () => bootServer({ user, home, data, dataDir, state, durable, removeAtEnd: passing ? [place, dataDir] : [], say });
  const server = { current: await boot(), stopping: false };
  await makeDatabase(urlOf(state, 'postgres', state.adminPassword, 'postgres'), state);
  if (restart) void keepAlive(server, boot, say);
  return {
    ownerUrl: urlOf(state, 'bpmn_studio', state.ownerPassword, 'bpmn_studio'),
    adminUrl: urlOf(state, 'postgres', state.adminPassword, 'postgres'),
    port: state.port,
    pid: () => server.current.pid,
    stop: async () => {
      server.stopping = true;
      await server.current.stop();
    },
  };
}

/** The address of a server that runs on a data directory already, as the owner of its database. */
export function ownerUrlOf(dataDir) {
  const state = readState(dataDir);
  return urlOf(state, 'bpmn_studio', state.ownerPassword, 'bpmn_studio');
}

async function makeCluster({ user, home, place, data, state, durable, say }) {
  say('Making a PostgreSQL cluster (first start)');
  const fresh = `${data}.new`;
  const passwordFile = join(place, 'password');
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, `${state.adminPassword}\n`, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const args = ['-D', fresh, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions'];
  try {
    await promisify(execFile)(join(home, 'bin', 'initdb'), durable ? args : [...args, '--no-sync'], { cwd: place, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...identity(user) });
  } catch (error) {
    throw new Error(`PostgreSQL's initdb failed in ${place}:\n${String(error.stderr ?? error.message).trim()}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, data);
}

/** Starts the server; a port that is taken is given up for another, a crash that is still settling is waited for. */
async function bootServer({ user, home, data, dataDir, state, durable, removeAtEnd, say }) {
  await clearLeftovers(data, say);
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isFree(state.port))) {
      state.port = await freePort();
      saveState(dataDir, state);
    }
    try {
      return await startPostmaster({ user, home, data, port: state.port, durable, removeAtEnd, say });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await delay(500 * attempt);
    }
  }
}

/** A server that dies while it is needed comes back: on the same port, after growing pauses. */
async function keepAlive(server, boot, say) {
  let pause = 100;
  for (;;) {
    const since = Date.now();
    const code = await server.current.ended;
    if (server.stopping) return;
    if (Date.now() - since > 60_000) pause = 100;
    say(`PostgreSQL ended unexpectedly (${code > 128 ? `signal ${code - 128}` : `exit code ${code}`}); starting it again`);
    for (;;) {
      await delay(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (server.stopping) return;
      try {
        server.current = await boot();
        say('PostgreSQL is back');
        break;
      } catch (error) {
        say(error.message);
      }
    }
    if (server.stopping) await server.current.stop();
  }
}

async function makeDatabase(adminUrl, state) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'bpmn_studio') AS roles, (SELECT count(*) FROM pg_database WHERE datname = 'bpmn_studio') AS databases");
    if (rows[0].roles === '0') await client.query(`CREATE ROLE bpmn_studio LOGIN CREATEDB CREATEROLE PASSWORD ${pg.escapeLiteral(state.ownerPassword)}`);
    if (rows[0].databases === '0') await client.query('CREATE DATABASE bpmn_studio OWNER bpmn_studio');
  } finally {
    await client.end();
  }
}

function readState(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Error(`${join(dataDir, 'postgres.json')} cannot be read (${error.message}): mend it, or remove ${dataDir} to start afresh.`, { cause: error });
    return { port: 0, adminPassword: randomBytes(24).toString('base64url'), ownerPassword: randomBytes(24).toString('base64url') };
  }
}

function saveState(dataDir, state) {
  const path = join(dataDir, 'postgres.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function urlOf(state, role, password, database) {
  return `postgresql://${role}:${password}@127.0.0.1:${state.port}/${database}`;
}

async function isFree(port) {
  if (port === 0) return false;
  return (await tryPort(port)) === port;
}

async function freePort() {
  const port = await tryPort(0);
  if (port === undefined) throw new Error('There is no free port on 127.0.0.1 for PostgreSQL.');
  return port;
}

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}
