import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 1_000;

/** Forgets first answers after 24 hours; nobody repeats a request for that long. */
@Injectable()
export class PurgeIdempotencyKeys extends MaintenanceTask {
  override readonly name = 'purge-idempotency-keys';
  override readonly everySeconds = 600;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => {
      const [row] = await this.database.query<{ purged: number }>('SELECT app.purge_idempotency_keys($1) AS purged', [size]);
      return row?.purged ?? 0;
    });
  }
}
