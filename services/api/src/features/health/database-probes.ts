import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { DependencyProbe, type Finding } from '../../platform/probes/index.js';

@Injectable()
export class DatabaseProbe extends DependencyProbe {
  readonly name = 'database';
  readonly essential = true;

  constructor(private readonly database: Database) {
    super();
  }

  async check(): Promise<Finding> {
    await this.database.ping();
    return { status: 'up' };
  }
}

/** A migration that was begun and not finished, or none at all: not ready. */
@Injectable()
export class MigrationsProbe extends DependencyProbe {
  readonly name = 'migrations';
  readonly essential = true;

  constructor(private readonly database: Database) {
    super();
  }

  async check(): Promise<Finding> {
    const [row] = await this.database.query<{ done: number; open: number }>(
      `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL)::int AS done, count(*) FILTER (WHERE finished_at IS NULL)::int AS open
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return row !== undefined && row.done > 0 && row.open === 0 ? { status: 'up' } : { status: 'down', detail: 'migrations are not finished' };
  }
}
