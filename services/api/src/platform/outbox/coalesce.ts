import type { QueueName } from '../queue/index.js';

/** An event of a batch, as far as it matters who gets it. */
export interface Addressed {
  /** The id of what it tells of. */
  readonly subject: string;
  readonly queues: readonly QueueName[];
}

export interface Coalesced<E> {
  /** The events each queue gets, in the order they came. */
  readonly given: ReadonlyMap<QueueName, readonly E[]>;
  /** The parts of events that a later event of the same subject does as well. */
  readonly covered: readonly { readonly event: E; readonly queue: QueueName; readonly by: E }[];
}

/**
 * Of several events of one subject the last is enough to a handler that follows: when it runs it finds what all of them told of.
 * Every other handler gets every event.
 * @param followers the queues of handlers that follow
 */
export function coalesce<E extends Addressed>(events: readonly E[], followers: ReadonlySet<QueueName>): Coalesced<E> {
  const last = new Map<string, E>();
  for (const event of events) for (const queue of event.queues) last.set(`${queue} ${event.subject}`, event);
  const given = new Map<QueueName, E[]>();
  const covered: { event: E; queue: QueueName; by: E }[] = [];
  for (const event of events) {
    for (const queue of event.queues) {
      const by = last.get(`${queue} ${event.subject}`);
      if (by !== undefined && by !== event && followers.has(queue)) {
        covered.push({ event, queue, by });
        continue;
      }
      const some = given.get(queue);
      if (some === undefined) given.set(queue, [event]);
      else some.push(event);
    }
  }
  return { given, covered };
}
