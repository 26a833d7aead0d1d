import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/index.js';
import { createPool, endPool } from './create-pool.js';
import { DatabaseGate } from './database-gate.js';
import { loginUrl } from './login-roles.js';
import { traced } from './traced.js';

/** Runs statements on one connection, inside a transaction. */
export interface RelayTransaction {
  query<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]>;
}

/** The database as the outbox relay sees it: as the role bpmn_relay; outbox and inbox of all tenants and nothing else. */
@Injectable()
export class RelayDatabase implements OnApplicationShutdown {
  private readonly logger = new Logger(RelayDatabase.name);
  private readonly pool: pg.Pool;

  constructor(
    @Inject(Config) config: Config,
    @Inject(DatabaseGate) private readonly gate: DatabaseGate,
  ) {
    this.pool = createPool({
      connectionString: loginUrl(config.databaseUrl, config.authSecret, 'relay'),
      name: 'relay',
      max: 4,
      onError: (error) => this.logger.warn(`A database connection broke: ${error.message}`),
    });
    gate.guard(this.pool);
  }

  /** Runs one statement. Throws AppError server.unavailable while the database is away. */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return await traced(sql, () => this.gate.run(async () => (await this.pool.query(sql, [...params])).rows as T[]));
  }

  /** Runs work in a transaction; commits when it resolves, rolls back when it throws. */
  async transaction<T>(work: (tx: RelayTransaction) => Promise<T>): Promise<T> {
    return await this.gate.run(async () => {
      let client: pg.PoolClient | undefined;
      try {
        client = await this.pool.connect();
        await client.query('BEGIN');
        const answer = await work(transactionOn(client));
        await client.query('COMMIT');
        client.release();
        return answer;
      } catch (error) {
        await rollBack(client);
        throw error;
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await endPool(this.pool);
  }
}

function transactionOn(client: pg.PoolClient): RelayTransaction {
  return { query: async <T extends object>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, [...params])).rows as T[] };
}

/** A connection that cannot even roll back is thrown away. */
async function rollBack(client: pg.PoolClient | undefined): Promise<void> {
  if (client === undefined) return;
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
