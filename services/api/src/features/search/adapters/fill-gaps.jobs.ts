import { Injectable } from '@nestjs/common';
import { MaintenanceTask } from '../../../platform/queue/index.js';
import { FillSearch } from '../application/fill-search.js';
import { postgresTarget } from './fill-targets.js';
import { PostgresSearchIndex } from './postgres-search-index.js';

/**
 * Indexes what cannot be found as it is: everything there was before this version of the product, what an older version
 * indexed in a rolling update, and what a lost or parked event left behind.
 */
@Injectable()
export class FillGaps extends MaintenanceTask {
  override readonly name = 'fill-search-gaps';
  override readonly everySeconds = 600;

  constructor(
    private readonly fill: FillSearch,
    private readonly index: PostgresSearchIndex,
  ) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await this.fill.run({ targets: [postgresTarget(this.index)], signal, wanted: ({ version, indexedVersion, settled }) => version !== indexedVersion && (settled || indexedVersion === null) });
  }
}
