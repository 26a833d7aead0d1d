import type { RedisConnection } from '../redis/index.js';
import { Cache, type CacheArea } from './cache.js';
import { countCacheRequest } from './count-cache-request.js';
import { keyOf } from './memory-cache.js';
import type { Seal } from './seal.js';

/** What is larger is not worth the way to Redis, and is not kept there. */
const LARGEST_BYTES = 256 * 1024;
const MINUTE_MS = 60_000;
/**
 * What a process may put into Redis in a minute. With the times of life it bounds what is there, 22 MB a process at ten
 * minutes: Redis keeps the jobs, too, and must not run full (the queue wants it to evict nothing).
 */
const BYTES_A_MINUTE = 2 * 1024 * 1024;

/** Keeps bytes in Redis, where all processes find them. Redis away or slow is a miss; every key goes by itself in time. */
export class RedisCache extends Cache {
  private minute = 0;
  private written = 0;

  /** @param now milliseconds of a clock that is never set back */
  constructor(
    private readonly redis: RedisConnection,
    private readonly seal: Seal,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
  }

  override async get(area: CacheArea, key: string): Promise<Buffer | undefined> {
    const place = keyOf(area, key);
    try {
      const sealed = await this.redis.command((redis) => redis.getBuffer(`cache:${place}`));
      return sealed === null ? undefined : this.seal.open(place, sealed);
    } catch {
      countCacheRequest(area, 'error'); // the connection and its breaker tell what is the matter
      return undefined;
    }
  }

  override set(area: CacheArea, key: string, value: Buffer): void {
    if (value.length > LARGEST_BYTES || !this.redis.ready || !this.fits(value.length)) return;
    const place = keyOf(area, key);
    const sealed = this.seal.put(place, value);
    const kept = this.redis.command((redis) => redis.set(`cache:${place}`, sealed, 'EX', area.ttlSeconds));
    kept.catch(() => undefined); // not kept, then; the connection and its breaker tell what is the matter
  }

  private fits(bytes: number): boolean {
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (minute !== this.minute) [this.minute, this.written] = [minute, 0];
    if (this.written + bytes > BYTES_A_MINUTE) return false;
    this.written += bytes;
    return true;
  }
}
