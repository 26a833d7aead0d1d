import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { RelayDatabase } from '../../../platform/database/index.js';
import { MaintenanceTask } from '../../../platform/queue/index.js';
import type { Place } from '../application/ports.js';
import { WriteVersion } from '../application/write-version.js';
import { recordVersion } from './live-metrics.js';

/** Taken in any order: those that can never be written must not stand in front of the others. */
const BATCH = 100;
/** Beyond the rest after which a process that is there would have written it. */
const GRACE_SECONDS = 60;
const LEFT = `SELECT workspace_id AS "workspaceId", diagram_id AS "diagramId" FROM live_documents
  WHERE unwritten AND changed_at < now() - $1 * interval '1 second' ORDER BY random() LIMIT ${BATCH}`;

/** Writes the versions that a process died over: of documents that nobody has edited for a while, and that no version holds. */
@Injectable()
export class WriteLeftVersions extends MaintenanceTask {
  override readonly name = 'write-left-versions';
  override readonly everySeconds = 30;
  private readonly logger = new Logger(WriteLeftVersions.name);

  constructor(
    private readonly config: Config,
    private readonly database: RelayDatabase,
    private readonly write: WriteVersion,
  ) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    for (const place of await this.database.query<Place>(LEFT, [this.config.live.restSeconds + GRACE_SECONDS])) {
      if (signal.aborted) return;
      await this.writeOne(place);
    }
  }

  /** One that cannot be written must not keep the others from it. */
  private async writeOne(place: Place): Promise<void> {
    try {
      recordVersion((await this.write.run(place)).outcome);
    } catch (error) {
      recordVersion('failed');
      this.logger.warn(`A version of the live document ${place.diagramId} could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
