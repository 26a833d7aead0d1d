import { Inject, Injectable, Logger } from '@nestjs/common';
import { subjectOf, type EventJob } from '@bpmn-studio/contracts';
import { RelayDatabase, type RelayTransaction } from '../database/index.js';
import { HandlerRegistry, Queues, readEvent, type QueuedEvent, type QueueName } from '../queue/index.js';
import { openSpan, safeText, type OpenSpan } from '../telemetry/index.js';
import { coalesce, type Addressed, type Coalesced } from './coalesce.js';
import { LONGEST_REST_MS, restAt, Rests } from './rests.js';

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
  /** Milliseconds since 1970. */
  readonly due: number;
}

interface Refusal {
  readonly reason: string;
  /** Trying again cannot help. */
  readonly forGood: boolean;
}
/** A row that could be read, and who gets it. */
interface Publication extends Addressed {
  readonly row: OutboxRow;
  readonly job: EventJob;
  /** Part of the trace that caused the event, if it was traced. */
  span?: OpenSpan | undefined;
}
/** One entry a row, though several queues may refuse it. */
type Refusals = Map<OutboxRow, Refusal>;

/**
 * Moves one batch of events from the outbox to the queues of their handlers. Rows are claimed with SKIP LOCKED, so any
 * number of relays share the work; the job's id is the event's, so a batch that is moved twice (the process died before
 * the commit) makes no second job. A row that cannot be moved is put off with growing waits, then parked, and never
 * holds up the others.
 *
 * Handlers that follow get the last event of each subject; for them the others are done with it. A subject that was handed
 * on a moment ago rests in the outbox, the longer the fuller their queues are, and what is still to come joins it there.
 */
