import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../local/paths.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startProduct } from '../proof/product.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';

const POLL_MS = 50;

/** What carries the queue, as the words of the command line say it: both where there is a redis-server, else PostgreSQL alone. */
export function backendsOf(args) {
  const present = WITHOUT_REDIS === undefined ? ['postgresql', 'redis'] : ['postgresql'];
  const asked = ['postgresql', 'redis'].filter((backend) => args.includes(backend));
  const missing = asked.filter((backend) => !present.includes(backend));
  if (missing.length > 0) throw new Error(WITHOUT_REDIS);
  if (asked.length === 0 && present.length === 1) process.stdout.write('  There is no redis-server here: on PostgreSQL alone.\n');
  return asked.length > 0 ? asked : present;
}

/**
 * Plays a scenario on a product of its own: a database, Redis if that is the backend, and the processes it starts; all go at the end.
 * What the processes say is in bench/results/<name>.log, since much of it is about what is done to them.
 * @param {string} name of the proof
 * @param {'postgresql' | 'redis'} backend of the queue
 * @param {(stage: { product: object, start: (roles: string, env?: Record<string, string>) => Promise<import('../proof/product.mjs').Process>,
 *   place: (n?: number) => Promise<Record<string, string>>, undo: (() => unknown)[] }) => Promise<T>} play place: ports to start a process on, again and
 *   again; another n for another process
 * @returns {Promise<T>} @template T
 */
export async function onStage(name, backend, play) {
  const undo = [];
  mkdirSync(join(ROOT, 'bench', 'results'), { recursive: true });
  try {
    const redis = backend === 'redis' ? await startRedis() : undefined;
    if (redis) undo.unshift(redis.end);
    const product = await startProduct('', { LOG_FILE: join(ROOT, 'bench', 'results', `${name}.log`), ...(redis && { REDIS_URL: redis.url }) });
    undo.unshift(() => product.stop());
    const start = async (roles, env) => {
      const started = await product.another(roles, env);
      undo.unshift(() => started.stop());
      return started;
    };
    return await play({ product, start, place: places(), undo });
  } finally {
    for (const step of undo) await step();
  }
}

/** Milliseconds of performance.now() at which something came to hold; throws when it does not within the time. */
export async function until(what, holds, timeoutMs = 180_000) {
  if (!(await heldWithin(timeoutMs, holds))) throw new Error(`${what}: not within ${timeoutMs / 1_000} s`);
  return performance.now();
}

/** Whether something came to hold within the time, for proofs that judge by themselves what did not; faults of `holds` are thrown. */
export async function heldWithin(timeoutMs, holds) {
  const limit = performance.now() + timeoutMs;
  for (;;) {
    const value = await holds();
    if (value !== undefined && value !== false) return true;
    if (performance.now() > limit) return false;
    await delay(POLL_MS);
  }
}

/** Below the ports that connections are given, which would take it while its process is away; drawn, since a proof beside this one draws too. */
function places() {
  const first = 20_000 + Math.floor(4_000 * Math.random());
  return async (n = 0) => ({ PORT: String(await freePortNear(first + n)), METRICS_PORT: String(await freePortNear(first + n + 5_000)) });
}
