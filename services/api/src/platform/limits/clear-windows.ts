import { Inject, Injectable } from '@nestjs/common';
import { RelayDatabase } from '../database/index.js';
import { inBatches, MaintenanceTask } from '../queue/index.js';

const BATCH = 1_000;
const CLEAR = `
DELETE FROM rate_limit_windows WHERE key IN (SELECT key FROM rate_limit_windows WHERE ends_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING 1`;

/** Clears away windows that have ended: who came once and never again. */
@Injectable()
export class ClearWindows extends MaintenanceTask {
  readonly name = 'clear-rate-limit-windows';
  readonly everySeconds = 60;

  constructor(@Inject(RelayDatabase) private readonly database: RelayDatabase) {
    super();
  }

  async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => (await this.database.query(CLEAR, [size])).length);
  }
}
