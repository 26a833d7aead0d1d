/** What is handed on again and again is handed on once in so long, while the workers have enough to do. */
export const REST_MS = 5_000;
/** Subjects that are remembered. Who is forgotten is handed on sooner. */
const MOST = 20_000;

/** Remembers which subjects were handed on a short while ago. Times are those of a clock in milliseconds that never goes back. */
export class Rests {
  private readonly handedOn = new Map<string, number>();

  note(subjects: Iterable<string>, now: number): void {
    for (const subject of subjects) {
      this.handedOn.delete(subject); // to the end: the map is kept in the order of time
      this.handedOn.set(subject, now);
    }
    for (const [subject, at] of this.handedOn) {
      if (this.handedOn.size <= MOST && at + REST_MS > now) break;
      this.handedOn.delete(subject);
    }
  }

  /** How long a subject rests yet, in milliseconds; 0 when it does not. */
  left(subject: string, now: number): number {
    const at = this.handedOn.get(subject);
    return at === undefined ? 0 : Math.max(0, at + REST_MS - now);
  }
}
