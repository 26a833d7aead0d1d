import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client, errors } from '@elastic/elasticsearch';
import { Config } from '../../../../platform/config/index.js';
import { NotNow } from '../../../../platform/queue/index.js';
import { BreakerOpenError, Breakers, BreakerTimeoutError, type Breaker } from '../../../../platform/resilience/index.js';

/** A person waits for a search: PostgreSQL takes it over rather than that they wait longer. */
const SEARCH_MS = 500;
/** Nobody waits for the filling. */
const FEED_MS = 10_000;

/** Elasticsearch, when there is one: searches and filling each behind a breaker of their own. */
@Injectable()
export class ElasticConnection implements OnApplicationShutdown {
  private readonly client: Client | undefined;
  private readonly searching: Breaker;
  private readonly feeding: Breaker;

  constructor(@Inject(Config) config: Config, breakers: Breakers) {
    // Without retries of its own: a search has PostgreSQL, an event is put off.
    this.client = config.elasticsearchUrl === undefined ? undefined : new Client({ node: config.elasticsearchUrl, maxRetries: 0, requestTimeout: FEED_MS });
    this.searching = breakers.of({ name: 'elasticsearch', timeoutMs: SEARCH_MS, isFault, restMs: 5_000 });
    this.feeding = breakers.of({ name: 'elasticsearch-feed', timeoutMs: FEED_MS, isFault, restMs: 5_000 });
  }

  get configured(): boolean {
    return this.client !== undefined;
  }

  /** A search: in time, or not at all. Throws BreakerOpenError, BreakerTimeoutError or what the client throws. */
  search<T>(work: (client: Client, signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.searching.run((signal) => work(this.theClient, signal));
  }

  /** Anything that fills the index. Throws NotNow while Elasticsearch is away or overloaded. */
  async feed<T>(work: (client: Client, signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.feeding.run((signal) => work(this.theClient, signal));
    } catch (error) {
      throw isAway(error) ? new NotNow(`Elasticsearch is away: ${error.message}`, { cause: error }) : error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client?.close();
  }

  private get theClient(): Client {
    if (this.client === undefined) throw new Error('There is no Elasticsearch: ELASTICSEARCH_URL is not set');
    return this.client;
  }
}

/** An answer of refusal says that Elasticsearch is well; too many requests says the opposite. */
function isFault(error: unknown): boolean {
  return !(error instanceof errors.ResponseError) || (error.statusCode ?? 500) >= 500 || error.statusCode === 429;
}

function isAway(error: unknown): error is Error {
  return error instanceof BreakerOpenError || error instanceof BreakerTimeoutError || (error instanceof errors.ElasticsearchClientError && isFault(error));
}
