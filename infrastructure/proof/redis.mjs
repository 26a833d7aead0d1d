import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortNear } from '../local/ports.mjs';

const READY_MS = 10_000;

/** Why there can be none here; undefined where there can. */
export const WITHOUT_REDIS = spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'There is no redis-server on this machine: install it (Debian: redis-server) for this proof.';

/**
 * A Redis of a proof's own on 127.0.0.1; needs redis-server on the path.
 * @param {string} [password] without which it answers nobody; urlWith(one) is its address with that, or with a wrong one
 * @returns {Promise<{ port: number, url: string, urlWith: (one: string) => string, start: () => Promise<void>, stop: () => Promise<void>, kill: () => Promise<void>, freeze: () => void, thaw: () => void, end: () => Promise<void> }>}
 *   stop: keeps what it knows for the next start; kill: it comes back empty; freeze: it takes connections and answers nothing; end: it
 *   goes with all it knows
 */
export async function startRedis(password = '') {
  const port = await freePortNear(0);
  const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-redis-'));
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '3600 1', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', ...(password === '' ? [] : ['--requirepass', password])];
  let server;
  const start = async () => {
    server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    server.stdout.on('data', (text) => (said += text));
    const limit = performance.now() + READY_MS;
    while (!said.includes('Ready to accept connections')) {
      if (performance.now() > limit || server.exitCode !== null) throw new Error(`redis-server did not start: ${said.slice(-300)}`);
      await delay(20);
    }
    server.stdout.removeAllListeners('data').resume();
  };
  const leave = async (signal) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const left = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill(signal);
    await left;
  };
  const drop = () => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', drop);
  const end = async () => {
    process.removeListener('exit', drop);
    await leave('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    urlWith: (one) => `redis://:${encodeURIComponent(one)}@127.0.0.1:${port}`,
    start,
    stop: () => leave('SIGTERM'),
    kill: async () => {
      await leave('SIGKILL');
      rmSync(join(folder, 'dump.rdb'), { force: true });
    },
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    end,
  };
}
