import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { Redis } from 'ioredis';
import { Queues } from '../../src/platform/queue/index.js';
import { describeWith } from './describe-with.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { createTestApp, type TestApp, type TestAppOptions } from './test-app.js';

const MISSING = spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'needs redis-server, which is not installed (Debian: apt install redis-server)';

/** `describe` for what needs a real Redis; without redis-server it is one skipped line with the reason. */
export function describeWithRedis(name: string, tests: () => void): void {
  describeWith(MISSING, name, tests);
}

/** The server ends when our end of its standard input closes, however this process ends. */
const ENDS_WITH_US = 'redis-server "$@" & echo "pid $!"; cat > /dev/null; kill -KILL $! 2> /dev/null';

/** What carries queue, limits and notices in a suite that must hold on all of them. */
export const BACKENDS: readonly (readonly [name: string, withRedis: boolean])[] = [['PostgreSQL', false], ['Redis', true]];

/** Runs a suite on PostgreSQL, and on Redis where there is one. @param tests gets the Redis to use; undefined: PostgreSQL alone */
export function describeOnBoth(name: string, tests: (redis: TestRedis | undefined) => void): void {
  for (const [backend, withRedis] of BACKENDS) {
    if (!withRedis) describe(`${name} on ${backend}`, () => tests(undefined));
    else describeWithRedis(`${name} on ${backend}`, () => tests(new TestRedis()));
  }
}

/** A test app on the Redis, once its queues can be used; on PostgreSQL alone when there is none. */
export async function createTestAppOn(redis: TestRedis | undefined, options: TestAppOptions = {}): Promise<TestApp> {
  const app = await createTestApp({ ...options, env: { ...redis?.env, ...options.env } });
  await eventually(async () => {
    if (!app.app.get(Queues).ready) throw new Error('The queue is not ready');
  });
  return app;
}

/** The jobs there are, on either backend, in order. */
export async function jobsOf(app: TestApp): Promise<{ queue: string; id: string; state: string; attempts: number }[]> {
  const jobs = await Promise.all(app.app.get(Queues).all().map(async (queue) => {
    const found = await queue.getJobs(['waiting', 'active', 'delayed', 'failed', 'completed']);
    return Promise.all(found.map(async (job) => ({ queue: queue.name, id: job.id!, state: await job.getState(), attempts: job.attemptsMade })));
  }));
  return jobs.flat().sort((a, b) => (`${a.queue} ${a.id}` < `${b.queue} ${b.id}` ? -1 : 1));
}

/** A redis-server of a test file, without persistence, on a port and in a folder of its own. */
export class TestRedis {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-redis-'));
  private port = 0;
  private server: ChildProcess | undefined;
  private pid: number | undefined;
  private client: Redis | undefined;

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  /** For the environment of a test app. */
  get env(): { readonly REDIS_URL: string } {
    return { REDIS_URL: this.url };
  }

  /** Starts the server, on the port it had before if it was started before. What it knew is gone. */
  async start(): Promise<void> {
    this.port ||= await freePort();
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', '', '--appendonly', 'no'];
    const server = spawn('sh', ['-c', ENDS_WITH_US, 'sh', ...settings], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.server = server;
    const ready = Promise.withResolvers<void>();
    server.stdout.on('data', (chunk: Buffer) => {
      this.pid ??= Number(/^pid (\d+)/.exec(String(chunk))?.[1]);
      if (chunk.includes('Ready to accept connections')) ready.resolve();
    });
    server.once('exit', () => ready.reject(new Error('redis-server did not start')));
    await ready.promise;
  }

  /** Ends the server at once, as a power cut does. */
  async kill(): Promise<void> {
    this.client?.disconnect();
    this.client = undefined;
    if (this.server === undefined || this.pid === undefined) return;
    const gone = once(this.server, 'exit');
    process.kill(this.pid, 'SIGKILL');
    this.server.stdin?.end();
    await gone;
    this.server = this.pid = undefined;
  }

  /** Lets the server hang: it takes what is sent and answers nothing, until it goes on. */
  pause(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A connection to look at what is there. */
  look(): Redis {
    return (this.client ??= new Redis(this.url));
  }
}
