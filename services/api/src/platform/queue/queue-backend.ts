import { createPostgresBackend, Queue, withBackend, Worker, type KeepJobs, type Processor, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { EventJob } from '@bpmn-studio/contracts';
import type { Config } from '../config/index.js';
import type { QueueConnection } from '../database/index.js';
import type { QueueName } from './queue-names.js';

export type EventQueue = Queue<EventJob, void, QueueName>;
export type EventWorker = Worker<EventJob, void, QueueName>;
export type EventProcessor = Processor<EventJob, void, QueueName>;
export type WorkerSettings = Omit<WorkerOptions, 'connection' | 'prefix'>;

/** Makes queues and workers on what carries them here: Redis when there is one, else PostgreSQL. */
export abstract class QueueBackend {
  abstract queue(name: QueueName): EventQueue;
  abstract worker(name: QueueName, process: EventProcessor, settings: WorkerSettings): EventWorker;
  /** Finished jobs that are kept to be looked at. */
  abstract readonly keepCompleted: KeepJobs;
  /** False while it is known that no queue would answer; asking one all the same might wait for ever. */
  abstract get ready(): boolean;
  /** When the queue last came back after it was away, in milliseconds since 1970: it may have forgotten what it was given before. 0: it was not away. */
  abstract readonly cameBackAt: number;
  /** Throws while no job would be taken, whatever it is: nobody answers, or a Redis that is full or may only be read. */
  abstract tryWriting(): Promise<unknown>;
  /** After the queues and workers are closed. */
  abstract close(): Promise<void>;
}

export function queueBackend(config: Config, connection: QueueConnection): QueueBackend {
  return config.redisUrl === undefined ? onPostgres(connection) : onRedis(config.redisUrl);
}

/** Each queue and worker has a small pool of its own; a worker one connection more, to listen. */
function onPostgres({ connectionString, schema }: QueueConnection): QueueBackend {
  const bound = withBackend(createPostgresBackend);
  const connection = (max: number) => ({
    connectionString, schema, max,
    connectionTimeoutMillis: 3_000, statement_timeout: 15_000, query_timeout: 18_000, idleTimeoutMillis: 30_000, keepAlive: true,
  });
  return {
    keepCompleted: { count: 20 }, // every job that ends reads through all of these, and would through twice as many for an age as well
    cameBackAt: 0, // jobs lie where the events lie
    ready: true, // the pool tries anew with every statement
    tryWriting: async () => undefined, // the events come from the same database, which is being written to
    queue: (name) => new bound.Queue(name, { connection: connection(2), streams: EVENT_STREAM }) as unknown as EventQueue,
    worker: (name, process, settings) => new bound.Worker(name, process as Processor, { ...settings, connection: connection(3) }) as unknown as EventWorker,
    close: async () => undefined,
  };
}

/** Queues share a connection that fails at once while Redis is away: the relay keeps the events. Workers wait for it to come back. */
function onRedis(url: string): QueueBackend {
  const prefix = '{bpmn-studio}'; // in braces: all keys in one slot of a cluster
  const retryStrategy = (times: number) => Math.min(times * 200, 3_000);
  const shared = new Redis(url, { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 3_000, commandTimeout: 10_000 });
  let [met, cameBackAt] = [false, 0];
  shared.on('ready', () => {
    if (met) cameBackAt = Date.now();
    met = true;
  });
  return {
    get cameBackAt() {
      return cameBackAt;
    },
    keepCompleted: { age: 24 * 60 * 60, count: 1_000 },
    get ready() {
      return shared.status === 'ready';
    },
    tryWriting: () => shared.set(`${prefix}:tried`, '', 'PX', 1_000),
    queue: (name) => new Queue(name, { prefix, streams: EVENT_STREAM, connection: shared }),
    worker: (name, process, settings) => new Worker(name, process, { ...settings, prefix, connection: { url, retryStrategy, maxRetriesPerRequest: null } }),
    close: async () => shared.disconnect(),
  };
}

/** BullMQ's own event stream is for dashboards only; keep it short. */
const EVENT_STREAM = { events: { maxLen: 1_000 } };
