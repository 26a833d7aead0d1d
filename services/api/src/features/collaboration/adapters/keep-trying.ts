import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../../kernel/app-error.js';
import { LiveRefusal } from '../domain/live-refusal.js';

/** An edit waits so long for a database that is away; then its sender is sent off, to come back. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

/**
 * Does something again while the database is away. Only for what may be done twice, since nobody knows whether a call that failed was done.
 * @throws LiveRefusal 4503 when it stays away
 */
export async function keepTrying<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  for (const until = performance.now() + patienceMs; ; await delay(PAUSE_MS * (0.5 + Math.random()))) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'server.unavailable') throw error;
      if (performance.now() > until) throw new LiveRefusal(4503, 'the database is away', { cause: error });
    }
  }
}
