export { KEY_PREFIX, RedisConnection, type Redis } from './redis-connection.js';
export { RedisModule } from './redis.module.js';
