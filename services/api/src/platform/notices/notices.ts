type NoticeHandler = (payload: string) => void;

/**
 * Port: short words between processes, such as "there is something in the outbox". They may get lost, and are when
 * somebody is not connected: whoever caches by them must not trust the cache while `connected` is false, and starts
 * afresh on `onConnected`. Channels are a closed set, named by who hears them.
 */
export abstract class Notices {
  /**
   * Tells every process that has subscribed, this one too. Returns at once and never throws; the same word said often
   * in a moment is sent once.
   * @param payload a few hundred bytes at most, no secrets
   */
  abstract publish(channel: string, payload: string): void;

  /** Calls the handler with every notice of a channel from now on. Returns at once. */
  abstract subscribe(channel: string, handler: NoticeHandler): void;

  /** Calls the handler each time notices arrive (again), after a gap in which some may have been missed. */
  abstract onConnected(handler: () => void): void;

  /** Whether notices arrive right now. */
  abstract get connected(): boolean;
}
