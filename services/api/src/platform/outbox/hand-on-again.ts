import { Inject, Injectable, Logger } from '@nestjs/common';
import { EVENT_TYPES } from '@bpmn-studio/contracts';
import { RelayDatabase } from '../database/index.js';
import { HandlerRegistry, inBatches, MaintenanceTask, Queues } from '../queue/index.js';
import { OutboxWake } from './outbox-wake.js';

const BATCH = 500;
/** An event that was handed on is left this long to its handlers before anybody asks after it, unless the queue was away since. */
const GRACE = '5 minutes';

/**
 * Heals what a queue forgot: a Redis without persistence loses the jobs it held. Goes once through the events that were
 * handed on, in the order in which they were, and takes those back into the outbox of which some handler has neither
 * done its part nor given up; the relay hands them on again, and comes by here again for them. An event whose job is
 * still there loses nothing by that: the job's id is the event's, and the inbox keeps its effect to once.
 */
@Injectable()
export class HandOnAgain extends MaintenanceTask {
  readonly name = 'hand-on-again';
  readonly everySeconds = 60;
  private readonly logger = new Logger(HandOnAgain.name);

  constructor(
    @Inject(RelayDatabase) private readonly database: RelayDatabase,
    private readonly registry: HandlerRegistry,
    private readonly queues: Queues,
    private readonly wake: OutboxWake,
  ) {
    super();
  }

  async run(signal: AbortSignal): Promise<void> {
    const pairs = EVENT_TYPES.flatMap((type) => this.registry.subscribersOf(type).map((handler) => ({ type, handler })));
    let lost = 0;
    await inBatches(BATCH, signal, async (size) => {
      const [found] = await this.database.query<{ looked: number; again: number }>(SWEEP, [size, pairs.map(({ type }) => type), pairs.map(({ handler }) => handler), this.queues.cameBackAt]);
      lost += found?.again ?? 0;
      return found?.looked ?? 0;
    });
    if (lost === 0) return;
    this.logger.warn(`${lost} events were handed on and not worked on within ${GRACE}, or before the queue was away; they are handed on again`);
    this.wake.wake();
  }
}

/**
 * The next rows after the mark; each costs a probe of the inbox a handler. The mark is a subquery, whose value the index
 * outbox_published is entered with: as a joined table it would be compared with every row from the first one on.
 */
export const SWEEP = `
WITH looked AS (
  SELECT o.workspace_id, o.id, o.type, o.published_at FROM outbox o
  WHERE (o.published_at, o.id) > (SELECT published_at, event_id FROM outbox_sweep) AND o.published_at < greatest(now() - interval '${GRACE}', to_timestamp($4::float8 / 1000))
  ORDER BY o.published_at, o.id LIMIT $1
), again AS (
  UPDATE outbox o SET published_at = NULL, next_attempt_at = now() FROM looked l
  WHERE o.workspace_id = l.workspace_id AND o.id = l.id AND EXISTS (
    SELECT FROM unnest($2::text[], $3::text[]) AS subscriber (type, handler)
    WHERE subscriber.type = l.type AND NOT EXISTS (
      SELECT FROM inbox i WHERE i.workspace_id = l.workspace_id AND i.event_id = l.id AND i.handler = subscriber.handler
        AND (i.done_at IS NOT NULL OR i.parked_at IS NOT NULL)))
  RETURNING o.id
), marked AS (
  UPDATE outbox_sweep SET published_at = l.published_at, event_id = l.id
  FROM (SELECT published_at, id FROM looked ORDER BY published_at DESC, id DESC LIMIT 1) AS l
)
SELECT (SELECT count(*)::int FROM looked) AS looked, (SELECT count(*)::int FROM again) AS again`;
