import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { stateOf } from './request-state.js';

const YEAR = 31_536_000_000;

/**
 * Serves the built web client from a folder: files with a hash in their name for ever, everything else asked about again;
 * and index.html for every address a person may open, since the client routes for itself. Never touches /api.
 */
export function serveWebClient(folder: string) {
  const files = express.static(folder, { index: false, redirect: false, dotfiles: 'ignore', setHeaders: (response, path) => keepHashed(response, path, folder) });
  const page = join(folder, 'index.html');
  return (request: Request, response: Response, next: NextFunction): void => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || isApi(request.path)) return next();
    const state = stateOf(request);
    state.route = 'static';
    files(request, response, (error?: unknown) => {
      if (error !== undefined || !isNavigation(request) || !existsSync(page)) {
        state.route = undefined;
        return next(error);
      }
      response.sendFile(page, { headers: { 'Cache-Control': 'no-cache' }, cacheControl: false }, (fault) => (fault ? next(fault) : undefined));
    });
  };
}

function isApi(path: string): boolean {
  return /^\/api(\/|$)/i.test(path); // Express matches routes in any case, and an API call must never be answered with the app
}

/** The address of a page: HTML is welcome (also to a plain curl), it is not the name of a file, and nobody probes for folders above ours. */
function isNavigation(request: Request): boolean {
  return request.accepts('html') !== false && !/\.[A-Za-z0-9]{1,8}$|%(2f|5c|00)/i.test(request.path);
}

function keepHashed(response: Response, path: string, folder: string): void {
  const hashed = path.startsWith(join(folder, 'assets'));
  response.setHeader('Cache-Control', hashed ? `public, max-age=${YEAR / 1000}, immutable` : 'no-cache');
}
