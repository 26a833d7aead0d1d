import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { Ids } from '../../kernel/ids.js';
import { Config } from '../config/index.js';
import { AnswerObservers } from './answer-observer.js';
import { answerBrokenRequests } from './answer-broken-requests.js';
import { answerOtherMethods } from './answer-other-methods.js';
import { endMisusedConnections } from './end-misused-connections.js';
import { EndpointRegistry } from './endpoint-registry.js';
import { nameRequest } from './name-request.js';
import { observeRequests, type RequestLine } from './observe-requests.js';
import { refuseCrossOrigin } from './refuse-cross-origin.js';
import { requireHost } from './require-host.js';
import { secureHeaders } from './security-headers.js';
import { serveDocs } from './serve-docs.js';
import { serveWebClient } from './serve-web-client.js';
import { watchSilentConnections } from './silent-connections.js';
import { takeUpgrades, Upgrades } from './upgrades.js';

export type Middleware = (request: Request, response: Response, next: NextFunction) => void;

export interface HttpParts {
  /** Writes the line of a request that is over. */
  readonly log: (line: RequestLine) => void;
  /** Folder of the built web client. */
  readonly webFolder: string;
  /** The folder docs/: the errors and the runbooks are served. */
  readonly docsFolder: string;
}

/** Puts everything in front of the routes, in the order in which a request meets it. Call before the app is initialised. */
export function configureHttp(app: NestExpressApplication, parts: HttpParts): void {
  const config = app.get(Config);
  app.set('trust proxy', config.trustProxy);
  app.set('etag', false); // entity tags are versions; none is made up from the bytes
  app.disable('x-powered-by');
  answerBrokenRequests(app.getHttpServer() as Server);
  watchSilentConnections(app.getHttpServer() as Server);
  takeUpgrades(app.getHttpServer() as Server, app.get(Upgrades), config);
  app.use(endMisusedConnections());
  app.use(nameRequest(app.get(Ids)));
  app.use(observeRequests({ registry: app.get(EndpointRegistry), observers: app.get(AnswerObservers), log: parts.log }));
  app.use(secureHeaders());
  app.use(requireHost());
  app.use(refuseCrossOrigin(config.baseUrl));
  app.use(compressReads());
  if (!config.roles.includes('api')) app.use(serveHealthAlone());
  app.use(answerOtherMethods(app.get(EndpointRegistry)));
  app.use(serveDocs(parts.docsFolder));
  app.use(serveWebClient(parts.webFolder));
}

/** A process without the api role is there for its jobs; it only tells how it is. */
function serveHealthAlone(): Middleware {
  const elsewhere = 'This process runs jobs only. Ask one with the api role.';
  return (request, _response, next) => next(/^\/api\/health(\/|$)/.test(request.path) ? undefined : new AppError('request.not_found', elsewhere));
}

/** Documents and files are worth packing; the small answers of changes are not. */
function compressReads(): Middleware {
  const compress = compression({ threshold: 1024 });
  return (request, response, next) => (request.method === 'GET' ? compress(request, response, next) : next());
}
