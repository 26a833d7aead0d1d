import type { Endpoint } from '@bpmn-studio/contracts';
import type { NextFunction, Request, Response } from 'express';
import { inWork, openSpan, reportRequest, type OpenSpan, type Work } from '../telemetry/index.js';
import type { AnswerObservers } from './answer-observer.js';
import type { EndpointRegistry } from './endpoint-registry.js';
import { CLIENT_GONE, recordRequest, UNMATCHED } from './http-metrics.js';
import { stateOf } from './request-state.js';

/** A request that is over, for its line in the log. */
export interface RequestLine {
  readonly method: string;
  /** Without the query, which may hold anything. */
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

export interface RequestWatch {
  readonly registry: EndpointRegistry;
  readonly observers: AnswerObservers;
  /** Writes the line of a request; runs as part of its work. */
  readonly log: (line: RequestLine) => void;
}

/**
 * The second middleware: makes a work of every request (its ids are on all that is logged in its course), a span of those to
 * the API, and at the end its line in the log and its place in the metrics, whatever answered it and however it ended.
 */
export function observeRequests(watch: RequestWatch) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    const { requestId } = stateOf(request);
    const span = isTraced(request) ? openSpan({ name: request.method, kind: 'server', parent: parentOf(request), attributes: { 'http.request.method': request.method, 'bpmn.request.id': requestId } }) : undefined;
    const work: Work = { requestId, traceId: span?.traceId };
    response.once('close', () => inWork(work, () => conclude(watch, request, response, performance.now() - start, work, span)));
    inWork(work, () => (span === undefined ? next() : span.run(next)));
  };
}

function conclude({ registry, observers, log }: RequestWatch, request: Request, response: Response, ms: number, work: Work, span: OpenSpan | undefined): void {
  const state = stateOf(request);
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  const endpoint = state.endpoint ?? registry.endpointAt(request.method, path);
  const route = state.route ?? endpoint?.path ?? registry.pathAt(path) ?? UNMATCHED;
  const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
  // How long somebody listened says nothing of how fast we are.
  if (!(status < 500 && isFeed(endpoint))) {
    recordRequest(request.method, route, status, ms / 1000);
    reportRequest({ name: `${request.method} ${route}`, status, seconds: ms / 1000 });
  }
  observers.tell({ endpoint, status, problem: state.problem, seconds: ms / 1000, outcome: work.outcome });
  span?.end({
    name: `${request.method} ${route}`,
    failed: status >= 500,
    attributes: {
      'http.route': route, 'http.response.status_code': status,
      ...(state.problem === undefined ? {} : { 'error.type': state.problem }),
      ...(work.userId === undefined ? {} : { 'user.id': work.userId }),
    },
  });
  log({ method: request.method, path, route, status, ms: Math.round(ms * 10) / 10 });
}

function isFeed(endpoint: Endpoint | undefined): boolean {
  return endpoint?.produces?.includes('text/event-stream') ?? false;
}

/** Calls of the API. Probes come every second and files by the dozen; their traces would tell nothing. */
function isTraced({ path }: Request): boolean {
  return path.startsWith('/api/') && !path.startsWith('/api/health');
}

function parentOf(request: Request): string | undefined {
  const given = request.headers['traceparent'];
  return typeof given === 'string' ? given : undefined;
}
