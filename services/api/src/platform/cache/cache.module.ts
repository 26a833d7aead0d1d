import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { RedisConnection } from '../redis/index.js';
import { Cache } from './cache.js';
import { MemoryCache } from './memory-cache.js';
import { NoCache } from './no-cache.js';
import { RedisCache } from './redis-cache.js';
import { TieredCache } from './tiered-cache.js';

/** `Cache`: in memory, with Redis behind it when there is one. Needs ConfigModule and RedisModule. */
@Global()
@Module({
  providers: [{ provide: Cache, inject: [Config, RedisConnection], useFactory: createCache }],
  exports: [Cache],
})
export class CacheModule {}

function createCache({ cacheMemoryBytes }: Config, redis: RedisConnection | undefined): Cache {
  if (cacheMemoryBytes === 0) return redis === undefined ? new NoCache() : new RedisCache(redis);
  const near = new MemoryCache(cacheMemoryBytes);
  return redis === undefined ? near : new TieredCache(near, new RedisCache(redis));
}
