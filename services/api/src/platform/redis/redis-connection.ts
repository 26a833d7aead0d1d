import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import type { Breaker, Breakers } from '../resilience/index.js';

export type { Redis } from 'ioredis';

/** What asks Redis here can do without it, so it does not wait long. */
const PATIENCE_MS = 500;
/** An open breaker lets one command try this often. */
const REST_MS = 2_000;

/** Fails at once while Redis is away, keeps nothing to be sent later, and gives up a connection that went silent. */
const OPTIONS: RedisOptions = {
  connectTimeout: 2_000,
  commandTimeout: 2_000,
  socketTimeout: 2_000,
  keepAlive: 5_000,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (times) => Math.min(times * 100, 2_000) * (0.5 + Math.random() / 2),
};

/** The keys of this product, so that a Redis may be shared. */
export const KEY_PREFIX = 'bpmn-studio:';

/**
 * The connection to Redis that cache, limits and notices share; BullMQ has its own (platform/queue). It comes back by
 * itself when it is lost. What uses it must be able to do without: nothing waits for Redis longer than half a second,
 * and while Redis fails, nothing waits at all.
 */
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnection.name);
  private readonly redis: Redis;
  private readonly breaker: Breaker;
  private stopped = false;

  /** @param url redis:// or rediss://, with user, password and database where needed; never logged */
  constructor(
    private readonly url: string,
    breakers: Breakers,
  ) {
    this.breaker = breakers.of({ name: 'redis', timeoutMs: PATIENCE_MS, restMs: REST_MS });
    this.redis = new Redis(url, { ...OPTIONS, connectionName: 'bpmn-studio', keyPrefix: KEY_PREFIX });
    this.tell(this.redis);
  }

  /** Whether Redis is there; it may fail all the same. */
  get connected(): boolean {
    return this.redis.status === 'ready';
  }

  /** Whether commands can be sent right now; a command that is sent all the same fails at once. */
  get ready(): boolean {
    return this.connected && this.breaker.state !== 'open';
  }

  /**
   * Runs commands, in as few round trips as can be; keys get KEY_PREFIX by themselves (those a script is handed, too).
   * @throws at once while Redis is away or failing, after half a second when it is slow, or what Redis answered
   */
  async command<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    return this.breaker.run(() => work(this.redis));
  }

  /** A connection of its own, for channels: one that listens can do nothing else. Whoever asks for it disconnects it. */
  forChannels(): Redis {
    return new Redis(this.url, { ...OPTIONS, autoResubscribe: false, connectionName: 'bpmn-studio notices' });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    this.redis.disconnect();
  }

  /** One line when Redis goes and one when it comes back. Messages of the driver name hosts, so its codes are told alone. */
  private tell(redis: Redis): void {
    let away = false;
    let reason = 'the connection ended';
    redis.on('error', (error: Error & { code?: string }) => {
      reason = error.code ?? error.name;
      if (!away && redis.status !== 'ready') this.logger.warn(`Redis cannot be reached (${reason}); trying again`);
      away ||= redis.status !== 'ready';
    });
    redis.on('close', () => {
      if (!away && !this.stopped) this.logger.warn(`Redis cannot be reached (${reason}); trying again`);
      away = true;
    });
    redis.on('ready', () => {
      if (away) this.logger.log('Redis is there again');
      away = false;
    });
  }
}
