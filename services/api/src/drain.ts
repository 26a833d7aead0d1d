import { setTimeout as delay } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server, ServerResponse } from 'node:http';
import { Draining } from './platform/probes/index.js';

/** Readiness says no for this long before connections are refused, so that a load balancer hears it from us. */
const NOTICE_MS = 1_000;
const DRAIN_MS = 9_000;

/**
 * Stops in order: readiness off at once, kept connections given up, no new ones, requests in work are finished (10 s at
 * most, notice included), then workers, queues and pools are closed by their own shutdown hooks.
 */
export async function drain(app: NestExpressApplication): Promise<void> {
  app.get(Draining).begin();
  const server = app.getHttpServer() as Server;
  if (server.listening) {
    // Whoever keeps a connection for the next request is told to make a new one, elsewhere: on this one it would be cut off.
    server.prependListener('request', (_request, response: ServerResponse) => response.setHeader('Connection', 'close'));
    await delay(NOTICE_MS);
    await closeServer(server);
  }
  await app.close();
}

async function closeServer(server: Server): Promise<void> {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  // Connections that finish their last answer from now on are idle, and nobody would close them.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed.promise;
  clearInterval(sweep);
  clearTimeout(limit);
}
