import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Takes a lock file, which names the process that holds it. One whose process is gone counts as free.
 * @returns {{ stale: boolean, release: () => void } | undefined} undefined: somebody holds it; stale: its last holder was killed
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  let stale = false;
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return { stale, release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const held = read(path);
    if (held !== undefined && isAlive(held)) return undefined;
    stale = true;
    clear(path, held);
  }
  return undefined;
}

/** Takes a lock, waiting for whoever holds it. */
export async function waitForLock(path, onWait) {
  for (let round = 0; ; round += 1) {
    const lock = takeLock(path);
    if (lock !== undefined) return lock;
    if (round === 0) onWait();
    await delay(250);
  }
}

/** Who holds a lock: the process id, for messages. */
export function holderOf(path) {
  return JSON.parse(read(path) ?? '{}').pid;
}

/** Moves the stale file away, and puts it back if it turns out that another start took the lock in between. */
function clear(path, held) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== (held ?? '')) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(held) {
  let holder;
  try {
    holder = JSON.parse(held);
  } catch {
    return false; // cut off while it was written
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === undefined || started === holder.started;
}

/** When a process started, in the kernel's ticks: tells it from a later one with the same number. Linux only. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined; // no /proc here
  }
}
