import { Module } from '@nestjs/common';
import { DiagramsModule } from '../diagrams/diagrams.module.js';
import { ElasticConnection } from './adapters/elastic/elastic-connection.js';
import { ElasticIndexes } from './adapters/elastic/elastic-indexes.js';
import { ElasticSearchIndex } from './adapters/elastic/elastic-search-index.js';
import { FallingBackSearch } from './adapters/falling-back-search.js';
import { FeedElasticsearch } from './adapters/feed-elasticsearch.jobs.js';
import { FillElasticsearch } from './adapters/fill-elasticsearch.jobs.js';
import { FillGaps } from './adapters/fill-gaps.jobs.js';
import { IndexElements } from './adapters/index-elements.jobs.js';
import { PostgresSearchIndex } from './adapters/postgres-search-index.js';
import { RebuildSearch } from './adapters/rebuild-search.js';
import { SearchController } from './adapters/search.controller.js';
import { SqlDiagramWalk } from './adapters/sql-diagram-walk.js';
import { SqlSearchableDiagrams } from './adapters/sql-searchable-diagrams.js';
import { FillSearch } from './application/fill-search.js';
import { DiagramSearch, DiagramWalk, SearchableDiagrams } from './application/ports.js';
import { SearchDiagrams } from './application/search-diagrams.js';

const elastic = [ElasticConnection, ElasticIndexes, ElasticSearchIndex, FeedElasticsearch, FillElasticsearch];
const ports = [
  { provide: SearchableDiagrams, useClass: SqlSearchableDiagrams },
  { provide: DiagramWalk, useClass: SqlDiagramWalk },
  {
    provide: DiagramSearch,
    inject: [ElasticConnection, ElasticSearchIndex, PostgresSearchIndex],
    useFactory: ({ configured }: ElasticConnection, first: ElasticSearchIndex, second: PostgresSearchIndex) => (configured ? new FallingBackSearch(first, second) : second),
  },
];

/** Search, by PostgreSQL or by Elasticsearch with PostgreSQL behind it. Needs the database, the queue, the threads and Breakers. */
@Module({ imports: [DiagramsModule], controllers: [SearchController], providers: [...ports, ...elastic, PostgresSearchIndex, IndexElements, FillGaps, FillSearch, SearchDiagrams, RebuildSearch] })
export class SearchModule {}
