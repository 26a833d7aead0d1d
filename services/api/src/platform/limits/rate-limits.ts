/** How far a window is. */
export interface Count {
  /** Hits in the window, those just added included; never negative. */
  readonly hits: number;
  /** Milliseconds until the window ends and counting starts anew; at least 1. */
  readonly endsInMs: number;
}

/**
 * Port: counts hits by key, each key in a window of time that begins with its first hit and ends by itself. Adapters
 * count in this process, in PostgreSQL and in Redis; one suite holds them together (test/integration/limits.test.ts).
 */
export abstract class RateLimits {
  /**
   * Adds hits to the window of a key, at once and in one round trip.
   * @param key what is counted; at most 200 characters, no secrets
   * @param hits how many; negative gives back
   * @param windowMs how long a window that begins now is to last
   */
  abstract add(key: string, hits: number, windowMs: number): Promise<Count>;

  /** Forgets a key. */
  abstract clear(key: string): Promise<void>;
}
