import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { EventJob } from '@bpmn-studio/contracts';
import { Seldom } from '../../kernel/seldom.js';
import { within } from '../../kernel/within.js';
import { QueueBackend, type EventQueue } from './queue-backend.js';
import { QUEUE_NAMES, type QueueName } from './queue-names.js';

const DAY = 24 * 60 * 60;
/** Up to so many jobs are cheaper one by one: in PostgreSQL a bulk makes two tables before it begins. */
const FEW = 3;
const CLOSE_MS = 2_000;
const WARN_MS = 30_000;

/** Five attempts over about a quarter of a minute; then the event is parked. Finished jobs are kept to be looked at, within bounds. */
const JOB_OPTIONS: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnFail: { age: 30 * DAY, count: 5_000 },
  stackTraceLimit: 3,
};

/** An event on its way, and the trace it was caused in. */
export interface QueuedEvent {
  readonly job: EventJob;
  /** Since when it could be handed on, in milliseconds since 1970. */
  readonly due: number;
  /** W3C; undefined when nobody traced. */
  readonly traceparent?: string | undefined;
}

interface QueueCounts {
  readonly name: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly completed: number;
}

/** Beside the data, in the place BullMQ has for it: a worker of the version before would refuse data with a field it does not know. */
function tracedBy(traceparent: string | undefined): Pick<JobsOptions, 'telemetry'> {
  return traceparent === undefined ? {} : { telemetry: { metadata: traceparent } };
}

/** The queues, one a handler: where events are handed on and dead jobs are found. */
@Injectable()
export class Queues implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Queues.name);
  private readonly queues: ReadonlyMap<QueueName, EventQueue>;

  constructor(private readonly backend: QueueBackend) {
    this.queues = new Map(QUEUE_NAMES.map((name) => [name, backend.queue(name)]));
  }

  onModuleInit(): void {
    const seldom = new Seldom(WARN_MS);
    for (const queue of this.queues.values()) queue.on('error', (error) => seldom.allows() && this.logger.warn(`The queue cannot be reached: ${error.message || error.name}`));
  }

  /** BullMQ's own queues, for the administrators' board; to be asked only while `ready`. */
  all(): readonly EventQueue[] {
    return [...this.queues.values()];
  }

  get ready(): boolean {
    return this.backend.ready;
  }

  /** As QueueBackend has it. */
  get cameBackAt(): number {
    return this.backend.cameBackAt;
  }

  /** Adds jobs; the id of a job is the id of its event, so one that is there already stays as it is. */
  async add(name: QueueName, jobs: readonly QueuedEvent[]): Promise<void> {
    const queue = this.queue(name);
    const added = jobs.map(({ job, due, traceparent }) => ({ name, data: job, opts: { ...JOB_OPTIONS, removeOnComplete: this.backend.keepCompleted, jobId: job.eventId, timestamp: due, ...tracedBy(traceparent) } }));
    if (added.length > FEW) await queue.addBulk(added);
    else for (const { data, opts } of added) await queue.add(name, data, opts);
  }

  /** Takes the job of an event out of a queue, so that it can be added again. Nothing happens when there is none. */
  async discard(name: QueueName, eventId: string): Promise<void> {
    await this.queue(name).remove(eventId);
  }

  /** The newest jobs that were given up, at most `limit`. */
  async failed(name: QueueName, limit: number): Promise<{ readonly data: EventJob; readonly reason: string; readonly attempts: number }[]> {
    const jobs = await this.queue(name).getFailed(0, limit - 1);
    return jobs.map((job) => ({ data: job.data, reason: job.failedReason, attempts: job.attemptsMade }));
  }

  /** How many jobs are in which state, queue by queue. Throws when the queue cannot be reached. */
  async counts(): Promise<QueueCounts[]> {
    return Promise.all(
      QUEUE_NAMES.map(async (name) => {
        const queue = this.queue(name);
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed', 'completed');
        const of = (state: string) => counts[state] ?? 0;
        return { name, waiting: of('waiting'), active: of('active'), delayed: of('delayed'), failed: of('failed'), completed: of('completed') };
      }),
    );
  }

  /** How many jobs wait in the fullest of some queues. */
  async mostWaiting(names: Iterable<QueueName>): Promise<number> {
    return Math.max(0, ...(await Promise.all([...names].map((name) => this.queue(name).getWaitingCount()))));
  }

  /** Whether the queues answer, and take jobs at all: tells an outage from a job that cannot be added. */
  async reachable(): Promise<boolean> {
    try {
      await this.queue(QUEUE_NAMES[0]).getWaitingCount();
      await this.backend.tryWriting();
      return true;
    } catch {
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await within(CLOSE_MS, Promise.all(this.all().map((queue) => queue.close())));
    await this.backend.close();
  }

  private queue(name: QueueName): EventQueue {
    if (!this.backend.ready) throw new Error('The queue is away');
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`There is no queue ${name}: add it to QUEUE_NAMES`);
    return queue;
  }
}
