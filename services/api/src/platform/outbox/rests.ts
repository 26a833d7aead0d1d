/** An editor saves by itself every seven seconds at most: following a diagram oftener helps nobody, and each time costs as much as a dozen saves. */
const REST_MS = 5_000;
/** While jobs wait in a queue, longer: so many milliseconds for each. */
const MS_A_JOB = 50;
/** Well below the minute after which the lag of the outbox is an alert. */
export const LONGEST_REST_MS = 30_000;
/** Subjects that are remembered. Who is forgotten is handed on sooner. */
const MOST = 20_000;

/** How long a subject rests after it was handed on, in milliseconds, when the fullest queue holds so many jobs. */
export function restAt(waiting: number): number {
  return Math.min(LONGEST_REST_MS, Math.max(REST_MS, waiting * MS_A_JOB));
}

/** Remembers which subjects were handed on a short while ago. Times are those of a clock in milliseconds that never goes back. */
export class Rests {
  private readonly handedOn = new Map<string, number>();

  note(subjects: Iterable<string>, now: number): void {
    for (const subject of subjects) {
      this.handedOn.delete(subject); // to the end: the map is kept in the order of time
      this.handedOn.set(subject, now);
    }
    for (const [subject, at] of this.handedOn) {
      if (this.handedOn.size <= MOST && at + LONGEST_REST_MS > now) break;
      this.handedOn.delete(subject);
    }
  }

  /** How long a subject has yet to rest of a rest of so many milliseconds; 0 when it need not. */
  left(subject: string, rest: number, now: number): number {
    const at = this.handedOn.get(subject);
    return at === undefined ? 0 : Math.max(0, at + rest - now);
  }
}
