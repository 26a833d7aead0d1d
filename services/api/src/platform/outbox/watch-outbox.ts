import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { RelayDatabase } from '../database/index.js';
import { gauge, keptFor } from '../telemetry/index.js';

interface Backlog {
  readonly waiting: number;
  /** Seconds since the oldest event that waits came about; 0 when none does. */
  readonly lag: number;
  readonly parked: number;
}

const KEPT_MS = 5_000;

/** In the worker role: shows how far behind the outbox is. */
@Injectable()
export class WatchOutbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private stops: readonly (() => void)[] = [];

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(RelayDatabase) private readonly database: RelayDatabase,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    const backlog = keptFor(KEPT_MS, async () => (await this.database.query<Backlog>(BACKLOG))[0]);
    const show = (which: keyof Backlog) => async (observe: (value: number) => void) => {
      const now = await backlog();
      if (now !== undefined) observe(now[which]);
    };
    this.stops = [
      gauge({ name: 'bpmn.outbox.lag', unit: 's', description: 'Age of the oldest event that waits to be handed on' }, show('lag')),
      gauge({ name: 'bpmn.outbox.waiting', unit: '{events}', description: 'Events that wait to be handed on; 10,000 means at least so many' }, show('waiting')),
      gauge({ name: 'bpmn.outbox.parked', unit: '{events}', description: 'Events given up, by the relay or by a handler, until an administrator sends them again' }, show('parked')),
    ];
  }

  onApplicationShutdown(): void {
    for (const stop of this.stops) stop();
  }
}

/** Three partial indexes are read, none further than 10,000 entries. */
const BACKLOG = `
SELECT count(*)::int AS waiting, greatest(0, coalesce(extract(epoch FROM now() - min(w.created_at)), 0))::float8 AS lag,
  (SELECT count(*)::int FROM (SELECT FROM outbox WHERE parked_at IS NOT NULL LIMIT 10000) p)
    + (SELECT count(*)::int FROM (SELECT FROM inbox WHERE parked_at IS NOT NULL LIMIT 10000) p) AS parked
FROM (SELECT created_at FROM outbox WHERE published_at IS NULL AND parked_at IS NULL ORDER BY next_attempt_at LIMIT 10000) w`;
