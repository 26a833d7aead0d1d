import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 1_000;
const PURGE = 'DELETE FROM live_tickets t USING (SELECT workspace_id, hash FROM live_tickets WHERE expires_at < now() LIMIT $1) old WHERE t.workspace_id = old.workspace_id AND t.hash = old.hash RETURNING 1';

/** Throws tickets away that nobody used in time. */
@Injectable()
export class PurgeLiveTickets extends MaintenanceTask {
  override readonly name = 'purge-live-tickets';
  override readonly everySeconds = 600;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => (await this.database.query(PURGE, [size])).length);
  }
}
