import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/index.js';
import { createPool, endPool } from './create-pool.js';
import { asAppError } from './database-errors.js';
import { loginUrl } from './login-roles.js';

/** The database as the sign-in service sees it: as the role bpmn_auth; users, sessions, memberships, no diagrams. */
@Injectable()
export class AuthDatabase implements OnApplicationShutdown {
  private readonly logger = new Logger(AuthDatabase.name);
  /** For better-auth, which brings its own SQL. */
  readonly pool: pg.Pool;

  constructor(@Inject(Config) config: Config) {
    this.pool = createPool({
      connectionString: loginUrl(config.databaseUrl, config.authSecret, 'auth'),
      name: 'auth',
      max: 8,
      onError: (error) => this.logger.warn(`A database connection broke: ${error.message}`),
    });
  }

  /** Runs one statement. Throws AppError server.unavailable while the database is away. */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    try {
      return (await this.pool.query(sql, [...params])).rows as T[];
    } catch (error) {
      throw asAppError(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await endPool(this.pool);
  }
}
