import { histogram, inSpan, SECONDS } from '../../../platform/telemetry/index.js';
import type { SearchEngine } from '../application/ports.js';

const record = histogram({ name: 'bpmn.search.duration', unit: 's', description: 'Time a search took on the engine that did it', buckets: SECONDS });

/** Measures a search on one engine; outcome: done or failed. */
export async function measured<T>(engine: SearchEngine, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const end = (outcome: 'done' | 'failed'): void => record((performance.now() - start) / 1_000, { engine, outcome });
  try {
    const result = await inSpan({ name: 'search diagrams', attributes: { engine } }, work);
    end('done');
    return result;
  } catch (error) {
    end('failed');
    throw error;
  }
}
