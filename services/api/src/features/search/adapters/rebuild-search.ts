import { Injectable } from '@nestjs/common';
import { DiagramWalk } from '../application/ports.js';
import { FillSearch } from '../application/fill-search.js';
import { ElasticIndexes } from './elastic/elastic-indexes.js';
import { ElasticSearchIndex } from './elastic/elastic-search-index.js';
import { freshElasticTarget, postgresTarget, presentElasticTarget } from './fill-targets.js';
import { PostgresSearchIndex } from './postgres-search-index.js';

export interface RebuildOptions {
  /** Only this one. */
  readonly workspaceId?: string | undefined;
  readonly elasticsearch: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Indexes everything anew: PostgreSQL in place, Elasticsearch into a new index that then takes the old one's place. */
@Injectable()
export class RebuildSearch {
  constructor(
    private readonly walk: DiagramWalk,
    private readonly fill: FillSearch,
    private readonly postgres: PostgresSearchIndex,
    private readonly elastic: ElasticSearchIndex,
    private readonly indexes: ElasticIndexes,
  ) {}

  /** @returns how many diagrams there are, and whether all were indexed; not when it was told to stop */
  async run({ workspaceId, elasticsearch, signal, onProgress }: RebuildOptions): Promise<{ readonly total: number; readonly complete: boolean }> {
    const total = await this.walk.count(workspaceId);
    const targets = [postgresTarget(this.postgres)];
    if (elasticsearch) targets.push(await (workspaceId === undefined ? freshElasticTarget : presentElasticTarget)(this.indexes, this.elastic));
    const complete = await this.fill.run({ targets, signal, workspaceId, onProgress: (done) => onProgress(done, total) });
    return { total, complete };
  }
}
