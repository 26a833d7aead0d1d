import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A path inside the repository. */
export function inRoot(...parts) {
  return join(ROOT, ...parts);
}

/** DATA_DIR, absolute; a relative one starts at the root of the repository. */
export function dataDirectory(env = process.env) {
  const wish = env.DATA_DIR?.trim() || '.data';
  return isAbsolute(wish) ? wish : inRoot(wish);
}
