import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, untilReady } from '../local/api-process.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startEmbeddedPostgres } from '../local/postgres/embedded-postgres.mjs';

const GENEROUS = '1000000';
/** How a proof runs a process of the product: as it is shipped, but for the limits. */
export const ENVIRONMENT = {
  NODE_ENV: 'production',
  AUTH_SECRET: 'a secret of the proofs, long enough to be taken',
  DEMO: 'false',
  SHUTDOWN_NOTICE_SECONDS: '0',
  LOG_LEVEL: 'error',
  LIVE_EDITING: 'on',
  RATE_LIMIT_SAVE_PER_MINUTE: GENEROUS,
  RATE_LIMIT_DEFAULT_PER_MINUTE: GENEROUS,
  RATE_LIMIT_SIGN_IN_PER_MINUTE: GENEROUS,
};

/**
 * One process of the product.
 * @typedef {{ origin: string, port: number, metricsPort: number, pid: number, ended: Promise<string | number>, stop: () => Promise<void>, kill: () => Promise<void> }} Process
 */

/**
 * The product as it is shipped, for a proof: the built API as a process of its own on a durable PostgreSQL of its own, both in
 * a temporary directory. Rate limits are lifted, nothing else is.
 * @param {string} roles such as 'api,worker'; '' starts no process yet, only the database
 * @param {Record<string, string>} more of the environment; LOG_FILE: where what the processes print goes, instead of here
 * @returns `another` starts one more process on the same database (with PORT in its environment on that port), which is to be
 *   stopped first; `databaseUrl` is a superuser's; `postgres` is the server, which comes back when it is killed
 */
export async function startProduct(roles, more = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bpmn-studio-proof-'));
  const postgres = await startEmbeddedPostgres({ dataDir, passing: true, restart: true });
  const databaseUrl = new URL(postgres.adminUrl);
  databaseUrl.pathname = new URL(postgres.ownerUrl).pathname;
  const another = (its, env = {}) => startProcess({ DATA_DIR: dataDir, DATABASE_URL: postgres.ownerUrl, ROLES: its, ...more, ...env });
  const removeAll = async () => {
    await postgres.stop();
    removeCluster(dataDir);
  };
  try {
    const first = roles === '' ? undefined : await another(roles);
    const stop = async () => {
      await first?.stop();
      await removeAll();
    };
    return { origin: first?.origin, first, ownerUrl: postgres.ownerUrl, adminUrl: postgres.adminUrl, databaseUrl: databaseUrl.href, postgres, dataDir, another, stop };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

/** @returns {Promise<Process>} */
async function startProcess({ LOG_FILE, ...given }) {
  const port = Number(given.PORT ?? (await freePortNear(0)));
  const metricsPort = Number(given.METRICS_PORT ?? (await freePortNear(0)));
  const output = LOG_FILE === undefined ? 'inherit' : openSync(LOG_FILE, 'a');
  const its = process.env.BASE_URL === undefined ? {} : { BASE_URL: `http://127.0.0.1:${port}` }; // that one is of a deployment to ask
  const api = startApi({ ...ENVIRONMENT, ...its, ...given, PORT: String(port), METRICS_PORT: String(metricsPort) }, [], output);
  if (LOG_FILE !== undefined) closeSync(output);
  if (await untilReady(port, api)) return { origin: `http://127.0.0.1:${port}`, port, metricsPort, ...api };
  await api.stop();
  throw new Error(`The API did not start; what it said stands ${LOG_FILE === undefined ? 'above' : `in ${LOG_FILE}`}.`);
}

/** The cluster stands in the data directory, or where its unprivileged user can reach it; both go, if they have not yet. */
export function removeCluster(dataDir) {
  const state = join(dataDir, 'postgres.json');
  if (existsSync(state)) rmSync(JSON.parse(readFileSync(state, 'utf8')).place, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/** Of everybody who is signed up here. */
export const PASSWORD = 'correct horse battery staple';

/** Signs a new user up; answers the headers that make a request theirs. */
export async function signUp(origin, name) {
  const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ name, email: `${name}@example.org`, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`Sign-up was answered ${answer.status}: ${await answer.text()}`);
  return { Origin: origin, Cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') };
}

/**
 * Makes a diagram.
 * @param {string} origin
 * @param {Record<string, string>} headers of signUp
 * @param {{ title?: string, bpmnXml?: string }} given
 * @returns {Promise<{ id: string, workspaceId: string, version: number }>} as the API answers it
 */
export async function createDiagram(origin, headers, { title = 'Proof', ...given } = {}) {
  const answer = await fetch(`${origin}/api/diagrams`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ title, ...given }) });
  if (answer.status !== 201) throw new Error(`Creating a diagram was answered ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}
