import { join } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import { stateOf } from './request-state.js';

/** What is served of docs/: where the `type` of every problem document points to, and where the page of operations does. */
const SERVED = /^\/docs\/(errors|runbooks\/[a-z][a-z-]*)$/;

/** Serves documents of the folder docs/ that the product's own answers and pages lead to. */
export function serveDocs(folder: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, name] = SERVED.exec(request.path) ?? [];
    if (name === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    stateOf(request).route = name === 'errors' ? '/docs/errors' : '/docs/runbooks/:name';
    // As plain text: browsers show it, and download what is called text/markdown.
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' };
    response.sendFile(join(folder, `${name}.md`), { headers, cacheControl: false }, (fault) => (fault ? next(isMissing(fault) ? undefined : fault) : undefined));
  };
}

function isMissing(fault: Error & { readonly status?: number }): boolean {
  return fault.status === 404;
}
