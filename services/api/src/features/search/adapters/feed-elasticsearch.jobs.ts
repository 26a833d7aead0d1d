import { Injectable } from '@nestjs/common';
import { EventHandler, type Effect, type EventOf } from '../../../platform/queue/index.js';
import { SearchableDiagrams } from '../application/ports.js';
import { ElasticConnection } from './elastic/elastic-connection.js';
import { ElasticSearchIndex } from './elastic/elastic-search-index.js';
import { SEARCHED_EVENTS, type SearchedEvent } from './index-elements.jobs.js';

/** Keeps Elasticsearch's document of a diagram, where there is an Elasticsearch; waits while it is away. */
@Injectable()
export class FeedElasticsearch extends EventHandler<SearchedEvent> {
  override readonly name = 'feed-elasticsearch';
  override readonly follows = true;

  constructor(
    private readonly connection: ElasticConnection,
    private readonly diagrams: SearchableDiagrams,
    private readonly index: ElasticSearchIndex,
  ) {
    super();
  }

  /** None without an Elasticsearch: no save makes a job for it then. */
  override get events(): readonly SearchedEvent[] {
    return this.connection.configured ? SEARCHED_EVENTS : [];
  }

  override async handle({ workspaceId, payload: { diagramId, version } }: EventOf<SearchedEvent>, effect: Effect): Promise<void> {
    if (!this.connection.configured) return; // a job from when there was one
    const found = await this.diagrams.read({ workspaceId, diagramId }, version);
    await effect(async (tx) => {
      // Going into the trash and back changes no version: under this lock, what is written last is what is true.
      const [now] = await tx.$queryRaw<{ deleted: boolean }[]>`
        SELECT deleted_at IS NOT NULL AS deleted FROM diagrams, (SELECT pg_advisory_xact_lock(hashtextextended('feed-elasticsearch:' || ${diagramId}, 0))) AS lock
        WHERE workspace_id = ${workspaceId}::uuid AND id = ${diagramId}::uuid`;
      const gone = now?.deleted ?? true;
      if (gone !== 'gone' in found) return; // another event tells of that
      await ('gone' in found ? this.index.remove(found) : this.index.put(found));
    });
  }
}
