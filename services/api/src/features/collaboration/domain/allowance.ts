/** How much somebody may do at a time: so much at once, and so much a second on average. */
export class Allowance {
  private left: number;
  private since: number;

  /** @param now milliseconds on any steady clock, as in `take` */
  constructor(
    private readonly atOnce: number,
    private readonly perSecond: number,
    now = performance.now(),
  ) {
    this.left = atOnce;
    this.since = now;
  }

  /** Takes an amount if it is allowed, and says whether. */
  take(amount: number, now = performance.now()): boolean {
    this.left = Math.min(this.atOnce, this.left + ((now - this.since) / 1_000) * this.perSecond);
    this.since = now;
    if (amount > this.left) return false;
    this.left -= amount;
    return true;
  }
}
