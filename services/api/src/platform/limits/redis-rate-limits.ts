import type { RedisConnection } from '../redis/index.js';
import { RateLimits, type Count } from './rate-limits.js';

const PREFIX = 'limit:';

/** One step for Redis, so that no window is left without its end. */
const ADD = `
local hits = redis.call('INCRBY', KEYS[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
if hits < 0 then
  redis.call('SET', KEYS[1], 0, 'KEEPTTL')
  hits = 0
end
return {hits, left}`;

/** Counts in Redis, for all processes together. */
export class RedisRateLimits extends RateLimits {
  constructor(private readonly connection: RedisConnection) {
    super();
  }

  override async add(key: string, hits: number, windowMs: number): Promise<Count> {
    const [total, endsInMs] = (await this.connection.command((redis) => redis.eval(ADD, 1, PREFIX + key, hits, windowMs))) as [number, number];
    return { hits: total, endsInMs };
  }

  override async clear(key: string): Promise<void> {
    await this.connection.command((redis) => redis.del(PREFIX + key));
  }
}
