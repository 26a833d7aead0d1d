import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Who PostgreSQL runs as: ourselves, or, as it refuses to run as root, the user postgres or nobody.
 * @returns {{ name: string, uid: number, gid: number } | undefined} undefined: ourselves
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
    if (line === undefined) continue;
    const [, , uid, gid] = line.split(':');
    const user = { name, uid: Number(uid), gid: Number(gid) };
    if (runs(user)) return user;
  }
  throw new Error('PostgreSQL refuses to run as root, and neither the user postgres nor nobody can be used here: start as an ordinary user, or set DATABASE_URL.');
}

/** Runs a shell test as the server's user; whether it held. Arguments are $1, $2, ... */
export function holdsFor(user, test, ...args) {
  return spawnSync('/bin/sh', ['-c', test, 'sh', ...args], { cwd: '/', stdio: 'ignore', ...identity(user) }).status === 0;
}

/** The options that make a child process run as the user. */
export function identity(user) {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

function runs(user) {
  return spawnSync('/bin/sh', ['-c', 'true'], { cwd: '/', stdio: 'ignore', ...identity(user) }).status === 0;
}
