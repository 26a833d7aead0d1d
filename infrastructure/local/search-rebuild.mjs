// npm run search:rebuild [-- --workspace <id>]: indexes every diagram anew, whether the product runs or not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bringDatabase, embeddedAuthSecret, isGiven } from './database.mjs';
import { takeLock } from './lock.mjs';
import { dataDirectory, inRoot, ROOT } from './paths.mjs';
import { ownerUrlOf } from './postgres/embedded-postgres.mjs';

const dataDir = dataDirectory();
const database = await reach();
try {
  const env = { ...process.env, DATA_DIR: dataDir, ...database.env };
  const child = spawn(process.execPath, [inRoot('services/api/dist/rebuild-search.js'), ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await database.stop();
}

/** The operator's own database, the embedded one of a product that runs, or the embedded one brought up for this alone. */
async function reach() {
  if (isGiven()) return { env: {}, stop: async () => undefined };
  const lock = takeLock(join(dataDir, 'start.lock'));
  if (lock === undefined) {
    const env = { DATABASE_URL: ownerUrlOf(dataDir), ...embeddedAuthSecret(dataDir) };
    return { env, stop: async () => undefined };
  }
  const brought = await bringDatabase(dataDir);
  return {
    env: brought.env,
    stop: async () => {
      await brought.stop();
      lock.release();
    },
  };
}
