import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { RedisConnection } from '../redis/index.js';
import { AuthSecrets } from '../secrets/index.js';
import { Cache } from './cache.js';
import { MemoryCache } from './memory-cache.js';
import { NoCache } from './no-cache.js';
import { RedisCache } from './redis-cache.js';
import { Seal } from './seal.js';
import { TieredCache } from './tiered-cache.js';

/** `Cache`: in memory, with Redis behind it when there is one. Needs ConfigModule, SecretsModule and RedisModule. */
@Global()
@Module({
  providers: [{ provide: Cache, inject: [Config, RedisConnection, AuthSecrets], useFactory: createCache }],
  exports: [Cache],
})
export class CacheModule {}

function createCache({ cacheMemoryBytes }: Config, redis: RedisConnection | undefined, secrets: AuthSecrets): Cache {
  const near = cacheMemoryBytes === 0 ? undefined : new MemoryCache(cacheMemoryBytes);
  const far = redis === undefined ? undefined : new RedisCache(redis, new Seal(secrets));
  return near !== undefined && far !== undefined ? new TieredCache(near, far) : (near ?? far ?? new NoCache());
}
