import { Injectable } from '@nestjs/common';
import { jobSchema, type EventJob } from '@bpmn-studio/contracts';
import { Inbox } from './inbox.js';
import { MaintenanceTask } from './maintenance-task.js';
import { QUEUE_NAMES, type QueueName } from './queue-names.js';
import { Queues } from './queues.js';

interface FailedJob {
  readonly data: EventJob;
  readonly reason: string;
  readonly attempts: number;
}

const MOST = 200;

/**
 * Sees to it that every job given up is parked in the inbox, where an administrator sees it and can replay it. Workers
 * park at once; this sweep finds what died between the two steps.
 */
@Injectable()
export class ParkFailedJobs extends MaintenanceTask {
  readonly name = 'park-failed-jobs';
  readonly everySeconds = 30;

  constructor(
    private readonly queues: Queues,
    private readonly inbox: Inbox,
  ) {
    super();
  }

  async run(signal: AbortSignal): Promise<void> {
    for (const name of QUEUE_NAMES) {
      for (const job of await this.queues.failed(name, MOST)) {
        if (signal.aborted) return;
        await this.park(name, job);
      }
    }
  }

  /** A job so broken that it does not even name its event stays in the queue's own list of failures. */
  async park(handler: QueueName, { data, reason, attempts }: FailedJob): Promise<void> {
    const event = jobSchema.safeParse(data);
    if (event.success) await this.inbox.park({ ...event.data, handler }, attempts, reason);
  }
}
