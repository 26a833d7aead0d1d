import { counter } from '../telemetry/index.js';
import type { CacheArea } from './cache.js';

const count = counter({ name: 'bpmn.cache.requests', unit: '{requests}', description: 'Requests that could be answered from a cache' });

/**
 * Counts a request that asked a cache: hit when what was kept was still good and was used, else miss. An error is counted
 * beside the miss it becomes.
 */
export function countCacheRequest({ name }: CacheArea, result: 'hit' | 'miss' | 'error'): void {
  count({ cache: name, result });
}
