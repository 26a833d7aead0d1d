import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../kernel/clock.js';
import { MemoryRateLimits } from './memory-rate-limits.js';

class HandClock extends Clock {
  at = 1_000_000;
  now(): Date {
    return new Date(this.at);
  }
}

describe('MemoryRateLimits', () => {
  it('blocks whoever goes over the limit until the window ends', async () => {
    const clock = new HandClock();
    const limits = new MemoryRateLimits(clock);
    const ask = () => limits.increment('ann', 60_000, 2);
    expect(await ask()).toEqual({ totalHits: 1, timeToExpire: 60, isBlocked: false, timeToBlockExpire: 0 });
    clock.at += 20_500;
    expect(await ask()).toEqual({ totalHits: 2, timeToExpire: 40, isBlocked: false, timeToBlockExpire: 0 });
    expect(await ask()).toEqual({ totalHits: 3, timeToExpire: 40, isBlocked: true, timeToBlockExpire: 40 });
    clock.at += 39_499;
    expect(await ask()).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    clock.at += 1;
    expect(await ask()).toEqual({ totalHits: 1, timeToExpire: 60, isBlocked: false, timeToBlockExpire: 0 });
  });

  it('counts each caller alone', async () => {
    const limits = new MemoryRateLimits(new HandClock());
    await limits.increment('ann', 60_000, 1);
    expect(await limits.increment('ben', 60_000, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(await limits.increment('ann', 60_000, 1)).toMatchObject({ isBlocked: true });
  });
});
