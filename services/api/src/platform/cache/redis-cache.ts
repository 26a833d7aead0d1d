import type { RedisConnection } from '../redis/index.js';
import { Cache, type CacheArea } from './cache.js';
import { countCacheRequest } from './count-cache-request.js';
import { keyOf } from './memory-cache.js';

/** What is larger is not worth the way to Redis, and is not kept there. */
const LARGEST_BYTES = 1024 * 1024;

/** Keeps bytes in Redis, where all processes find them. Redis away or slow is a miss; every key goes by itself in time. */
export class RedisCache extends Cache {
  constructor(private readonly redis: RedisConnection) {
    super();
  }

  override async get(area: CacheArea, key: string): Promise<Buffer | undefined> {
    try {
      return (await this.redis.command((redis) => redis.getBuffer(`cache:${keyOf(area, key)}`))) ?? undefined;
    } catch {
      countCacheRequest(area, 'error'); // the connection and its breaker tell what is the matter
      return undefined;
    }
  }

  override set(area: CacheArea, key: string, value: Buffer): void {
    if (value.length > LARGEST_BYTES || !this.redis.ready) return;
    const kept = this.redis.command((redis) => redis.set(`cache:${keyOf(area, key)}`, value, 'EX', area.ttlSeconds));
    kept.catch(() => undefined); // not kept, then; the connection and its breaker tell what is the matter
  }
}
