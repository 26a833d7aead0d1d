import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, untilReady } from '../local/api-process.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startEmbeddedPostgres } from '../local/postgres/embedded-postgres.mjs';

const GENEROUS = '1000000';

/**
 * The product as it is shipped, for a bench: the built API as a process of its own on a durable PostgreSQL of its own, both in
 * a temporary directory. Rate limits are lifted, nothing else is.
 * @param {string} roles such as 'api,worker'
 */
export async function startProduct(roles) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bpmn-studio-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const port = await freePortNear(3900);
  const api = startApi({
    NODE_ENV: 'production',
    PORT: String(port),
    METRICS_PORT: String(await freePortNear(9900)),
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.ownerUrl,
    AUTH_SECRET: 'a secret of the bench, long enough to be taken',
    ROLES: roles,
    DEMO: 'false',
    LOG_LEVEL: 'error',
    RATE_LIMIT_SAVE_PER_MINUTE: GENEROUS,
    RATE_LIMIT_DEFAULT_PER_MINUTE: GENEROUS,
    RATE_LIMIT_SIGN_IN_PER_MINUTE: GENEROUS,
  });
  const stop = async () => {
    await api.stop();
    await postgres.stop();
    removeCluster(dataDir);
  };
  if (!(await untilReady(port, api))) {
    await stop();
    throw new Error('The API did not start; what it said stands above.');
  }
  return { origin: `http://127.0.0.1:${port}`, adminUrl: postgres.adminUrl, stop };
}

/** The cluster stands in the data directory, or where its unprivileged user can reach it; both go. */
function removeCluster(dataDir) {
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
