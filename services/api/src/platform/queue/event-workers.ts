import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { EventJob } from '@bpmn-studio/contracts';
import { AppError } from '../../kernel/app-error.js';
import { Seldom } from '../../kernel/seldom.js';
import { within } from '../../kernel/within.js';
import { Config } from '../config/index.js';
import { InFlight } from '../probes/index.js';
import { NeverAgain, NotNow, type EventHandler } from './event-handler.js';
import { inWork, reportFault, safeError, safeText } from '../telemetry/index.js';
import { HandlerRegistry } from './handler-registry.js';
import { observeJob, workOf, type JobOutcome } from './observe-job.js';
import { ParkFailedJobs } from './park-failed-jobs.js';
import { QueueBackend, type EventWorker, type WorkerSettings } from './queue-backend.js';
import { RunEvent } from './run-event.js';

/**
 * A worker that dies without a word: its lock ends after 6 s, and the sweep comes by every 2 s, marks the job and takes it at
 * its next turn, so another worker has it within about 10 s, or 2 s after it was started. A job whose worker has died twice
 * is delivered once more; one that killed three is failed and parked.
 */
const SETTINGS: WorkerSettings = { concurrency: 2, lockDuration: 6_000, stalledInterval: 2_000, maxStalledCount: 2, runRetryDelay: 1_000 };
const NOT_NOW_MS = 5_000;
/** A job that is put off counts no attempt; this bounds how often it may start all the same (hours). */
const MOST_STARTS = 5_000;
const DRAIN_MS = 7_000;
const FORCE_MS = 1_000;
const WARN_MS = 30_000;

/** In the worker role: one worker a handler. */
@Injectable()
export class EventWorkers extends InFlight implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly kind = 'jobs';
  private readonly logger = new Logger(EventWorkers.name);
  private readonly seldom = new Seldom(WARN_MS);
  private readonly workers: EventWorker[] = [];
  private stopping: Promise<void> | undefined;

  constructor(
    @Inject(Config) private readonly config: Config,
    private readonly backend: QueueBackend,
    private readonly registry: HandlerRegistry,
    private readonly runEvent: RunEvent,
    private readonly parking: ParkFailedJobs,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    for (const handler of this.registry.all()) this.workers.push(this.start(handler));
  }

  /** Takes no new jobs and lets those at work end; what does not end in time is delivered again, to another worker. */
  drain(): Promise<void> {
    return (this.stopping ??= this.stop());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.drain();
  }

  private async stop(): Promise<void> {
    // Without a queue nothing can be finished: there is no point in waiting.
    if (this.backend.ready && (await within(DRAIN_MS, Promise.all(this.workers.map((worker) => worker.close()))))) return;
    if (this.workers.length > 0) this.logger.warn('Some jobs did not end in time; they will be delivered again');
    await within(FORCE_MS, Promise.all(this.workers.map((worker) => worker.close(true))));
  }

  private start(handler: EventHandler): EventWorker {
    const worker = this.backend.worker(handler.name, (job, token) => observeJob(handler.name, job, () => this.process(handler, job, token), (error) => outcomeOf(job, error)), SETTINGS);
    worker.on('error', (error) => this.seldom.allows() && this.logger.warn(`The workers have to wait: ${error.message || error.name}`));
    worker.on('failed', (job, error) => void inWork(workOf(handler.name, job), () => this.failed(handler, job, error)));
    return worker;
  }

  private async process(handler: EventHandler, job: Job<EventJob>, token: string | undefined): Promise<void> {
    try {
      await this.runEvent.run(handler, job.data, job.attemptsStarted > 1);
    } catch (error) {
      if (isNotNow(error) && job.attemptsStarted < MOST_STARTS) {
        // When the queue is away, too, the job is left as it is: its lock runs out and it is delivered again, no attempt counted.
        await job.moveToDelayed(Date.now() + NOT_NOW_MS, token).catch((fault: unknown) => this.logger.warn(`Event ${job.id} could not be put off: ${String(fault)}`));
        throw new DelayedError();
      }
      // BullMQ keeps the words of an error with the job.
      throw error instanceof NeverAgain ? new UnrecoverableError(safeText(error.message)) : withoutValues(error);
    }
  }

  /** Parks at once what was given up; the sweep of ParkFailedJobs parks what this process could not. */
  private async failed(handler: EventHandler, job: Job<EventJob> | undefined, error: Error): Promise<void> {
    const parked = job?.finishedOn !== undefined;
    const reason = safeText(error.message);
    this.logger.warn({ event: parked ? 'job.parked' : 'job.failed' }, `${handler.name} failed on event ${job?.id ?? '?'} (attempt ${job?.attemptsMade ?? '?'}): ${reason}`);
    if (!parked) return;
    reportFault(error, handler.name);
    await this.parking.park(handler.name, { data: job.data, reason, attempts: job.attemptsMade }).catch((fault: unknown) => {
      this.logger.warn(`Event ${job.id} could not be parked yet: ${String(fault)}`);
    });
  }
}

/** Not the event's fault, and no attempt of its: what it needs is away for now. */
function isNotNow(error: unknown): boolean {
  return error instanceof NotNow || (error instanceof AppError && error.code === 'server.unavailable');
}

function outcomeOf(job: Job<EventJob>, error: unknown): JobOutcome {
  if (error instanceof DelayedError) return 'put_off';
  const last = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  return last || error instanceof UnrecoverableError ? 'parked' : 'retried';
}

/** An error as it may be kept: drivers quote the values they stumbled over. */
function withoutValues(error: unknown): Error {
  const { type, message, stack } = safeError(error);
  return Object.assign(new Error(message), { name: type, stack });
}
