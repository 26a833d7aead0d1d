import { Injectable } from '@nestjs/common';
import type { OutboxStatus } from '@bpmn-studio/contracts';
import { EventQueues, ParkedEvents } from './ports.js';

const MOST_SHOWN = 100;

/** What an operator looks at first: does anything wait, was anything given up. */
@Injectable()
export class GetOutboxStatus {
  constructor(
    private readonly events: ParkedEvents,
    private readonly queues: EventQueues,
  ) {}

  async run(): Promise<OutboxStatus> {
    const [status, queues] = await Promise.all([this.events.status(MOST_SHOWN), this.queues.counts()]);
    return { ...status, queues };
  }
}
