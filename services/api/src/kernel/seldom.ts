/** Lets something through once in a while: an outage that fails every second is worth a line now and then, not each time. */
export class Seldom {
  private next = Number.NEGATIVE_INFINITY;

  constructor(private readonly pauseMs: number) {}

  /** @param now milliseconds on any steady clock */
  allows(now = performance.now()): boolean {
    if (now < this.next) return false;
    this.next = now + this.pauseMs;
    return true;
  }
}
