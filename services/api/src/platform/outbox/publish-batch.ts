import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EventJob } from '@bpmn-studio/contracts';
import { RelayDatabase, type RelayTransaction } from '../database/index.js';
import { HandlerRegistry, Queues, readEvent, type QueuedEvent, type QueueName } from '../queue/index.js';
import { openSpan, safeText, type OpenSpan } from '../telemetry/index.js';

/** Rows claimed at once. A batch costs each queue a statement, whose price hardly grows with its rows. */
export const BATCH = 1_000;
/** Attempts before an event that cannot be handed on is parked. */
const MOST_ATTEMPTS = 10;
const LONGEST_WAIT_SECONDS = 60;
const LONGEST_ERROR = 2_000;

interface OutboxRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly actor_id: string | null;
  readonly trace_context: string | null;
}

interface Refusal {
  readonly reason: string;
  /** Trying again cannot help. */
  readonly forGood: boolean;
}
interface Publication {
  readonly job: EventJob;
  /** Part of the trace that caused the event, if it was traced. */
  readonly span: OpenSpan | undefined;
}
type Jobs = Map<OutboxRow, Publication>;
/** One entry a row, though several queues may refuse it. */
type Refusals = Map<OutboxRow, Refusal>;

/**
 * Moves one batch of events from the outbox to the queues of their handlers. Rows are claimed with SKIP LOCKED, so any
 * number of relays share the work; the job's id is the event's, so a batch that is moved twice (the process died before
 * the commit) makes no second job. A row that cannot be moved is put off with growing waits, then parked, and never
 * holds up the others.
 */
@Injectable()
export class PublishBatch {
  private readonly logger = new Logger(PublishBatch.name);

  constructor(
    @Inject(RelayDatabase) private readonly database: RelayDatabase,
    private readonly queues: Queues,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * @returns how many rows were claimed: as many as BATCH when there may be more
   * @throws when the database or the queue is away; every row is then as it was, no attempt is counted
   */
  async run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<OutboxRow>(CLAIM, [BATCH]);
      if (rows.length === 0) return 0;
      const refused: Refusals = new Map();
      const jobs: Jobs = new Map();
      for (const row of rows) {
        const job = read(row);
        if (typeof job === 'string') refused.set(row, { reason: job, forGood: true });
        else jobs.set(row, { job, span: spanOf(row) });
      }
      try {
        await allOf([...this.queuesOf(jobs)].map((queue) => this.add(queue, jobs, refused)));
        await this.note(tx, rows, refused, jobs);
      } finally {
        for (const [row, { span }] of jobs) span?.end({ failed: refused.has(row) });
      }
      return rows.length;
    });
  }

  private queuesOf(jobs: Jobs): Set<QueueName> {
    return new Set([...jobs.values()].flatMap(({ job }) => this.registry.subscribersOf(job.type)));
  }

  private async add(queue: QueueName, jobs: Jobs, refused: Refusals): Promise<void> {
    const own = [...jobs].filter(([, { job }]) => this.registry.subscribersOf(job.type).includes(queue)).map(([row, { job, span }]) => [row, { job, traceparent: span?.traceparent }] as const);
    try {
      await this.queues.add(queue, own.map(([, queued]) => queued));
    } catch (error) {
      if (!(await this.queues.reachable())) throw error;
      await this.addOneByOne(queue, own, refused);
    }
  }

  /** The queue takes jobs, so one of the rows is the trouble: find it. */
  private async addOneByOne(queue: QueueName, jobs: readonly (readonly [OutboxRow, QueuedEvent])[], refused: Refusals): Promise<void> {
    for (const [row, queued] of jobs) {
      try {
        await this.queues.add(queue, [queued]);
      } catch (error) {
        if (!(await this.queues.reachable())) throw error; // it filled up, or went away, in the middle
        refused.set(row, { reason: safeText(`${queue}: ${error instanceof Error ? error.message : String(error)}`), forGood: false });
      }
    }
  }

  private async note(tx: RelayTransaction, rows: readonly OutboxRow[], refused: Refusals, jobs: Jobs): Promise<void> {
    const good = rows.filter((row) => !refused.has(row)).map(({ id }) => id);
    if (good.length > 0) await tx.query('UPDATE outbox SET published_at = now(), last_error = NULL WHERE id = ANY($1::uuid[])', [good]);
    for (const [row, { reason, forGood }] of refused) {
      this.logger.warn({ event: 'event.put_off', eventId: row.id, workspaceId: row.workspace_id, traceId: jobs.get(row)?.span?.traceId }, `Event ${row.id} (${row.type}) could not be handed on: ${reason}`);
      await tx.query(PUT_OFF, [row.id, forGood ? 1 : MOST_ATTEMPTS, LONGEST_WAIT_SECONDS, reason.replaceAll('\u0000', '').slice(0, LONGEST_ERROR)]);
    }
  }
}

/** Waits for all, also when one fails: the batch must not end while something of it is on its way. */
async function allOf(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find((step) => step.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The job of a row, or what is wrong with it. */
function read(row: OutboxRow): EventJob | string {
  try {
    return readEvent(jobOf(row));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function spanOf({ id, type, trace_context: parent }: OutboxRow): OpenSpan | undefined {
  return parent === null ? undefined : openSpan({ name: `publish ${type}`, kind: 'producer', parent, attributes: { 'messaging.message.id': id } });
}

function jobOf(row: OutboxRow): unknown {
  return { eventId: row.id, workspaceId: row.workspace_id, actorId: row.actor_id, type: row.type, payload: row.payload };
}

const CLAIM = `
SELECT workspace_id, id, type, payload, actor_id, trace_context FROM outbox
WHERE published_at IS NULL AND parked_at IS NULL AND next_attempt_at <= now()
ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED`;

const PUT_OFF = `
UPDATE outbox SET attempts = attempts + 1, last_error = $4,
  parked_at = CASE WHEN attempts + 1 >= $2 THEN now() END,
  next_attempt_at = now() + least($3, 2 ^ attempts) * (0.5 + random() / 2) * interval '1 second'
WHERE id = $1`;