@Injectable()
export class PublishBatch {
  private readonly logger = new Logger(PublishBatch.name);
  private readonly rests = new Rests();

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
      const publications = rows.flatMap((row) => {
        const read = this.read(row);
        if (typeof read !== 'string') return [read];
        refused.set(row, { reason: read, forGood: true });
        return [];
      });
      const { given, covered } = coalesce(publications, this.registry.followers());
      const resting = await this.restingOf(given);
      const moved = publications.filter((publication) => !resting.has(publication));
      for (const publication of moved) publication.span = spanOf(publication.row);
      try {
        await allOf([...given].map(([queue, some]) => this.add(queue, some.filter((one) => !resting.has(one)), refused)));
        const waiting = new Set(covered.filter(({ by }) => refused.has(by.row)).map(({ event }) => event));
        const done = moved.filter((one) => !refused.has(one.row) && !waiting.has(one));
        await this.note(tx, done, covered.filter(({ event }) => !resting.has(event) && !refused.has(event.row) && !waiting.has(event)));
        await putToRest(tx, resting);
        await this.putOff(tx, refused, publications);
        this.rests.note(new Set([...given.values()].flat().filter((one) => !resting.has(one) && !refused.has(one.row)).map(({ subject }) => subject)), performance.now());
      } finally {
        for (const { row, span } of moved) span?.end({ failed: refused.has(row) });
      }
      return rows.length;
    });
  }

  /** The row as it is handed on, or what is wrong with it. */
  private read(row: OutboxRow): Publication | string {
    try {
      const job = readEvent(jobOf(row));
      return { row, job, subject: subjectOf(job.payload), queues: this.registry.subscribersOf(job.type) };
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Which of what the queues would get has to wait, and for how many milliseconds: only what followers alone get. */
  private async restingOf(given: ReadonlyMap<QueueName, readonly Publication[]>): Promise<Map<Publication, number>> {
    const followers = this.registry.followers();
    const now = performance.now();
    const others = new Set([...given].filter(([queue]) => !followers.has(queue)).flatMap(([, some]) => some));
    const recent = [...given.values()].flat().filter((one) => !others.has(one) && this.rests.left(one.subject, LONGEST_REST_MS, now) > 0);
    if (recent.length === 0) return new Map(); // nobody need ask how busy they are
    const rest = restAt(await this.queues.mostWaiting(followers));
    return new Map(recent.map((one) => [one, this.rests.left(one.subject, rest, now)] as const).filter(([, left]) => left > 0));
  }

  private async add(queue: QueueName, publications: readonly Publication[], refused: Refusals): Promise<void> {
    const own = publications.map(({ row, job, span }) => [row, { job, due: row.due, traceparent: span?.traceparent }] as const);
    if (own.length === 0) return;
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

  private async note(tx: RelayTransaction, done: readonly Publication[], covered: Coalesced<Publication>['covered']): Promise<void> {
    if (covered.length > 0) {
      await tx.query(COVERED, [covered.map(({ event }) => event.row.workspace_id), covered.map(({ event }) => event.row.id), covered.map(({ queue }) => queue), covered.map(({ event }) => event.row.type)]);
    }
    if (done.length > 0) await tx.query('UPDATE outbox SET published_at = now(), last_error = NULL WHERE id = ANY($1::uuid[])', [done.map(({ row }) => row.id)]);
  }

  private async putOff(tx: RelayTransaction, refused: Refusals, publications: readonly Publication[]): Promise<void> {
    const published = new Map(publications.map((one) => [one.row, one]));
    for (const [row, { reason, forGood }] of refused) {
      const traceId = published.get(row)?.span?.traceId;
      this.logger.warn({ event: 'event.put_off', eventId: row.id, workspaceId: row.workspace_id, traceId }, `Event ${row.id} (${row.type}) could not be handed on: ${reason}`);
      await tx.query(PUT_OFF, [row.id, forGood ? 1 : MOST_ATTEMPTS, LONGEST_WAIT_SECONDS, reason.replaceAll('\u0000', '').slice(0, LONGEST_ERROR)]);
    }
  }
}

async function putToRest(tx: RelayTransaction, resting: ReadonlyMap<Publication, number>): Promise<void> {
  if (resting.size === 0) return;
  await tx.query(REST, [[...resting.keys()].map(({ row }) => row.id), [...resting.values()]]);
}

/** Waits for all, also when one fails: the batch must not end while something of it is on its way. */
async function allOf(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find((step) => step.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function spanOf({ id, type, trace_context: parent }: OutboxRow): OpenSpan | undefined {
  return parent === null ? undefined : openSpan({ name: `publish ${type}`, kind: 'producer', parent, attributes: { 'messaging.message.id': id } });
}

function jobOf(row: OutboxRow): unknown {
  return { eventId: row.id, workspaceId: row.workspace_id, actorId: row.actor_id, type: row.type, payload: row.payload };
}

/**
 * In the order in which the events came about, for the last one does the part of those before it: one that was put off or taken back
 * is due later than newer ones, but its job may have run already. Ids (version 7) tell that order: they are drawn while the diagram's
 * row is locked, where created_at is when a transaction began.
 */
const CLAIM = `
WITH claimed AS (
  SELECT workspace_id, id, type, payload, actor_id, trace_context, next_attempt_at FROM outbox
  WHERE published_at IS NULL AND parked_at IS NULL AND next_attempt_at <= now()
  ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
SELECT workspace_id, id, type, payload, actor_id, trace_context, floor(extract(epoch FROM next_attempt_at) * 1000)::float8 AS due
FROM claimed ORDER BY id`;

const COVERED = `
INSERT INTO inbox (workspace_id, event_id, handler, type, done_at)
SELECT *, now() FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
ON CONFLICT (workspace_id, event_id, handler) DO UPDATE SET done_at = now(), parked_at = NULL, last_error = NULL WHERE inbox.done_at IS NULL`;

const REST = `
UPDATE outbox o SET next_attempt_at = now() + r."left" * interval '1 millisecond'
FROM unnest($1::uuid[], $2::float8[]) AS r (id, "left") WHERE o.id = r.id`;

const PUT_OFF = `
UPDATE outbox SET attempts = attempts + 1, last_error = $4,
  parked_at = CASE WHEN attempts + 1 >= $2 THEN now() END,
  next_attempt_at = now() + least($3, 2 ^ attempts) * (0.5 + random() / 2) * interval '1 second'
WHERE id = $1`;
