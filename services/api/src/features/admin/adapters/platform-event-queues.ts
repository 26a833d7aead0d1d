import { Injectable, Logger } from '@nestjs/common';
import type { OutboxStatus } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { QUEUE_NAMES, Queues, type QueueName } from '../../../platform/queue/index.js';
import { EventQueues, type GivenUp } from '../application/ports.js';

/** The queues of the platform, for administrators. */
@Injectable()
export class PlatformEventQueues extends EventQueues {
  private readonly logger = new Logger(PlatformEventQueues.name);

  constructor(private readonly queues: Queues) {
    super();
  }

  override async counts(): Promise<OutboxStatus['queues']> {
    try {
      return await this.queues.counts();
    } catch (error) {
      this.logger.warn(`The queues could not be counted: ${String(error)}`);
      return [];
    }
  }

  override async discard({ id, handlers }: GivenUp): Promise<void> {
    const names = handlers.filter((name): name is QueueName => (QUEUE_NAMES as readonly string[]).includes(name));
    try {
      await Promise.all(names.map((name) => this.queues.discard(name, id)));
    } catch (error) {
      throw new AppError('server.unavailable', 'The queue cannot be reached right now. Try again in a moment.', {}, { cause: error });
    }
  }
}
