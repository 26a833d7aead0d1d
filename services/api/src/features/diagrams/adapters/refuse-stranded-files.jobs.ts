import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 200;
const DETAIL = 'The file could not be imported because of a fault on our side. Import it again, by itself.';

/** Refuses what still waits of an import that was given up, so that nobody watches it for ever. */
@Injectable()
export class RefuseStrandedFiles extends MaintenanceTask {
  override readonly name = 'refuse-stranded-files';
  override readonly everySeconds = 30;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => {
      const [row] = await this.database.query<{ refused: number }>('SELECT app.refuse_stranded_files($1, $2) AS refused', [size, DETAIL]);
      return row?.refused ?? 0;
    });
  }
}
