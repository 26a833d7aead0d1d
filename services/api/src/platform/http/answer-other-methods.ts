import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import type { EndpointRegistry } from './endpoint-registry.js';

/** What routes never see: OPTIONS is answered with the methods an address takes, an unknown method on a known address with 405. */
export function answerOtherMethods(registry: EndpointRegistry) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (registry.endpointAt(request.method, request.path) !== undefined) return next(); // nearly all of them, and quicker to tell
    const methods = registry.methodsAt(request.path);
    if (methods.length === 0 || (methods.includes(request.method) && request.method !== 'OPTIONS')) return next();
    response.setHeader('Allow', methods.join(', '));
    if (request.method !== 'OPTIONS') return next(new AppError('request.method_not_allowed', `It takes ${methods.join(', ')}.`));
    response.status(204).end();
  };
}
