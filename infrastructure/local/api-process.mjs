import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot, ROOT } from './paths.mjs';

/** Longer than the API's own limit for draining, 15 s. */
const STOP_MS = 17_000;

/**
 * Starts the built API as a child in a session of its own, so that Ctrl-C reaches it through us and it can drain while
 * its database is still there.
 * @param {Record<string, string>} env on top of ours
 * @param {string[]} nodeArgs
 * @param {number | 'inherit'} output where what it prints goes: to ours, or to an open file
 * @returns {{ pid: number, ended: Promise<string | number>, stop: () => Promise<void>, kill: () => Promise<void> }} ended: its
 *   exit code, or the signal that ended it; kill: SIGKILL
 */
export function startApi(env, nodeArgs = [], output = 'inherit') {
  const child = spawn(process.execPath, ['--import', new URL('follow-parent.mjs', import.meta.url).href, ...nodeArgs, inRoot('services/api/dist/main.js')], {
    cwd: ROOT,
    stdio: ['ignore', output, output, 'ipc'],
    detached: true,
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  return {
    pid: child.pid,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Waits until the API answers that it is ready; false when it ended instead. */
export async function untilReady(port, api) {
  let over = false;
  void api.ended.then(() => (over = true));
  while (!over) {
    if (await isReady(port)) return true;
    await delay(100);
  }
  return false;
}

async function isReady(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // not listening yet
  }
}
