import { randomBytes } from 'node:crypto';
import { describe, it } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { ElasticConnection } from '../../src/features/search/adapters/elastic/elastic-connection.js';
import { ElasticIndexes } from '../../src/features/search/adapters/elastic/elastic-indexes.js';
import { ElasticSearchIndex } from '../../src/features/search/adapters/elastic/elastic-search-index.js';
import { PostgresSearchIndex } from '../../src/features/search/adapters/postgres-search-index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { describeSearchIndex } from '../support/search-index-conformance.js';

const url = process.env['ELASTICSEARCH_TEST_URL'];

if (url === undefined) {
  describe('Elasticsearch as search index', () => {
    it.skip('needs a server: set ELASTICSEARCH_TEST_URL', () => undefined);
  });
} else {
  describeSearchIndex('Elasticsearch as search index', async (test, database) => {
    const name = `test-${randomBytes(6).toString('hex')}`;
    const config = test.config({ ELASTICSEARCH_URL: url, ELASTICSEARCH_INDEX: name });
    const connection = new ElasticConnection(config, new Breakers());
    const indexes = new ElasticIndexes(config, connection);
    await indexes.complete(await indexes.begin());
    const outside = new Client({ node: url });
    await outside.search({ index: indexes.alias, query: { prefix: { titleWords: 'a' } } }, { requestTimeout: 30_000 }); // a cold server takes its time once
    return {
      index: new ElasticSearchIndex(connection, indexes, new PostgresSearchIndex(database)),
      settle: async () => void (await outside.indices.refresh({ index: `${name}-*` })),
      close: async () => {
        await outside.indices.delete({ index: await indexes.names() });
        await outside.close();
        await connection.onApplicationShutdown();
      },
    };
  });
}
