import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortNear } from '../local/ports.mjs';

/** Why there can be none here; undefined where there can. */
export const WITHOUT_REDIS = spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'There is no redis-server on this machine: install it (Debian: redis-server) for this proof.';

/**
 * A Redis of its own on 127.0.0.1 that keeps nothing on disk; needs redis-server on the path.
 * @param {string} [password] without which it answers nobody; urlWith(one) is its address with that, or with a wrong one
 */
export async function startRedis(password = '') {
  const port = await freePortNear(6390);
  const folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-redis-'));
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', ...(password === '' ? [] : ['--requirepass', password])], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  await delay(300);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    urlWith: (one) => `redis://:${encodeURIComponent(one)}@127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
