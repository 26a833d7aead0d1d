import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 1_000;

/** Throws away notifications of 90 days ago. The database lets this role see nothing younger. */
@Injectable()
export class PurgeNotifications extends MaintenanceTask {
  override readonly name = 'purge-notifications';
  override readonly everySeconds = 3600;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => {
      const [row] = await this.database.query<{ purged: number }>('SELECT app.purge_notifications($1) AS purged', [size]);
      return row?.purged ?? 0;
    });
  }
}
