import { Injectable } from '@nestjs/common';
import { AuthDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 1_000;

/** Deletes sessions and verifications that have run out; they admit nobody any more and only fill the tables. */
@Injectable()
export class PurgeSessions extends MaintenanceTask {
  readonly name = 'purge-sessions';
  readonly everySeconds = 60 * 60;

  constructor(private readonly database: AuthDatabase) {
    super();
  }

  async run(signal: AbortSignal): Promise<void> {
    for (const table of ['sessions', 'verifications'] as const) {
      const expired = `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE expires_at < now() LIMIT $1) RETURNING 1`;
      await inBatches(BATCH, signal, async (size) => (await this.database.query(expired, [size])).length);
    }
  }
}
