import { authSecret } from './data-dir.mjs';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.mjs';
import { Fault, say } from './progress.mjs';

/**
 * Whether the operator has a database of their own: the API then reads for itself where it is. Who names a Vault means what
 * it holds: an empty database of ours would hide that.
 */
export function isGiven(env = process.env) {
  return isSet(env, 'DATABASE_URL') || isSet(env, 'VAULT_ADDR');
}

/** The secret for an embedded database; nothing where the API is given one, by value or in a file. */
export function embeddedAuthSecret(dataDir, env = process.env) {
  return isSet(env, 'AUTH_SECRET') ? {} : { AUTH_SECRET: authSecret(dataDir) };
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
      env: { DATABASE_URL: server.ownerUrl, ...embeddedAuthSecret(dataDir), DEMO: process.env.DEMO?.trim() || 'true' },
      stop: () => server.stop(),
    };
  } catch (error) {
    throw new Fault(error.message, { cause: error });
  }
}

function isSet(env, name) {
  return Boolean(env[name]?.trim() || env[`${name}_FILE`]?.trim());
}
