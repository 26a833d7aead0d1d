import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Response } from 'express';

/** How often Node looks for clients that are too slow; it looks every 30 s by itself, and so grants them 30 s more. */
const SLOW_CHECK_MS = 5_000;

/** Nest's Express adapter that sends a Buffer as the bytes it is, with a length, instead of as JSON. */
export class BytesExpressAdapter extends ExpressAdapter {
  constructor() {
    const server = express();
    server.set('case sensitive routing', true); // set before the first use(): Express reads it once
    super(server);
  }

  override initHttpServer(): void {
    this.setHttpServer(createServer({ connectionsCheckingInterval: SLOW_CHECK_MS, requireHostHeader: false }, this.getInstance()));
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (!Buffer.isBuffer(body)) return super.reply(response, body, statusCode);
    if (statusCode !== undefined) response.status(statusCode);
    return response.send(body);
  }
}
