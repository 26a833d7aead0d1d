import type { OutboxStatus } from '@bpmn-studio/contracts';

/** An event that somebody gave up on. */
export interface GivenUp {
  readonly id: string;
  readonly workspaceId: string;
  /** The handlers that gave up; none when the event never reached a queue. */
  readonly handlers: readonly string[];
}

/** Events of all workspaces: how many wait, which are parked. */
export abstract class ParkedEvents {
  /** At most `limit` parked events, the last one parked first. */
  abstract status(limit: number): Promise<Omit<OutboxStatus, 'queues'>>;
  /** The event if it is parked anywhere, undefined otherwise. */
  abstract find(id: string): Promise<GivenUp | undefined>;
  /** Puts a parked event on its way again; handlers that are done with it stay done. */
  abstract reopen(id: string): Promise<void>;
}

/** The queues behind the events. */
export abstract class EventQueues {
  /** None while the queues cannot be reached: what waits for them is then all the more worth seeing. */
  abstract counts(): Promise<OutboxStatus['queues']>;
  /** Takes the dead jobs of an event away, so that it can be queued again. Throws AppError server.unavailable. */
  abstract discard(event: GivenUp): Promise<void>;
}

/** Notes in the trail of the event's workspace who sent it on its way again. */
export abstract class ReplayRecord {
  abstract replayed(by: { readonly userId: string; readonly requestId: string }, event: GivenUp): Promise<void>;
}
