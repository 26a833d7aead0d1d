import type { FillTarget } from '../application/ports.js';
import type { SearchDocument } from '../domain/search-document.js';
import type { ElasticIndexes } from './elastic/elastic-indexes.js';
import type { ElasticSearchIndex } from './elastic/elastic-search-index.js';
import type { PostgresSearchIndex } from './postgres-search-index.js';

/** Elements in one request to Elasticsearch, about: some megabytes. */
const ELEMENTS_AT_ONCE = 5_000;

/** PostgreSQL's index, in place. */
export function postgresTarget(index: PostgresSearchIndex): FillTarget {
  return {
    after: undefined,
    write: async (documents) => {
      for (const document of documents) await index.put(document);
    },
    note: () => Promise.resolve(),
    complete: () => Promise.resolve(),
  };
}

/** A new Elasticsearch index, or one whose filling broke off, which takes the place of the one before when it is full. */
export async function freshElasticTarget(indexes: ElasticIndexes, index: ElasticSearchIndex): Promise<FillTarget> {
  const building = await indexes.begin();
  return {
    after: building.after,
    write: (documents) => inParts(documents, (part) => index.putAll([building.index], part)),
    note: (after) => indexes.note(building, after),
    complete: () => indexes.complete(building),
  };
}

/** The Elasticsearch indexes there are, in place. */
export async function presentElasticTarget(indexes: ElasticIndexes, index: ElasticSearchIndex): Promise<FillTarget> {
  const names = await indexes.names();
  return { after: undefined, write: (documents) => inParts(documents, (part) => index.putAll(names, part)), note: () => Promise.resolve(), complete: () => Promise.resolve() };
}

async function inParts(documents: readonly SearchDocument[], write: (part: readonly SearchDocument[]) => Promise<void>): Promise<void> {
  let part: SearchDocument[] = [];
  let elements = 0;
  for (const document of documents) {
    if (part.length > 0 && elements + document.elements.length > ELEMENTS_AT_ONCE) {
      await write(part);
      [part, elements] = [[], 0];
    }
    part.push(document);
    elements += document.elements.length;
  }
  if (part.length > 0) await write(part);
}
