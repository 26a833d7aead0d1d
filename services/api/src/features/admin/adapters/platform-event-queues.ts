import { Injectable } from '@nestjs/common';
import type { OutboxStatus } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { QUEUE_NAMES, Queues, type QueueName } from '../../../platform/queue/index.js';
import { EventQueues, type GivenUp } from '../application/ports.js';

/** The queues of the platform, for administrators. */
@Injectable()
export class PlatformEventQueues extends EventQueues {
  constructor(private readonly queues: Queues) {
    super();
  }

  override counts(): Promise<OutboxStatus['queues']> {
    return reach(() => this.queues.counts());
  }

  override async discard({ id, handlers }: GivenUp): Promise<void> {
    const names = handlers.filter((name): name is QueueName => (QUEUE_NAMES as readonly string[]).includes(name));
    await reach(() => Promise.all(names.map((name) => this.queues.discard(name, id))));
  }
}

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('server.unavailable', 'The queue cannot be reached right now. Try again in a moment.', {}, { cause: error });
  }
}
