import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, untilReady } from '../local/api-process.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startEmbeddedPostgres } from '../local/postgres/embedded-postgres.mjs';

const GENEROUS = '1000000';
/** How a bench runs a process of the product: as it is shipped, but for the limits. */
export const ENVIRONMENT = {
  NODE_ENV: 'production',
  AUTH_SECRET: 'a secret of the bench, long enough to be taken',
  DEMO: 'false',
  SHUTDOWN_NOTICE_SECONDS: '0',
  LOG_LEVEL: 'error',
  RATE_LIMIT_SAVE_PER_MINUTE: GENEROUS,
  RATE_LIMIT_DEFAULT_PER_MINUTE: GENEROUS,
  RATE_LIMIT_SIGN_IN_PER_MINUTE: GENEROUS,
};

/**
 * The product as it is shipped, for a bench: the built API as a process of its own on a durable PostgreSQL of its own, both in
 * a temporary directory. Rate limits are lifted, nothing else is.
 * @param {string} roles such as 'api,worker'
 * @param {Record<string, string>} env more of the environment
 * @returns `another` starts one more process on the same database, which is to be stopped first; `databaseUrl` is a superuser's
 */
export async function startProduct(roles, more = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bpmn-studio-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const databaseUrl = new URL(postgres.adminUrl);
  databaseUrl.pathname = new URL(postgres.ownerUrl).pathname;
  const another = (its, env = {}) => startProcess({ DATA_DIR: dataDir, DATABASE_URL: postgres.ownerUrl, ROLES: its, ...env });
  const removeAll = async () => {
    await postgres.stop();
    removeCluster(dataDir);
  };
  try {
    const first = await another(roles, more);
    const stop = async () => {
      await first.stop();
      await removeAll();
    };
    return { origin: first.origin, ownerUrl: postgres.ownerUrl, adminUrl: postgres.adminUrl, databaseUrl: databaseUrl.href, another, stop };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

async function startProcess(env) {
  const port = await freePortNear(3900);
  const api = startApi({ ...ENVIRONMENT, PORT: String(port), METRICS_PORT: String(await freePortNear(9900)), ...env });
  if (await untilReady(port, api)) return { origin: `http://127.0.0.1:${port}`, stop: api.stop };
  await api.stop();
  throw new Error('The API did not start; what it said stands above.');
}

/** The cluster stands in the data directory, or where its unprivileged user can reach it; both go. */
export function removeCluster(dataDir) {
  const { place } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  rmSync(place, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/** Signs a new user up; answers the headers that make a request theirs. */
export async function signUp(origin, name) {
  const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ name, email: `${name}@example.org`, password: 'correct horse battery staple' }),
  });
  if (!answer.ok) throw new Error(`Sign-up was answered ${answer.status}: ${await answer.text()}`);
  return { Origin: origin, Cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') };
}
