import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { RequestLine } from '../http/index.js';

/** Writes one line for each request: no query, no bodies, no cookies. Probes come every second and are for debugging only. */
export function createRequestLog(logger: Logger): (line: RequestLine) => void {
  return (line) => logger[levelOf(line)]({ event: 'http.request', ...line }, `${line.method} ${line.path} ${line.status}`);
}

/** Lets what Nest logs in the course of a request go to this very logger. */
export function lendLogger(logger: Logger) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    request.log = logger;
    next();
  };
}

function levelOf({ path, status }: RequestLine): 'debug' | 'info' | 'warn' {
  if (path.startsWith('/api/health')) return 'debug';
  return status >= 500 ? 'warn' : 'info';
}
