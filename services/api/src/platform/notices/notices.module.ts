import { Global, Module } from '@nestjs/common';
import { Listener, RelayDatabase } from '../database/index.js';
import { RedisConnection } from '../redis/index.js';
import { Notices } from './notices.js';
import { PostgresNotices } from './postgres-notices.js';
import { RedisNotices } from './redis-notices.js';

/** Notices between processes, by Redis when there is one, else by PostgreSQL. Needs RedisModule and DatabaseModule. */
@Global()
@Module({
  providers: [
    {
      provide: Notices,
      inject: [RedisConnection, Listener, RelayDatabase],
      useFactory: (redis: RedisConnection | undefined, listener: Listener, database: RelayDatabase) => (redis === undefined ? new PostgresNotices(listener, database) : new RedisNotices(redis)),
    },
  ],
  exports: [Notices],
})
export class NoticesModule {}
