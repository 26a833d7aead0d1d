import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';
import { lastWords } from './answer-broken-requests.js';
import { recordRequest } from './http-metrics.js';
import { toAppError } from './problem.js';
import { isOwn } from './refuse-cross-origin.js';

/** A request that asks for a socket, as it came. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What the client sent behind its request already. */
  readonly head: Buffer;
}

/** Takes the socket over. @throws AppError when it does not: then the client is answered with it */
export type TakeSocket = (upgrade: UpgradeRequest) => void;

/** The addresses at which a request may become a WebSocket. At all others the wish is passed over, and the request answered as any. */
@Injectable()
export class Upgrades {
  private readonly takers = new Map<string, TakeSocket>();

  /** Takes sockets at an address from now on. */
  serve(path: string, take: TakeSocket): void {
    this.takers.set(path, take);
  }

  at(request: IncomingMessage): TakeSocket | undefined {
    if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
    return this.takers.get(pathOf(request));
  }
}

export interface UpgradeSettings {
  readonly baseUrl: string | undefined;
  /** How many proxies in front are believed. */
  readonly trustProxy: number;
}

/**
 * Lets requests become sockets. A browser tells whose page asks, and only our own may: a session cookie comes along with
 * what any site asks for, and no answer to it is kept from that site.
 */
export function takeUpgrades(server: Server, upgrades: Upgrades, settings: UpgradeSettings): void {
  (server as Server & { shouldUpgradeCallback: (request: IncomingMessage) => boolean }).shouldUpgradeCallback = (request) => upgrades.at(request) !== undefined;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    try {
      checkOrigin(request, settings);
      upgrades.at(request)?.({ request, socket, head });
      recordRequest('GET', pathOf(request), 101, 0);
    } catch (error) {
      const refusal = toAppError(error);
      recordRequest('GET', pathOf(request), refusal.status, 0);
      // No limit of the server counts this connection any more, so it is not left to the client when it ends.
      socket.end(lastWords(refusal, refusal.code === 'server.unavailable' ? { 'Retry-After': '5' } : {}), () => socket.destroy());
    }
  });
}

function checkOrigin({ headers, headersDistinct }: IncomingMessage, { baseUrl, trustProxy }: UpgradeSettings): void {
  if ((headersDistinct['host']?.length ?? 0) !== 1) throw new AppError('request.malformed', 'Send the header Host once.');
  const forwarded = trustProxy > 0 ? headersDistinct['x-forwarded-host']?.[0]?.split(',')[0]?.trim() : undefined;
  if (headers.origin === undefined || !isOwn(headers.origin, forwarded ?? headers.host, baseUrl)) {
    throw new AppError('request.cross_origin', 'This socket was not asked for by a page of this site: send its Origin along.');
  }
}

function pathOf({ url }: IncomingMessage): string {
  return url?.split('?', 1)[0] ?? '';
}
