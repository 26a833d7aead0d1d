import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../kernel/app-error.js';
import { recordRequest, UNMATCHED } from './http-metrics.js';
import { problemOf } from './problem.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Longer than load balancers keep a connection (60 s), so that it is never we who hang up on one of theirs. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 20_000;
/** For all of a request: the largest import on a slow line, and an end for a client that sends a byte a minute. */
const REQUEST_MS = 180_000;
/** Then a connection is to be made anew, and with it comes another chance to land on another replica. */
const REQUESTS_A_CONNECTION = 1_000;

/**
 * Bounds the patience of the server with its clients, and answers what Node cannot read as HTTP, which never reaches Express,
 * the way every error is answered.
 */
export function answerBrokenRequests(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.maxRequestsPerSocket = REQUESTS_A_CONNECTION;
  const begun = watchAnswers(server);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || begun(socket)) {
      socket.destroy();
      return;
    }
    recordRequest(undefined, UNMATCHED, error.code === 'HPE_HEADER_OVERFLOW' ? 413 : 400, 0);
    socket.end(lastWords(refusalOf(error)));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    recordRequest(undefined, UNMATCHED, 405, 0);
    socket.on('error', () => socket.destroy());
    socket.end(lastWords(new AppError('request.method_not_allowed', 'This is no proxy: CONNECT leads nowhere.'), { Allow: 'GET, HEAD, OPTIONS, POST, PUT, DELETE' }));
  });
  // Node would answer by itself, without our headers. An expectation may be passed over (RFC 9110 10.1.1).
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => server.emit('request', request, response));
}

/** Tells whether an answer on a connection is on its way, or was its last: what would be said then, a client would read as a part of that answer. */
function watchAnswers(server: Server): (socket: Duplex) => boolean {
  const answers = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const open = answers.get(socket) ?? new Set();
    answers.set(socket, open.add(response));
    response.once('close', () => response.shouldKeepAlive && open.delete(response));
  });
  return (socket) => [...(answers.get(socket) ?? [])].some(({ headersSent }) => headersSent);
}

function refusalOf({ code }: NodeJS.ErrnoException): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('request.too_large', 'The headers are too large.');
  return new AppError('request.malformed', 'This is not HTTP as we understand it, or it took too long.');
}

/** The last words on a connection, which no middleware sees. */
export function lastWords(refusal: AppError, more: Readonly<Record<string, string>> = {}): string {
  const problem = problemOf(refusal, randomUUID());
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    ...more,
    'X-Request-Id': problem.requestId,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
