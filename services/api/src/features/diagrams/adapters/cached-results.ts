import { Injectable } from '@nestjs/common';
import { Cache, countCacheRequest, type CacheArea } from '../../../platform/cache/index.js';
import { KeptResults, type ResultKind } from '../application/kept-results.js';

const DAY = 86_400;
const AREAS: Readonly<Record<ResultKind, CacheArea>> = {
  picture: { name: 'version-picture', format: 1, ttlSeconds: DAY },
  diff: { name: 'version-diff', format: 1, ttlSeconds: DAY },
};

@Injectable()
export class CachedResults extends KeptResults {
  constructor(private readonly cache: Cache) {
    super();
  }

  override async recall(kind: ResultKind, key: string): Promise<string | undefined> {
    const kept = await this.cache.get(AREAS[kind], key);
    countCacheRequest(AREAS[kind], kept === undefined ? 'miss' : 'hit');
    return kept?.toString('utf8');
  }

  override keep(kind: ResultKind, key: string, result: string): void {
    this.cache.set(AREAS[kind], key, Buffer.from(result, 'utf8'));
  }
}
