import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf, takeLock } from './lock.mjs';
import { Fault } from './progress.mjs';

/**
 * Makes the data directory and takes it for this start alone.
 * @returns {{ stale: boolean, release: () => void }} stale: the last start was killed and may still be ending
 */
export function takeDataDirectory(path) {
  const lockPath = join(path, 'start.lock');
  const lock = orGiveAnother(path, () => {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true });
      // Root's server user has to pass through to its own folder; what is secret in here is 0600.
      chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    return takeLock(lockPath);
  });
  if (lock === undefined) throw new Fault(`BPMN Studio already runs on ${path} (process ${holderOf(lockPath)}): stop it first, or start a second one with DATA_DIR and PORT of its own, such as DATA_DIR=.data-2 PORT=3001 npm start.`);
  return lock;
}

function orGiveAnother(path, take) {
  try {
    return take();
  } catch (error) {
    throw new Fault(`DATA_DIR ${path} cannot be used (${error.message}): give another.`, { cause: error });
  }
}

/** The secret sessions are signed with, made at the first start. */
export function authSecret(dataDir) {
  const path = join(dataDir, 'auth-secret');
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}
