import { Injectable } from '@nestjs/common';
import type { OutboxStatus, ParkedEvent } from '@bpmn-studio/contracts';
import { RelayDatabase } from '../../../platform/database/index.js';
import { OutboxWake } from '../../../platform/outbox/index.js';
import { ParkedEvents, type GivenUp } from '../application/ports.js';

type ParkedRow = Omit<ParkedEvent, 'createdAt' | 'parkedAt'> & { readonly createdAt: Date; readonly parkedAt: Date };

/** Outbox and inbox as the relay's role sees them, across all workspaces. */
@Injectable()
export class SqlParkedEvents extends ParkedEvents {
  constructor(
    private readonly database: RelayDatabase,
    private readonly outbox: OutboxWake,
  ) {
    super();
  }

  override async status(limit: number): Promise<Omit<OutboxStatus, 'queues'>> {
    const [waiting, parked] = await Promise.all([
      this.database.query<{ waiting: number; oldest: number | null }>(WAITING),
      this.database.query<ParkedRow>(PARKED, [limit]),
    ]);
    return {
      waiting: waiting[0]?.waiting ?? 0,
      oldestWaitingSeconds: waiting[0]?.oldest ?? null,
      parked: parked.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), parkedAt: row.parkedAt.toISOString() })),
    };
  }

  override async find(id: string): Promise<GivenUp | undefined> {
    const [row] = await this.database.query<GivenUp>(FIND, [id]);
    return row;
  }

  override async reopen(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('UPDATE inbox SET parked_at = NULL, attempts = 0, last_error = NULL WHERE event_id = $1 AND parked_at IS NOT NULL', [id]);
      await tx.query('UPDATE outbox SET parked_at = NULL, published_at = NULL, attempts = 0, last_error = NULL, next_attempt_at = now() WHERE id = $1', [id]);
    });
    this.outbox.wake();
  }
}

const WAITING = `
SELECT count(*)::int AS waiting, extract(epoch FROM now() - min(created_at))::float8 AS oldest
FROM outbox WHERE published_at IS NULL AND parked_at IS NULL`;

const PARKED = `
SELECT id, type, NULL AS handler, attempts, last_error AS "lastError", created_at AS "createdAt", parked_at AS "parkedAt"
FROM outbox WHERE parked_at IS NOT NULL
UNION ALL
SELECT event_id, type, handler, attempts, last_error, created_at, parked_at FROM inbox WHERE parked_at IS NOT NULL
ORDER BY "parkedAt" DESC LIMIT $1`;

const FIND = `
SELECT o.id, o.workspace_id AS "workspaceId", coalesce(array_agg(i.handler ORDER BY i.handler) FILTER (WHERE i.handler IS NOT NULL), '{}') AS handlers
FROM outbox o LEFT JOIN inbox i ON i.event_id = o.id AND i.parked_at IS NOT NULL
WHERE o.id = $1 AND (o.parked_at IS NOT NULL OR i.handler IS NOT NULL)
GROUP BY o.workspace_id, o.id`;
