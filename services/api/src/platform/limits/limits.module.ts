import { Global, Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../database/index.js';
import { RedisConnection } from '../redis/index.js';
import { Breakers } from '../resilience/index.js';
import { ClearWindows } from './clear-windows.js';
import { MemoryRateLimits } from './memory-rate-limits.js';
import { PostgresRateLimits } from './postgres-rate-limits.js';
import { RateLimits } from './rate-limits.js';
import { RedisRateLimits } from './redis-rate-limits.js';
import { SharedRateLimits } from './shared-rate-limits.js';

/** A request does not wait longer for its limit to be counted in PostgreSQL. */
const PATIENCE_MS = 1_000;

/** RateLimits, counted in Redis when there is one, else in PostgreSQL. Needs RedisModule, DatabaseModule and QueueModule. */
@Global()
@Module({
  providers: [
    {
      provide: RateLimits,
      inject: [RedisConnection, Database, Breakers, Clock],
      useFactory: (redis: RedisConnection | undefined, database: Database, breakers: Breakers, clock: Clock) => {
        const inPostgres = () => new PostgresRateLimits(database, breakers.of({ name: 'rate-limits', timeoutMs: PATIENCE_MS }));
        return new SharedRateLimits(redis === undefined ? inPostgres() : new RedisRateLimits(redis), new MemoryRateLimits(clock));
      },
    },
    ClearWindows,
  ],
  exports: [RateLimits],
})
export class LimitsModule {}
