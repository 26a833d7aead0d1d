import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryCache, RedisCache, Seal, TieredCache, type Cache } from '../../src/platform/cache/index.js';
import { KEY_PREFIX, RedisConnection } from '../../src/platform/redis/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { describeWithRedis, TestRedis } from '../support/test-redis.js';

const sealOf = (secret: string, ...former: string[]): Seal => new Seal({ signing: () => secret, accepted: () => [secret, ...former] });
const SEAL = sealOf('one');
const AREA = { name: 'content', format: 1, ttlSeconds: 60 };

/** What every cache does, whatever it keeps things in. */
function behavesAsCache(cacheOf: () => Cache): void {
  it('gives back the bytes it was given, whatever they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    cacheOf().set(AREA, 'bytes', bytes);
    expect(await eventually(() => found(cacheOf(), 'bytes'))).toEqual(bytes);
    cacheOf().set(AREA, 'empty', Buffer.alloc(0));
    expect(await eventually(() => found(cacheOf(), 'empty'))).toEqual(Buffer.alloc(0));
  });

  it('knows nothing of what it was not given', async () => {
    expect(await cacheOf().get(AREA, 'never')).toBeUndefined();
  });

  it('keeps the last of what a key was given', async () => {
    for (const word of ['first', 'second']) cacheOf().set(AREA, 'again', Buffer.from(word));
    await eventually(async () => expect((await found(cacheOf(), 'again')).toString()).toBe('second'));
  });

  it('keeps areas and formats apart', async () => {
    cacheOf().set(AREA, 'apart', Buffer.from('one'));
    await eventually(() => found(cacheOf(), 'apart'));
    expect(await cacheOf().get({ ...AREA, format: 2 }, 'apart')).toBeUndefined();
    expect(await cacheOf().get({ ...AREA, name: 'list' }, 'apart')).toBeUndefined();
  });

  it('lets an entry go when its time is over', async () => {
    const short = { ...AREA, name: 'short', ttlSeconds: 1 };
    cacheOf().set(short, 'gone', Buffer.from('soon'));
    await eventually(async () => expect(await cacheOf().get(short, 'gone')).toBeUndefined());
  });

  it('keeps nothing too large, and answers all the same', async () => {
    cacheOf().set(AREA, 'large', Buffer.alloc(8 * 1024 * 1024));
    cacheOf().set(AREA, 'after', Buffer.from('after'));
    await eventually(() => found(cacheOf(), 'after'));
    expect(await cacheOf().get(AREA, 'large')).toBeUndefined();
  });
}

async function found(cache: Cache, key: string): Promise<Buffer> {
  const value = await cache.get(AREA, key);
  if (value === undefined) throw new Error(`${key} is not there`);
  return value;
}

describe('the cache in memory', () => {
  const cache = new MemoryCache(16 * 1024 * 1024);
  behavesAsCache(() => cache);
});

describeWithRedis('the cache in Redis', () => {
  const redis = new TestRedis();
  let connection: RedisConnection;

  beforeAll(async () => {
    await redis.start();
    connection = new RedisConnection(redis.url, new Breakers());
    await eventually(async () => expect(connection.ready).toBe(true));
  });
  afterAll(async () => {
    connection.onApplicationShutdown();
    await redis.stop();
  });

  describe('alone', () => {
    behavesAsCache(() => new RedisCache(connection, SEAL));
  });

  describe('with memory in front', () => {
    behavesAsCache(() => new TieredCache(new MemoryCache(16 * 1024 * 1024), new RedisCache(connection, SEAL)));

    it('is shared by processes, and remembered by the one that asked', async () => {
      const near = new MemoryCache(1024 * 1024);
      new TieredCache(new MemoryCache(1024 * 1024), new RedisCache(connection, SEAL)).set(AREA, 'shared', Buffer.from('shared'));
      await eventually(() => found(new TieredCache(near, new RedisCache(connection, SEAL)), 'shared'));
      expect(await near.get(AREA, 'shared')).toEqual(Buffer.from('shared'));
    });
  });

  it('gives every key an end', async () => {
    new RedisCache(connection, SEAL).set({ ...AREA, ttlSeconds: 77 }, 'bounded', Buffer.from('x'));
    const keys = await eventually(async () => {
      const all = await redis.look().keys('*');
      expect(all).toContain(`${KEY_PREFIX}cache:content:1:bounded`);
      return all;
    });
    for (const key of keys) expect(await redis.look().ttl(key)).toBeGreaterThan(0);
  });

  it('gives back nothing that others put or moved there, and what was sealed before a rotation', async () => {
    const place = (key: string) => `${KEY_PREFIX}cache:content:1:${key}`;
    const cache = new RedisCache(connection, SEAL);
    cache.set(AREA, 'sealed', Buffer.from('sealed'));
    await eventually(() => found(cache, 'sealed'));
    const sealed = (await redis.look().getBuffer(place('sealed')))!;
    const forged = Buffer.from(sealed);
    forged[forged.length - 1]! ^= 1;
    for (const [key, value] of [['forged', forged], ['moved', sealed], ['short', Buffer.from('x')]] as const) {
      await redis.look().set(place(key), value, 'EX', 60);
      expect(await cache.get(AREA, key)).toBeUndefined();
    }
    await redis.look().set(place('sealed'), forged, 'EX', 60);
    expect(await cache.get(AREA, 'sealed')).toBeUndefined();
    await redis.look().set(place('sealed'), sealed, 'EX', 60);
    expect(await new RedisCache(connection, sealOf('two')).get(AREA, 'sealed')).toBeUndefined();
    expect(await new RedisCache(connection, sealOf('two', 'one')).get(AREA, 'sealed')).toEqual(Buffer.from('sealed'));
  });

  it('takes no more in a minute than leaves room for the jobs', async () => {
    let now = 60_000_000;
    const cache = new RedisCache(connection, SEAL, () => now);
    const keep = (name: string) => {
      for (let n = 0; n < 20; n++) cache.set({ ...AREA, name }, `${n}`, Buffer.alloc(200_000));
    };
    const count = async (name: string) => (await redis.look().keys(`${KEY_PREFIX}cache:${name}:*`)).length;
    keep('now');
    await eventually(async () => expect(await count('now')).toBe(10));
    now += 60_000;
    keep('later');
    await eventually(async () => expect(await count('later')).toBe(10));
    expect(await count('now')).toBe(10);
  });

  it('misses while Redis is away or hangs, and is itself again afterwards', async () => {
    const cache = new RedisCache(connection, SEAL);
    cache.set(AREA, 'before', Buffer.from('before'));
    await eventually(() => found(cache, 'before'));
    redis.pause();
    expect(await cache.get(AREA, 'before')).toBeUndefined();
    redis.resume();
    await redis.kill();
    expect(await cache.get(AREA, 'before')).toBeUndefined();
    cache.set(AREA, 'meanwhile', Buffer.from('lost'));
    await redis.start();
    await eventually(async () => {
      cache.set(AREA, 'after', Buffer.from('after'));
      expect(await cache.get(AREA, 'after')).toEqual(Buffer.from('after'));
    }, 20_000);
  }, 30_000);
});
