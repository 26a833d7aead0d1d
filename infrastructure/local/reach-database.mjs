import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bringDatabase, embeddedAuthSecret, isGiven } from './database.mjs';
import { takeLock } from './lock.mjs';
import { dataDirectory, inRoot, ROOT } from './paths.mjs';
import { ownerUrlOf } from './postgres/embedded-postgres.mjs';

/**
 * The operator's own database, the embedded one of a product that runs, or the embedded one brought up for this alone.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} env: what the API's commands have to know
 */
export async function reachDatabase(dataDir = dataDirectory()) {
  if (isGiven()) return { env: {}, stop: async () => undefined };
  const lock = takeLock(join(dataDir, 'start.lock'));
  if (lock === undefined) return { env: { DATABASE_URL: ownerUrlOf(dataDir), ...embeddedAuthSecret(dataDir), DEMO: process.env.DEMO?.trim() || 'true' }, stop: async () => undefined };
  return await brought(dataDir, lock);
}

/** As long as the lock is held nobody else starts the embedded database. */
export async function brought(dataDir, lock) {
  const { env, stop } = await bringDatabase(dataDir).catch((error) => {
    lock.release();
    throw error;
  });
  return {
    env,
    stop: async () => {
      await stop();
      lock.release();
    },
  };
}

/** Runs a built command of the API on a database; answers its exit code. Signals reach it, and it undoes what it began. */
export async function runOn(database, script, args) {
  try {
    const env = { INIT_CWD: process.cwd(), ...process.env, DATA_DIR: dataDirectory(), ...database.env }; // files are named from where the command was given
    const child = spawn(process.execPath, [inRoot(script), ...args], { cwd: ROOT, stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await database.stop();
  }
}
