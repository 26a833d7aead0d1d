import { Global, Module } from '@nestjs/common';
import { AuthDatabase } from './auth-database.js';
import { Database } from './database.js';
import { DatabaseGate } from './database-gate.js';
import { Listener } from './listener.js';
import { QueueConnection } from './queue-connection.js';
import { RelayDatabase } from './relay-database.js';

const DOORS = [DatabaseGate, Database, AuthDatabase, RelayDatabase, QueueConnection, Listener];

/** The doors to PostgreSQL, one a login role. Needs ConfigModule. */
@Global()
@Module({ providers: DOORS, exports: DOORS })
export class DatabaseModule {}
