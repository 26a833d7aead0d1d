import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DiscoveryService } from '@nestjs/core';
import { endSilentConnections } from './platform/http/index.js';
import { Draining, InFlight } from './platform/probes/index.js';

/** All of it ends within this time; who started us is promised 15 s. */
const BOUND_MS = 14_000;
/** Requests are cut off so long after the start of all, so that time is left to close what they used. */
const REQUESTS_MS = 11_500;
const SWEEP_MS = 100;
/** Who has just been let in has sent their request within this time. */
const ARRIVAL_MS = 400;

export interface DrainOptions {
  /** For how long connections are still taken, so that whoever balances can hear from readiness that we go. */
  readonly noticeMs: number;
  /** What comes last, when nothing is at work any more. */
  readonly last?: () => Promise<void>;
}

/** Stops a process in order: nothing new, what was begun is finished, then everything is closed. Once. */
export class Drain {
  private readonly open = new Map<string, string>();

  constructor(
    private readonly app: NestExpressApplication,
    private readonly options: DrainOptions,
  ) {}

  /** What has not ended, in words for the log; nothing once all is done. */
  get unfinished(): readonly string[] {
    return [...this.open].map(([name, fault]) => (fault === '' ? name : `${name} (${fault})`));
  }

  /**
   * Readiness is off at once and jobs are no longer taken; connections are, for the time of notice, and every answer says
   * that the connection ends with it. Then requests at work are finished, and pools and queues are closed.
   * @returns whether everything ended in time; `unfinished` names the rest
   */
  async run(): Promise<boolean> {
    this.app.get(Draining, { strict: false }).begin();
    const limit = new AbortController();
    await Promise.race([this.inOrder(), delay(BOUND_MS, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    return this.open.size === 0;
  }

  private async inOrder(): Promise<void> {
    const parts = this.app.get(DiscoveryService, { strict: false }).getProviders().map(({ instance }): unknown => instance);
    const inFlight = [...new Set(parts)].filter((part) => part instanceof InFlight);
    await Promise.all([this.step('requests', () => this.finishRequests()), ...inFlight.map((part) => this.step(part.kind, () => part.drain()))]);
    await this.step('connections to what this process used', () => this.app.close());
    await this.step('telemetry', this.options.last ?? (async () => undefined));
  }

  private async step(name: string, work: () => Promise<void>): Promise<void> {
    this.open.set(name, '');
    try {
      await work();
      this.open.delete(name);
    } catch (error) {
      this.open.set(name, error instanceof Error ? error.message : String(error));
    }
  }

  private async finishRequests(): Promise<void> {
    const server = this.app.getHttpServer() as Server;
    if (!server.listening) return;
    const start = performance.now();
    // Whoever keeps a connection for the next request is told to make a new one, elsewhere: on this one it would be cut off.
    server.prependListener('request', (_request, response: ServerResponse) => response.setHeader('Connection', 'close'));
    await delay(this.options.noticeMs);
    await acceptWaiting();
    const cut = await closeServer(server, REQUESTS_MS - (performance.now() - start));
    if (cut > 0) throw new Error(`${cut} connections were cut off`);
  }
}

/** One turn of the event loop: who has connected already is let in, and not reset by the closing door. */
async function acceptWaiting(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise((resolve) => setImmediate(resolve));
}

/** @returns how many connections did not end by themselves */
async function closeServer(server: Server, ms: number): Promise<number> {
  const closed = Promise.withResolvers<void>();
  // The door alone: the close() of HTTP also resets connections whose first request is still on its way.
  NetServer.prototype.close.call(server, () => closed.resolve());
  await Promise.race([closed.promise, delay(ARRIVAL_MS)]);
  // Connections that finish their last answer from now on are idle, and nobody would close them.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    endSilentConnections(server);
  }, SWEEP_MS);
  let cut = 0;
  const limit = setTimeout(() => {
    server.getConnections((_error, count) => {
      cut = count;
      server.closeAllConnections();
    });
  }, ms - ARRIVAL_MS);
  await closed.promise;
  clearInterval(sweep);
  clearTimeout(limit);
  return cut;
}
