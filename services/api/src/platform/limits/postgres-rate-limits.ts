import type { Database } from '../database/index.js';
import type { Breaker } from '../resilience/index.js';
import { RateLimits, type Count } from './rate-limits.js';

const ADD = `
INSERT INTO rate_limit_windows AS w (key, hits, ends_at) VALUES ($1, greatest(0, $2::integer), now() + $3::float8 * interval '1 millisecond')
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN w.ends_at > now() THEN greatest(0, w.hits + $2::integer) ELSE excluded.hits END,
  ends_at = CASE WHEN w.ends_at > now() THEN w.ends_at ELSE excluded.ends_at END
RETURNING hits, greatest(1, ceil(extract(epoch FROM ends_at - now()) * 1000))::float8 AS ends_in_ms`;

/** Counts in PostgreSQL, for all processes together: one statement on an unlogged table, whose commit waits for no disk. */
export class PostgresRateLimits extends RateLimits {
  constructor(
    private readonly database: Database,
    private readonly breaker: Breaker,
  ) {
    super();
  }

  override async add(key: string, hits: number, windowMs: number): Promise<Count> {
    const [row] = await this.breaker.run(() => this.database.query<{ hits: number; ends_in_ms: number }>(ADD, [key, hits, windowMs]));
    return { hits: row!.hits, endsInMs: row!.ends_in_ms };
  }

  override async clear(key: string): Promise<void> {
    await this.breaker.run(() => this.database.query('DELETE FROM rate_limit_windows WHERE key = $1', [key]));
  }
}
