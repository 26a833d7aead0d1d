import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyPostgres, findPostgres } from './binaries.mjs';
import { holdsFor, serverUser } from './server-user.mjs';

/** Where root keeps what the server's user must reach, when it cannot reach the clone or the data directory. */
const SHARED = '/var/lib/bpmn-studio';

/**
 * Decides who runs PostgreSQL, from which binaries and in which directory.
 * @param {{ dataDir: string, place?: string, say: (line: string) => void }} wish place: what an earlier start decided
 * @returns {{ user: object | undefined, home: string, place: string }}
 */
export function choosePlace({ dataDir, place, say }) {
  const user = serverUser();
  const found = findPostgres();
  const home = canRun(user, found.home) ? found.home : copyPostgres(found, SHARED);
  const chosen = keptPlace(place, dataDir) ?? reachablePlace(user, dataDir);
  prepare(user, chosen);
  if (home !== found.home || !chosen.startsWith(dataDir)) {
    say(`PostgreSQL runs as the user ${user.name}, who cannot reach this directory: its ${[home !== found.home && 'programs', !chosen.startsWith(dataDir) && `data (${chosen})`].filter(Boolean).join(' and ')} live under ${SHARED}.`);
  }
  return { user, home, place: chosen };
}

function canRun(user, home) {
  return user === undefined || holdsFor(user, 'test -x "$1/bin/postgres" && test -r "$1/share/postgresql/postgres.bki" && test -r "$1/lib/libpq.so.5" && "$1/bin/postgres" --version', home);
}

/** What lies in the data directory moved along when the directory did. */
function keptPlace(place, dataDir) {
  const near = join(dataDir, 'postgres');
  if (place?.startsWith(SHARED)) return place;
  return existsSync(join(near, 'data')) ? near : undefined;
}

function reachablePlace(user, dataDir) {
  const near = join(dataDir, 'postgres');
  return user === undefined || canReach(user, dataDir) ? near : join(SHARED, randomBytes(6).toString('hex'));
}

/** Whether the server's user can pass through the directory; when only its own mode is in the way, it is let through, not in. */
function canReach(user, directory) {
  const reaches = () => holdsFor(user, 'cd -- "$1"', directory);
  if (reaches()) return true;
  const { mode } = statSync(directory);
  chmodSync(directory, mode | 0o011);
  if (reaches()) return true;
  chmodSync(directory, mode);
  return false;
}

function prepare(user, place) {
  mkdirSync(place, { recursive: true });
  if (place.startsWith(SHARED)) chmodSync(SHARED, 0o755);
  chmodSync(place, 0o700);
  if (user !== undefined) chownSync(place, user.uid, user.gid);
}
