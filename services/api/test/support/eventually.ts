import { setTimeout as delay } from 'node:timers/promises';

/**
 * Looks again and again until the check no longer throws, for what other parts do in their own time. The first success
 * ends it, so a generous limit costs nothing.
 * @throws the last failure of the check once the time is up
 */
export async function eventually<T>(check: () => Promise<T>, withinMs = 10_000): Promise<T> {
  for (const until = performance.now() + withinMs; ; await delay(25)) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
