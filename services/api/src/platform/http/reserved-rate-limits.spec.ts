import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../kernel/clock.js';
import { RateLimits, type Count } from '../limits/index.js';
import { ReservedRateLimits } from './reserved-rate-limits.js';

class HandClock extends Clock {
  at = 1_000_000;
  now(): Date {
    return new Date(this.at);
  }
}

/** What all processes share: one window that never ends, and how often it was asked. */
class Shared extends RateLimits {
  hits = 0;
  asked: number[] = [];
  constructor(private readonly endsInMs = 60_000) {
    super();
  }
  override async add(_key: string, hits: number): Promise<Count> {
    this.asked.push(hits);
    return { hits: (this.hits += hits), endsInMs: this.endsInMs };
  }
  override async clear(): Promise<void> {
    this.hits = 0;
  }
}

const ask = (limits: ReservedRateLimits, limit: number) => limits.increment('ann', 60_000, limit);

describe('ReservedRateLimits', () => {
  it('lets processes together allow a small limit exactly, and asks nobody for what is over it', async () => {
    const shared = new Shared();
    const clock = new HandClock();
    const [one, two] = [new ReservedRateLimits(shared, clock), new ReservedRateLimits(shared, clock)];
    const verdicts = await Promise.all(Array.from({ length: 40 }, (_, turn) => ask(turn % 2 === 0 ? one : two, 10)));
    expect(verdicts.filter((verdict) => !verdict.isBlocked)).toHaveLength(10);
    expect(shared.asked).toEqual(Array.from({ length: shared.asked.length }, () => 1));
    const asked = shared.asked.length;
    expect(asked).toBeLessThanOrEqual(12);
    expect(await ask(one, 10)).toEqual({ totalHits: 11, timeToExpire: 60, isBlocked: true, timeToBlockExpire: 60 });
    expect(shared.asked).toHaveLength(asked);
  });

  it('reserves a twentieth of a large limit at a time', async () => {
    const shared = new Shared();
    const limits = new ReservedRateLimits(shared, new HandClock());
    for (let request = 1; request <= 60; request++) expect(await ask(limits, 600)).toMatchObject({ totalHits: request, isBlocked: false });
    expect(shared.asked).toEqual([30, 30]);
  });

  it('hands out what is left when less than a share is', async () => {
    const shared = new Shared();
    shared.hits = 595;
    const limits = new ReservedRateLimits(shared, new HandClock());
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => ask(limits, 600)));
    expect(verdicts.filter((verdict) => !verdict.isBlocked)).toHaveLength(5);
  });

  it('begins anew when the window has ended', async () => {
    const clock = new HandClock();
    const shared = new Shared(500);
    const limits = new ReservedRateLimits(shared, clock);
    await ask(limits, 1);
    expect(await ask(limits, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    clock.at += 500;
    shared.hits = 0;
    expect(await ask(limits, 1)).toMatchObject({ isBlocked: false, totalHits: 1 });
  });
});
