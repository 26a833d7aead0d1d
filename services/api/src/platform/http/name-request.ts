import type { NextFunction, Request, Response } from 'express';
import type { Ids } from '../../kernel/ids.js';
import { beginState } from './request-state.js';

/** Ids a client may bring along: long enough to be one, short enough to log, and nothing a log or header could trip over. */
const SANE = /^[A-Za-z0-9._-]{8,128}$/;

/** The first middleware: gives every request its id (the client's X-Request-Id when it is a sane one) and answers with it. */
export function nameRequest(ids: Ids) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && SANE.test(given) ? given : ids.uuid();
    beginState(request, { requestId });
    response.setHeader('X-Request-Id', requestId);
    next();
  };
}
