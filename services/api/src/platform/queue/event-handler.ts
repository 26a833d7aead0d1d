import type { EventPayload, EventType } from '@bpmn-studio/contracts';
import type { TenantTransaction } from '../database/index.js';
import type { QueueName } from './queue-names.js';

/** An event as a handler gets it, parsed again by its schema. */
export type EventOf<T extends EventType> = {
  [K in T]: {
    readonly eventId: string;
    readonly workspaceId: string;
    /** Who caused it; null for the system itself. */
    readonly actorId: string | null;
    readonly type: K;
    readonly payload: EventPayload<K>;
  };
}[T];

/**
 * Writes the effect of an event: runs the work in a transaction inside the event's tenant, together with the inbox row
 * that says "done", so that an event delivered twice has its effect once. Does nothing when it was done before.
 */
export interface Effect {
  (work: (tx: TenantTransaction) => Promise<void>): Promise<void>;
  /**
   * The same in one round trip: calls a function of the schema app which begins with app.begin_effect, whose parameters it is given
   * before its own.
   */
  call(name: string, ...parameters: readonly unknown[]): Promise<void>;
}

/**
 * Port: what a feature does about events. A handler is a provider that extends this class; the registry finds it, gives
 * it the queue of its name and refuses to boot when a name or an event type is left without one.
 *
 * `handle` may run more than once for an event (a worker can die half way): slow or outside work first, each step
 * repeatable, then at most one `effect` that writes. When it returns without having called `effect`, the event is done.
 * An error is tried again with growing waits, and parked for the administrator after the last attempt; NeverAgain parks
 * at once, NotNow waits without counting an attempt.
 */
export abstract class EventHandler<T extends EventType = EventType> {
  abstract readonly name: QueueName;
  abstract readonly events: readonly T[];
  /**
   * True: whatever the event tells, the handler brings its own up to what its subject is when it runs. Of several events of one
   * subject that wait, the last is then enough, and the relay hands on no other.
   */
  readonly follows: boolean = false;
  abstract handle(event: EventOf<T>, effect: Effect): Promise<void>;
}

/** Thrown by a handler when trying again cannot help: the event is parked at once, where an administrator sees it. */
export class NeverAgain extends Error {
  override readonly name = 'NeverAgain';
}

/** Thrown by a handler when what it needs is away for now: the event is put off, and no attempt is counted. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}
