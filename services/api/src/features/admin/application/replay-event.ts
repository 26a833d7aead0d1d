import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { EventQueues, ParkedEvents, ReplayRecord } from './ports.js';

/** Sends a parked event on its way again. Handlers that were done with it do nothing a second time. */
@Injectable()
export class ReplayEvent {
  constructor(
    private readonly events: ParkedEvents,
    private readonly queues: EventQueues,
    private readonly record: ReplayRecord,
  ) {}

  /** @throws AppError event.not_found when no such event is parked, server.unavailable when the queue is away */
  async run(by: { readonly userId: string; readonly requestId: string }, id: string): Promise<void> {
    const event = await this.events.find(id);
    if (event === undefined) throw new AppError('event.not_found', 'No event with this id is parked.');
    // The dead job first: its id is the event's, and while it is there the event cannot be queued again.
    await this.queues.discard(event);
    await this.record.replayed(by, event);
    await this.events.reopen(id);
  }
}
