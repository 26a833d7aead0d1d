import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { DependencyProbe, type Finding } from '../../platform/probes/index.js';
import { RedisConnection } from '../../platform/redis/index.js';

const PATIENCE_MS = 1_000;

/**
 * Redis, where it is used at all: one small write on the connection that cache, limits and notices share, so that it is also
 * the first to see Redis come back. A Redis that is full or may only be read answers PING, and is of no use all the same.
 */
@Injectable()
export class RedisProbe extends DependencyProbe {
  readonly name = 'redis';
  readonly essential = false;

  constructor(@Inject(RedisConnection) private readonly connection: RedisConnection | undefined) {
    super();
  }

  async check(): Promise<Finding> {
    if (this.connection === undefined) return { status: 'off', detail: 'PostgreSQL does its work' };
    try {
      await this.connection.command((redis) => redis.set('probe', '', 'PX', 1_000));
    } catch (error) {
      if (!this.connection.connected) throw error;
      return { status: 'down', detail: 'it is there, but takes nothing in: it is full, a replica, or too slow' };
    }
    return { status: 'up' };
  }
}

/** Elasticsearch, where it is used at all. */
@Injectable()
export class ElasticsearchProbe extends DependencyProbe {
  readonly name = 'elasticsearch';
  readonly essential = false;

  constructor(@Inject(Config) private readonly config: Config) {
    super();
  }

  async check(): Promise<Finding> {
    if (this.config.elasticsearchUrl === undefined) return { status: 'off', detail: 'PostgreSQL does its work' };
    const url = new URL(this.config.elasticsearchUrl);
    const headers: Record<string, string> = url.username === '' ? {} : { authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}` };
    const response = await fetch(`${url.origin}/_cluster/health`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok ? { status: 'up' } : { status: 'down', detail: `it answers ${response.status}` };
  }
}
