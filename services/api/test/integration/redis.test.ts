import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RedisConnection } from '../../src/platform/redis/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { describeWithRedis, TestRedis } from '../support/test-redis.js';

describeWithRedis('the connection to Redis', () => {
  const redis = new TestRedis();
  const breakers = new Breakers();
  let connection: RedisConnection;
  const set = (value: string) => connection.command((commands) => commands.set('word', value));

  beforeAll(async () => {
    await redis.start();
    connection = new RedisConnection(redis.url, breakers);
    await eventually(async () => expect(connection.ready).toBe(true));
  });
  afterAll(async () => {
    connection.onApplicationShutdown();
    await redis.stop();
  });

  it('names its keys after the product', async () => {
    await set('one');
    expect(await redis.look().get('bpmn-studio:word')).toBe('one');
  });

  it('is given up at once while Redis hangs, and then not even tried, until it answers again', async () => {
    redis.pause();
    try {
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => set('late')));
      expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
      expect(breakers.states().get('redis')).toBe('open');
      await expect(set('later')).rejects.toThrow('failed too often lately');
      expect(connection.ready).toBe(false);
    } finally {
      redis.resume();
    }
    await eventually(() => set('again'));
    expect(await redis.look().get('bpmn-studio:word')).toBe('again');
  });

  it('comes back after Redis was away, and keeps nothing to be sent later', async () => {
    await redis.kill();
    await eventually(async () => expect(connection.ready).toBe(false));
    await expect(set('never')).rejects.toThrow();
    await redis.start();
    await eventually(async () => expect(connection.ready).toBe(true));
    expect(await redis.look().get('bpmn-studio:word')).toBeNull();
    await eventually(() => set('back'));
  });
});
