import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../kernel/clock.js';
import { MemoryRateLimits } from './memory-rate-limits.js';
import { RateLimits } from './rate-limits.js';
import { SharedRateLimits } from './shared-rate-limits.js';

class HandClock extends Clock {
  at = 1_000_000;
  now(): Date {
    return new Date(this.at);
  }
}

describe('MemoryRateLimits', () => {
  it('counts a window from its first hit to its end, then anew', async () => {
    const clock = new HandClock();
    const limits = new MemoryRateLimits(clock);
    expect(await limits.add('ann', 1, 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
    clock.at += 59_999;
    expect(await limits.add('ann', 1, 60_000)).toEqual({ hits: 2, endsInMs: 1 });
    clock.at += 1;
    expect(await limits.add('ann', 1, 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
  });

  it('forgets the keys that were quiet longest rather than grow without end', async () => {
    const limits = new MemoryRateLimits(new HandClock());
    for (let caller = 0; caller <= 50_000; caller++) await limits.add(String(caller), 1, 60_000);
    expect(await limits.add('50000', 1, 60_000)).toMatchObject({ hits: 2 });
    expect(await limits.add('0', 1, 60_000)).toMatchObject({ hits: 1 });
  });
});

describe('SharedRateLimits', () => {
  it('counts in this process while the others cannot be asked', async () => {
    let away = false;
    const shared = new MemoryRateLimits(new HandClock());
    class Shaky extends RateLimits {
      override add = (key: string, hits: number, windowMs: number) => (away ? Promise.reject(new Error('away')) : shared.add(key, hits, windowMs));
      override clear = (key: string) => (away ? Promise.reject(new Error('away')) : shared.clear(key));
    }
    const limits = new SharedRateLimits(new Shaky(), new MemoryRateLimits(new HandClock()));
    const hits = async () => (await limits.add('ann', 1, 60_000)).hits;
    expect([await hits(), await hits()]).toEqual([1, 2]);
    away = true;
    expect([await hits(), await hits()]).toEqual([1, 2]);
    await limits.clear('ann');
    expect(await hits()).toBe(1);
    away = false;
    expect(await hits()).toBe(3);
  });
});
