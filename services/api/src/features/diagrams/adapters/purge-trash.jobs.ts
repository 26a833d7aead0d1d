import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

/** Diagrams at once: each takes its versions, picture and elements along. */
const BATCH = 100;

/** Throws away what has been in the trash for 30 days. The database lets this role see nothing younger. */
@Injectable()
export class PurgeTrash extends MaintenanceTask {
  override readonly name = 'purge-trash';
  override readonly everySeconds = 3600;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => {
      const [row] = await this.database.query<{ purged: number }>('SELECT app.purge_trash($1) AS purged', [size]);
      return row?.purged ?? 0;
    });
  }
}
