/**
 * Port: tells the relay that there are new rows in the outbox. Call it after the commit; it returns at once and never
 * throws. A wake that gets lost costs up to a second, not the event: the relay looks by itself, too.
 */
export abstract class OutboxWake {
  abstract wake(): void;
}
