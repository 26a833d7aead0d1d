import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { DependencyProbe, type Finding } from '../../platform/probes/index.js';

const PATIENCE_MS = 1_000;
const REDIS_PORT = 6379;

/** Redis, where it is used at all: a connection of its own and one PING, so that it also sees a server that takes no more connections. */
@Injectable()
export class RedisProbe extends DependencyProbe {
  readonly name = 'redis';
  readonly essential = false;

  constructor(@Inject(Config) private readonly config: Config) {
    super();
  }

  async check(): Promise<Finding> {
    if (this.config.redisUrl === undefined) return { status: 'off', detail: 'PostgreSQL does its work' };
    const answer = await pingRedis(new URL(this.config.redisUrl));
    // "-NOAUTH" is an answer, too: whether our own password fits shows in the queues.
    return /^(\+PONG|-NOAUTH|-NOPERM|-WRONGPASS)/.test(answer) ? { status: 'up' } : { status: 'down', detail: 'it does not answer PING' };
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

/** The first words of the answer to an inline PING (RESP). */
function pingRedis(url: URL): Promise<string> {
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || REDIS_PORT) };
  return new Promise((resolve, reject) => {
    const socket = url.protocol === 'rediss:' ? connectTls({ ...target, servername: target.host }) : connectPlain(target);
    const end = (outcome: () => void): void => {
      socket.destroy();
      outcome();
    };
    socket.setTimeout(PATIENCE_MS, () => end(() => reject(new Error('Redis did not answer in time'))));
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => reject(new Error('Redis closed the connection')));
    socket.once('data', (bytes) => end(() => resolve(bytes.toString('latin1').slice(0, 20))));
    socket.write('PING\r\n');
  });
}
