import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';

const BATCH = 200;

/** Forgets the reports of imports after 30 days: they quote documents that may be gone by then. */
@Injectable()
export class ForgetImportReports extends MaintenanceTask {
  override readonly name = 'forget-import-reports';
  override readonly everySeconds = 3600;

  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, async (size) => {
      const [row] = await this.database.query<{ forgotten: number }>('SELECT app.forget_import_reports($1) AS forgotten', [size]);
      return row?.forgotten ?? 0;
    });
  }
}
