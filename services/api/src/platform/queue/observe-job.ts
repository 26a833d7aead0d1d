import type { Job } from 'bullmq';
import type { EventJob } from '@bpmn-studio/contracts';
import { histogram, inWork, openSpan, type Work } from '../telemetry/index.js';

/** What became of one run of a job. */
export type JobOutcome = 'done' | 'retried' | 'parked' | 'put_off';

const recordJob = histogram({ name: 'bpmn.job.duration', unit: 's', description: 'Runs of jobs, by what became of them', buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
const recordWait = histogram({
  name: 'bpmn.job.wait', unit: 's', description: 'From when an event is due (its writing, or the end of the rest of its diagram) to the first start of its job',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
});

/**
 * Runs a job as a work of its own (its ids are on every line it logs) and as part of the trace that caused its event.
 * @param outcomeOf what an error means for the job
 */
export async function observeJob(handler: string, job: Job<EventJob>, run: () => Promise<void>, outcomeOf: (error: unknown) => JobOutcome): Promise<void> {
  const start = performance.now();
  const waited = waitOf(job, Date.now());
  if (waited !== undefined) recordWait(waited, { queue: handler });
  const span = openSpan({
    name: `process ${handler}`, kind: 'consumer', parent: traceparentOf(job),
    attributes: { 'messaging.destination.name': handler, 'messaging.message.id': job.id ?? '', 'bpmn.job.attempt': job.attemptsMade + 1 },
  });
  let outcome: JobOutcome = 'done';
  try {
    await inWork({ ...workOf(handler, job), traceId: span.traceId }, () => span.run(run));
  } catch (error) {
    outcome = outcomeOf(error);
    throw error;
  } finally {
    span.end({ attributes: { 'bpmn.job.outcome': outcome }, failed: outcome === 'retried' || outcome === 'parked' });
    recordJob((performance.now() - start) / 1000, { queue: handler, outcome });
  }
}

/** What is known of a job from outside; its data is believed to be nothing. */
export function workOf(handler: string, job: Job<EventJob> | undefined): Work {
  const { workspaceId, actorId } = (job?.data ?? {}) as Partial<Record<'workspaceId' | 'actorId', unknown>>;
  return {
    handler,
    ...(job?.id === undefined ? {} : { eventId: job.id }),
    ...(typeof workspaceId === 'string' ? { workspaceId } : {}),
    ...(typeof actorId === 'string' ? { userId: actorId } : {}),
    traceId: job === undefined ? undefined : traceparentOf(job)?.split('-')[1],
  };
}

/** Seconds a job waited, from when its event was due; undefined when it is not started for the first time. Clocks of two machines may differ: never less than 0. */
export function waitOf({ timestamp, attemptsStarted }: Pick<Job, 'timestamp' | 'attemptsStarted'>, now: number): number | undefined {
  return attemptsStarted === 1 ? Math.max(0, now - timestamp) / 1_000 : undefined;
}

/** As Queues.add put it there; undefined on jobs of earlier versions. */
function traceparentOf(job: Job<EventJob>): string | undefined {
  return job.opts?.telemetry?.metadata;
}
