import { authSecret } from './data-dir.mjs';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.mjs';
import { Fault, say } from './progress.mjs';

/**
 * The database of this start: the one of DATABASE_URL, or an embedded one.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} env: what the API has to know
 */
export async function bringDatabase(dataDir) {
  if (process.env.DATABASE_URL?.trim()) return { env: {}, stop: async () => undefined };
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
