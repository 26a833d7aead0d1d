import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';

interface Window {
  readonly endsAt: number;
  hits: number;
}

/** Callers remembered at once; the one that was quiet longest is forgotten first. */
const CALLERS = 50_000;

/**
 * Counts requests in this process: a window of `ttl` milliseconds begins with a caller's first request, and whoever goes over
 * the limit waits for its end. Times are answered in seconds, rounded up.
 */
export class MemoryRateLimits implements ThrottlerStorage {
  private readonly windows = new LRUCache<string, Window>({ max: CALLERS });

  constructor(private readonly clock: Clock) {}

  async increment(key: string, ttl: number, limit: number): Promise<{ totalHits: number; timeToExpire: number; isBlocked: boolean; timeToBlockExpire: number }> {
    const now = this.clock.now().getTime();
    const window = this.windowAt(key, now, ttl);
    window.hits = Math.min(window.hits + 1, limit + 1);
    const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    const isBlocked = window.hits > limit;
    return { totalHits: window.hits, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }

  private windowAt(key: string, now: number, ttl: number): Window {
    const current = this.windows.get(key);
    if (current !== undefined && current.endsAt > now) return current;
    const fresh = { endsAt: now + ttl, hits: 0 };
    this.windows.set(key, fresh);
    return fresh;
  }
}
