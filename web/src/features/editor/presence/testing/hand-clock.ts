import type { Clock } from '../presence-desk.js';

/** Time that passes when a test says so. */
export class HandClock implements Clock {
  private time = 1_000;
  private due: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const one = { at: this.time + ms, run };
    this.due.push(one);
    return () => void (this.due = this.due.filter((other) => other !== one));
  }

  pass(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const [next] = this.due.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at);
      if (next === undefined) break;
      this.due = this.due.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = until;
  }
}
