export { CacheModule } from './cache.module.js';
export { Cache, type CacheArea } from './cache.js';
export { countCacheRequest } from './count-cache-request.js';
export { MemoryCache } from './memory-cache.js';
export { NoCache } from './no-cache.js';
export { RedisCache } from './redis-cache.js';
export { Seal } from './seal.js';
export { TieredCache } from './tiered-cache.js';
