import { Injectable } from '@nestjs/common';
import { MaintenanceTask } from '../../../platform/queue/index.js';
import { FillSearch } from '../application/fill-search.js';
import { ElasticConnection } from './elastic/elastic-connection.js';
import { ElasticIndexes } from './elastic/elastic-indexes.js';
import { ElasticSearchIndex } from './elastic/elastic-search-index.js';
import { freshElasticTarget } from './fill-targets.js';

/** Fills an Elasticsearch that is new to this installation, or to this mapping; goes on where it broke off. */
@Injectable()
export class FillElasticsearch extends MaintenanceTask {
  override readonly name = 'fill-elasticsearch';
  override readonly everySeconds = 30;

  constructor(
    private readonly connection: ElasticConnection,
    private readonly indexes: ElasticIndexes,
    private readonly index: ElasticSearchIndex,
    private readonly fill: FillSearch,
  ) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    if (!this.connection.configured || (await this.indexes.isComplete())) return;
    await this.fill.run({ targets: [await freshElasticTarget(this.indexes, this.index)], signal });
  }
}
