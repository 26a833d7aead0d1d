import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Tenant } from '../../kernel/tenant.js';
import { Config } from '../config/index.js';
import { createPool, endPool } from './create-pool.js';
import { asAppError } from './database-errors.js';
import { PrismaClient, type Prisma } from './generated/client.js';
import { loginUrl } from './login-roles.js';
import { StatementNames } from './statement-names.js';

/** A transaction inside one tenant: row-level security shows and takes that tenant's rows alone. */
export type TenantTransaction = Prisma.TransactionClient;

const CONNECTIONS = 20;
/** A database that does not answer even this in time is as good as away. */
const PING_TIMEOUT_MS = 1_500;
/** A transaction waits this long for a connection, and may take this long in all. */
const TRANSACTION = { maxWait: 3_000, timeout: 15_000 };

/**
 * The database as use cases see it: as the role bpmn_app, one tenant at a time. Throws AppError server.unavailable while
 * the database is away and works again by itself once it is back.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly logger = new Logger(Database.name);
  private readonly names = new StatementNames();
  private readonly pool: pg.Pool;
  private readonly prisma: PrismaClient;

  constructor(@Inject(Config) config: Config) {
    this.pool = createPool({
      connectionString: loginUrl(config.databaseUrl, config.authSecret, 'app'),
      name: 'app',
      max: CONNECTIONS,
      onError: (error) => this.logger.warn(`A database connection broke: ${error.message}`),
    });
    this.prisma = new PrismaClient({ adapter: new PrismaPg(this.pool), errorFormat: 'minimal' });
  }

  /**
   * Runs one statement in one round trip, for the hot SQL functions, which set their tenant themselves; outside such a
   * function no tenant is set and no tenant's row is seen. Values go in as $1, $2, ...
   */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    try {
      const result = await this.pool.query({ name: this.names.of(sql), text: sql, values: [...params] });
      return result.rows as T[];
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** Runs work in a transaction inside a tenant; commits when it resolves, rolls back when it throws. */
  async inTenant<T>(tenant: Tenant, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    try {
      return await this.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT set_config('app.workspace_id', ${tenant.workspaceId}, true), set_config('app.user_id', ${tenant.userId ?? ''}, true)`;
        return await work(tx);
      }, TRANSACTION);
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** One round trip to the database; milliseconds it took. Throws AppError server.unavailable when there is none. */
  async ping(): Promise<number> {
    const start = performance.now();
    try {
      await this.pool.query({ text: 'SELECT 1', query_timeout: PING_TIMEOUT_MS } as pg.QueryConfig);
    } catch (error) {
      throw asAppError(error);
    }
    return performance.now() - start;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.prisma.$disconnect();
    await endPool(this.pool);
  }
}
