import { PostgresSearchIndex } from '../../src/features/search/adapters/postgres-search-index.js';
import { describeSearchIndex } from '../support/search-index-conformance.js';

describeSearchIndex('PostgreSQL as search index', async (_test, database) => ({
  index: new PostgresSearchIndex(database),
  settle: () => Promise.resolve(),
  close: () => Promise.resolve(),
}));
