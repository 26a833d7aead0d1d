import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/index.js';
import { createPool, endPool } from './create-pool.js';
import { DatabaseGate } from './database-gate.js';
import { loginUrl } from './login-roles.js';
import { traced } from './traced.js';

/** Who waits to be let in waits for two or three small statements. */
const STATEMENT_MS = 5_000;

/** The database as the sign-in service sees it: as the role bpmn_auth; users, sessions, memberships, no diagrams. */
@Injectable()
export class AuthDatabase implements OnApplicationShutdown {
  private readonly logger = new Logger(AuthDatabase.name);
  /** For better-auth, which brings its own SQL; to be used inside `run`. */
  readonly pool: pg.Pool;

  constructor(
    @Inject(Config) config: Config,
    @Inject(DatabaseGate) private readonly gate: DatabaseGate,
  ) {
    this.pool = createPool({
      connectionString: loginUrl(config.databaseUrl, config.authSecret, 'auth'),
      name: 'auth',
      max: 8,
      statementMs: STATEMENT_MS,
      onError: (error) => this.logger.warn(`A database connection broke: ${error.message}`),
    });
    gate.guard(this.pool);
  }

  /** Runs one statement. Throws AppError server.unavailable while the database is away. */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return await traced(sql, () => this.run(async () => (await this.pool.query(sql, [...params])).rows as T[]));
  }

  /** Does work on the pool. Throws AppError server.unavailable at once while the database is known to be away. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return await this.gate.run(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await endPool(this.pool);
  }
}
