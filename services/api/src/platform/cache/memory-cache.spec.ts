import { describe, expect, it } from '@jest/globals';
import { MemoryCache } from './memory-cache.js';

const AREA = { name: 'content', format: 1, ttlSeconds: 60 };

describe('MemoryCache', () => {
  it('lets go what was not asked for longest when it is full', async () => {
    const cache = new MemoryCache(100_000);
    for (let n = 0; n < 40; n++) {
      cache.set(AREA, `${n}`, Buffer.alloc(5_000, n));
      await cache.get(AREA, '0');
    }
    const kept = await Promise.all(Array.from({ length: 40 }, (_, n) => cache.get(AREA, `${n}`)));
    expect(kept[0]).toEqual(Buffer.alloc(5_000, 0));
    expect(kept[39]).toEqual(Buffer.alloc(5_000, 39));
    const bytes = kept.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(100_000);
  });

  it('keeps nothing that would push out most of the rest', async () => {
    const cache = new MemoryCache(100_000);
    cache.set(AREA, 'small', Buffer.from('small'));
    cache.set(AREA, 'large', Buffer.alloc(50_000));
    expect(await cache.get(AREA, 'large')).toBeUndefined();
    expect(await cache.get(AREA, 'small')).toEqual(Buffer.from('small'));
  });
});
