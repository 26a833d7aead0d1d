import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Breakers } from '../resilience/index.js';
import { RedisConnection } from './redis-connection.js';

/** `@Inject(RedisConnection)` gives the connection, or undefined when REDIS_URL is unset. Needs ConfigModule and ResilienceModule. */
@Global()
@Module({
  providers: [
    {
      provide: RedisConnection,
      inject: [Config, Breakers],
      useFactory: (config: Config, breakers: Breakers) => (config.redisUrl === undefined ? undefined : new RedisConnection(config.redisUrl, breakers)),
    },
  ],
  exports: [RedisConnection],
})
export class RedisModule {}
