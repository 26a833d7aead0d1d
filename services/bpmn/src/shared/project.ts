import type { Projection } from './projection.js';
import type { Records } from './record.js';

/**
 * The consistent part of the records. Pure and total: the same records give the same projection everywhere, and no content makes
 * it throw. It never writes: what is hidden comes back when what it hangs on does.
 */
export function project(records: Records): Projection {
  throw new Error(`not built yet: ${records.size}`);
}
