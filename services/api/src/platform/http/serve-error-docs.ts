import type { NextFunction, Request, Response } from 'express';
import { stateOf } from './request-state.js';

/** Serves docs/errors.md where the `type` of every problem document points to. */
export function serveErrorDocs(file: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.path !== '/docs/errors' || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    stateOf(request).route = '/docs/errors';
    // As plain text: browsers show it, and download what is called text/markdown.
    response.sendFile(file, { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' }, cacheControl: false }, (fault) => (fault ? next(fault) : undefined));
  };
}
