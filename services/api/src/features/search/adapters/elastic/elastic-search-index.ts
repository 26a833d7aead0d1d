import { Injectable } from '@nestjs/common';
import type { estypes } from '@elastic/elasticsearch';
import { SearchIndex, type FoundPage, type FoundSummary, type SearchPlace, type SearchQuestion } from '../../application/ports.js';
import type { SearchDocument, SearchElement } from '../../domain/search-document.js';
import { measured } from '../measured.js';
import { PostgresSearchIndex } from '../postgres-search-index.js';
import { ElasticConnection } from './elastic-connection.js';
import { toElastic } from './elastic-document.js';
import { ElasticIndexes } from './elastic-indexes.js';
import { rankOf, requestFor } from './elastic-query.js';

type Hit = estypes.SearchHit<{ readonly diagramId: string }>;
type Operation = Record<string, unknown>;
const CONFLICT = 409;
const GONE = 404;

/**
 * The search Elasticsearch does. It finds ids; what is said of a diagram, and whether one may see it, comes from PostgreSQL.
 * Versions are those of the diagrams, so that a late write never goes back.
 */
@Injectable()
export class ElasticSearchIndex extends SearchIndex {
  override readonly engine = 'elasticsearch';

  constructor(
    private readonly connection: ElasticConnection,
    private readonly indexes: ElasticIndexes,
    private readonly postgres: PostgresSearchIndex,
  ) {
    super();
  }

  /** @throws NotNow while Elasticsearch is away */
  override async put(document: SearchDocument): Promise<void> {
    await this.putAll(await this.indexes.names(), [document]);
  }

  /** @throws NotNow while Elasticsearch is away */
  override async remove({ workspaceId, diagramId, version }: Pick<SearchDocument, 'workspaceId' | 'diagramId' | 'version'>): Promise<void> {
    await this.write((await this.indexes.names()).map((_index) => ({ delete: { _index, ...versioned(workspaceId, diagramId, version) } })));
  }

  /** Writes documents into indexes; one that holds a newer version of a document keeps it. */
  async putAll(indexes: readonly string[], documents: readonly SearchDocument[]): Promise<void> {
    await this.write(indexes.flatMap((_index) => documents.flatMap((document) => [{ index: { _index, ...versioned(document.workspaceId, document.diagramId, document.version) } }, toElastic(document)])));
  }

  override find(question: SearchQuestion): Promise<FoundPage> {
    return measured(this.engine, async () => {
      const answer = await this.connection.search((client, signal) => client.search<{ diagramId: string }>({ index: this.indexes.alias, ...requestFor(question) }, { signal }));
      const hits = answer.hits.hits;
      const page = hits.slice(0, question.limit);
      const summaries = await this.postgres.summaries(question, page.map(idOf));
      const last = page.at(-1);
      return {
        engine: this.engine,
        found: page.flatMap((hit) => toFound(summaries.get(idOf(hit)), hit)),
        next: hits.length > question.limit && last ? placeOf(last) : null,
      };
    });
  }

  private async write(operations: readonly Operation[]): Promise<void> {
    if (operations.length === 0) return; // no index yet: whoever fills the first one reads everything as it is then
    const { errors: someFailed, items } = await this.connection.feed((client, signal) => client.bulk({ operations: [...operations] as never }, { signal }));
    if (!someFailed) return;
    const failed = items.flatMap((item) => Object.values(item)).filter(({ status }) => status >= 300 && status !== CONFLICT && status !== GONE);
    if (failed.length > 0) throw new Error(`Elasticsearch refused ${failed.length} documents; the first: ${failed[0]?.error?.type ?? failed[0]?.status} ${failed[0]?.error?.reason ?? ''}`);
  }
}

function versioned(workspaceId: string, diagramId: string, version: number) {
  return { _id: `${workspaceId}_${diagramId}`, version, version_type: 'external_gte' } as const;
}

function idOf(hit: Hit): string {
  return hit._source?.diagramId ?? '';
}

function toFound(diagram: FoundSummary | undefined, hit: Hit) {
  if (diagram === undefined) return [];
  const elements = (hit.inner_hits?.['elements']?.hits.hits ?? []).map(({ _source }) => _source as SearchElement);
  return [{ diagram, elements }];
}

function placeOf(hit: Hit): SearchPlace {
  const [score, time, id] = hit.sort as [number, number, string];
  return { rank: rankOf(score), time: String(time), id };
}
