import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';
import { RateLimits, type Count } from './rate-limits.js';

interface Window {
  readonly endsAt: number;
  hits: number;
}

/** Keys remembered at once; the one that was quiet longest is forgotten first. */
const KEYS = 50_000;

/** Counts in this process alone. */
export class MemoryRateLimits extends RateLimits {
  private readonly windows = new LRUCache<string, Window>({ max: KEYS });

  constructor(private readonly clock: Clock) {
    super();
  }

  override async add(key: string, hits: number, windowMs: number): Promise<Count> {
    const now = this.clock.now().getTime();
    const window = this.windowAt(key, now, windowMs);
    window.hits = Math.max(0, window.hits + hits);
    return { hits: window.hits, endsInMs: window.endsAt - now };
  }

  override async clear(key: string): Promise<void> {
    this.windows.delete(key);
  }

  private windowAt(key: string, now: number, windowMs: number): Window {
    const current = this.windows.get(key);
    if (current !== undefined && current.endsAt > now) return current;
    const fresh = { endsAt: now + windowMs, hits: 0 };
    this.windows.set(key, fresh);
    return fresh;
  }
}
