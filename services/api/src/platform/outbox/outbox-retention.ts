import { Inject, Injectable } from '@nestjs/common';
import { RelayDatabase } from '../database/index.js';
import { inBatches, MaintenanceTask } from '../queue/index.js';

const BATCH = 1_000;

/**
 * Clears away what is done: events 7 days after they were handed on (not while a handler of theirs is parked: a replay
 * needs them), and inbox rows after 30 days, so that the memory of what was done outlives every event. What is parked
 * waits 90 days for an administrator; after that nobody will send it again.
 */
@Injectable()
export class OutboxRetention extends MaintenanceTask {
  readonly name = 'outbox-retention';
  readonly everySeconds = 600;

  constructor(@Inject(RelayDatabase) private readonly database: RelayDatabase) {
    super();
  }

  async run(signal: AbortSignal): Promise<void> {
    for (const statement of [GIVE_UP_HANDLERS, GIVE_UP_EVENTS, FORGET_EVENTS, FORGET_DONE]) {
      await inBatches(BATCH, signal, async (size) => (await this.database.query(statement, [size])).length);
    }
  }
}

const GIVE_UP_HANDLERS = forgetInbox("parked_at < now() - interval '90 days'");
const FORGET_DONE = forgetInbox("done_at < now() - interval '30 days'");

const GIVE_UP_EVENTS = forgetOutbox("parked_at < now() - interval '90 days'");
const FORGET_EVENTS = forgetOutbox(`
  published_at < now() - interval '7 days' AND NOT EXISTS (SELECT FROM inbox i WHERE i.event_id = o.id AND i.parked_at IS NOT NULL)`);

function forgetOutbox(condition: string): string {
  return `
    DELETE FROM outbox USING (SELECT workspace_id, id FROM outbox o WHERE ${condition} LIMIT $1 FOR UPDATE SKIP LOCKED) AS old
    WHERE outbox.workspace_id = old.workspace_id AND outbox.id = old.id
    RETURNING outbox.id`;
}

function forgetInbox(condition: string): string {
  return `
    DELETE FROM inbox USING (SELECT workspace_id, event_id, handler FROM inbox WHERE ${condition} LIMIT $1 FOR UPDATE SKIP LOCKED) AS old
    WHERE inbox.workspace_id = old.workspace_id AND inbox.event_id = old.event_id AND inbox.handler = old.handler
    RETURNING inbox.event_id`;
}
