import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';
import type { RateLimits } from '../limits/index.js';

/** What this process knows of a caller's window. */
interface Reserve {
  readonly endsAt: number;
  /** Hits all processes have taken, as far as known. */
  readonly taken: number;
  /** Hits that were reserved here and not used yet. */
  left: number;
}

type Verdict = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Callers remembered at once; whoever is forgotten reserves anew. */
const CALLERS = 50_000;
/** A twentieth of a limit is reserved at a time, so that one round trip serves many requests; at least one, and at most this many. */
const SHARE = 20;
const MOST = 1_000;

/**
 * Counts requests for all processes together, at the cost of a round trip for a twentieth of the limit: hits are reserved
 * from the shared window and handed out here. A limit of up to 20 is exact; of a larger one, each further process may
 * leave up to a twentieth unused. Whoever is over the limit costs nothing more until the window ends.
 */
export class ReservedRateLimits implements ThrottlerStorage {
  private readonly reserves = new LRUCache<string, Reserve>({ max: CALLERS });
  /** One reservation at a time for a caller; bounded by the requests in flight. */
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly shared: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @param ttl milliseconds of a window. Times are answered in seconds, rounded up. */
  async increment(key: string, ttl: number, limit: number): Promise<Verdict> {
    for (;;) {
      const verdict = this.take(key, limit);
      if (verdict !== undefined) return verdict;
      await (this.asking.get(key) ?? this.reserve(key, ttl, limit));
    }
  }

  /** Undefined when nothing is reserved that could be taken. */
  private take(key: string, limit: number): Verdict | undefined {
    const reserve = this.reserves.get(key);
    const endsIn = (reserve?.endsAt ?? 0) - this.clock.now().getTime();
    if (reserve === undefined || endsIn <= 0) return undefined;
    const timeToExpire = Math.max(1, Math.ceil(endsIn / 1000));
    if (reserve.left > 0) {
      reserve.left -= 1;
      return { totalHits: Math.min(limit, reserve.taken - reserve.left), timeToExpire, isBlocked: false, timeToBlockExpire: 0 };
    }
    if (reserve.taken >= limit) return { totalHits: limit + 1, timeToExpire, isBlocked: true, timeToBlockExpire: timeToExpire };
    return undefined;
  }

  private reserve(key: string, ttl: number, limit: number): Promise<void> {
    const asked = Math.min(MOST, Math.max(1, Math.ceil(limit / SHARE)));
    const asking = this.shared
      .add(key, asked, ttl)
      .then(({ hits, endsInMs }) => {
        const granted = Math.max(0, Math.min(asked, limit - (hits - asked)));
        this.reserves.set(key, { endsAt: this.clock.now().getTime() + endsInMs, taken: Math.min(hits, limit), left: granted });
      })
      .finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }
}
