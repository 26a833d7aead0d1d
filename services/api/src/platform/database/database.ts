import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Tenant } from '../../kernel/tenant.js';
import { Config } from '../config/index.js';
import { createPool, endPool } from './create-pool.js';
import { DatabaseGate } from './database-gate.js';
import { PrismaClient, type Prisma } from './generated/client.js';
import { loginUrl } from './login-roles.js';
import { StatementNames } from './statement-names.js';
import { traced } from './traced.js';

/** A transaction inside one tenant: row-level security shows and takes that tenant's rows alone. */
export type TenantTransaction = Prisma.TransactionClient;

const CONNECTIONS = 20;
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

  constructor(
    @Inject(Config) config: Config,
    @Inject(DatabaseGate) private readonly gate: DatabaseGate,
  ) {
    this.pool = createPool({
      connectionString: loginUrl(config.databaseUrl, config.authSecret, 'app'),
      name: 'app',
      max: CONNECTIONS,
      onError: (error) => this.logger.warn(`A database connection broke: ${error.message}`),
    });
    gate.guard(this.pool);
    this.prisma = new PrismaClient({ adapter: new PrismaPg(this.pool), errorFormat: 'minimal' });
  }

  /**
   * Runs one statement in one round trip, for the hot SQL functions, which set their tenant themselves; outside such a
   * function no tenant is set and no tenant's row is seen. Values go in as $1, $2, ...
   */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const statement = { name: this.names.of(sql), text: sql, values: [...params] };
    return await traced(sql, () => this.gate.run(async () => (await this.pool.query(statement)).rows as T[]));
  }

  /** Runs work in a transaction inside a tenant; commits when it resolves, rolls back when it throws. */
  async inTenant<T>(tenant: Tenant, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    const transaction = async (tx: TenantTransaction): Promise<T> => {
      await tx.$queryRaw`SELECT set_config('app.workspace_id', ${tenant.workspaceId}, true), set_config('app.user_id', ${tenant.userId ?? ''}, true)`;
      return await work(tx);
    };
    return await traced('TRANSACTION', () => this.gate.run(() => this.prisma.$transaction(transaction, TRANSACTION)));
  }

  /** One round trip to the database; milliseconds it took. Throws AppError server.unavailable when there is none. */
  async ping(): Promise<number> {
    return await this.gate.ping();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.prisma.$disconnect();
    await endPool(this.pool);
  }
}
