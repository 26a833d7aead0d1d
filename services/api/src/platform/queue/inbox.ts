import { Inject, Injectable } from '@nestjs/common';
import { Database, RelayDatabase, type TenantTransaction } from '../database/index.js';
import type { Effect } from './event-handler.js';
import type { QueueName } from './queue-names.js';

/** An event on its way to one handler. */
export interface Delivery {
  readonly eventId: string;
  readonly workspaceId: string;
  readonly actorId: string | null;
  readonly type: string;
  readonly handler: QueueName;
}

const LONGEST_ERROR = 2_000;

/** Keeps which handler is done with which event, so that an effect is written once however often an event arrives. */
@Injectable()
export class Inbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RelayDatabase) private readonly relayDatabase: RelayDatabase,
  ) {}

  async isDone(delivery: Delivery): Promise<boolean> {
    const rows = await this.relayDatabase.query(
      'SELECT FROM inbox WHERE workspace_id = $1 AND event_id = $2 AND handler = $3 AND done_at IS NOT NULL',
      [delivery.workspaceId, delivery.eventId, delivery.handler],
    );
    return rows.length > 0;
  }

  /** Notes that a handler is done with an event that had no effect: one statement, without a transaction around it. */
  async done({ workspaceId, eventId, handler, type }: Delivery): Promise<void> {
    await this.relayDatabase.query(DONE, [workspaceId, eventId, handler, type]);
  }

  /** The effect of a delivery: the row "done" and the work in one transaction; a second delivery waits for it and does nothing. */
  effectOf({ workspaceId, actorId, eventId, handler, type }: Delivery): Effect {
    const inTransaction = (work: (tx: TenantTransaction) => Promise<void>) =>
      this.database.inTenant({ workspaceId, userId: actorId }, async (tx) => {
        const claimed = await tx.$executeRawUnsafe(DONE, workspaceId, eventId, handler, type);
        if (claimed === 1) await work(tx);
      });
    const call = async (name: string, ...parameters: readonly unknown[]): Promise<void> => {
      const all = [workspaceId, actorId, eventId, handler, type, ...parameters];
      await this.database.query(`SELECT app.${name}(${all.map((_, n) => `$${n + 1}`).join(', ')})`, all);
    };
    return Object.assign(inTransaction, { call });
  }

  /** Notes that a handler gave up on an event. Leaves an event that is done as it is. */
  async park({ workspaceId, eventId, handler, type }: Delivery, attempts: number, reason: string): Promise<void> {
    await this.relayDatabase.query(
      `INSERT INTO inbox (workspace_id, event_id, handler, type, attempts, last_error, parked_at)
       VALUES ($1, $2, $3, $4, $5, $6, now())
       ON CONFLICT (workspace_id, event_id, handler) DO UPDATE
       SET attempts = excluded.attempts, last_error = excluded.last_error, parked_at = now()
       WHERE inbox.done_at IS NULL AND inbox.parked_at IS NULL`,
      [workspaceId, eventId, handler, type, attempts, reason.replaceAll('\u0000', '').slice(0, LONGEST_ERROR)],
    );
  }
}

const DONE = `
INSERT INTO inbox (workspace_id, event_id, handler, type, done_at) VALUES ($1::uuid, $2::uuid, $3, $4, now())
ON CONFLICT (workspace_id, event_id, handler) DO UPDATE SET done_at = now(), parked_at = NULL, last_error = NULL
WHERE inbox.done_at IS NULL`;
