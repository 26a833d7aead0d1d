import { authSecret } from './data-dir.mjs';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.mjs';
import { Fault, say } from './progress.mjs';

/** Whether the operator has a database of their own: the API then reads for itself where it is. */
export function isGiven() {
  return [process.env.DATABASE_URL, process.env.DATABASE_URL_FILE].some((value) => value?.trim());
}

/**
 * The database of this start: the operator's own, or an embedded one.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} env: what the API has to know
 */
export async function bringDatabase(dataDir) {
  if (isGiven()) return { env: {}, stop: async () => undefined };
  try {
    const server = await startEmbeddedPostgres({ dataDir, restart: true, say: (line) => say(`  ${line}`) });
    return {
      env: { DATABASE_URL: server.ownerUrl, AUTH_SECRET: process.env.AUTH_SECRET?.trim() || authSecret(dataDir), DEMO: process.env.DEMO?.trim() || 'true' },
      stop: () => server.stop(),
    };
  } catch (error) {
    throw new Fault(error.message, { cause: error });
  }
}
