import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { MaintenanceTask } from '../../../platform/queue/index.js';
import { FillSearch } from '../application/fill-search.js';
import type { WalkedDiagram } from '../application/ports.js';
import { postgresTarget } from './fill-targets.js';
import { PostgresSearchIndex } from './postgres-search-index.js';

/** Places in the history of a database server; `since` is null when nothing is known of this history. */
interface Sweep {
  readonly history: string;
  readonly since: string | null;
  readonly until: string;
}

/**
 * Indexes what cannot be found as it is: everything there was before this version of the product, what an older version
 * indexed in a rolling update, and what a lost or parked event left behind. Looks at what changed since its last look, and at
 * everything after a restart of PostgreSQL.
 */
@Injectable()
export class FillGaps extends MaintenanceTask {
  override readonly name = 'fill-search-gaps';
  override readonly everySeconds = 600;

  constructor(
    private readonly database: RelayDatabase,
    private readonly fill: FillSearch,
    private readonly index: PostgresSearchIndex,
  ) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    const [sweep] = await this.database.query<Sweep>('SELECT * FROM app.begin_search_sweep()');
    if (sweep === undefined) throw new Error('The database told no place in its history');
    let until = BigInt(sweep.until);
    const wanted = ({ version, indexedVersion, settled, changed }: WalkedDiagram): boolean => {
      const isGap = version !== indexedVersion;
      if (isGap && !settled && changed < until) until = changed; // its event may be on its way, or lost: the next look tells
      return isGap && (settled || indexedVersion === null);
    };
    const since = sweep.since === null ? undefined : BigInt(sweep.since);
    const complete = await this.fill.run({ targets: [postgresTarget(this.index)], signal, since, wanted });
    if (complete) await this.database.query('SELECT app.end_search_sweep($1, $2)', [sweep.history, until.toString()]);
  }
}
