import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';

/** RFC 9112 3.2: a request says once which host it is for. Node would refuse it, too, but without the headers every answer has. */
export function requireHost() {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const hosts = request.headersDistinct['host']?.length ?? 0;
    const fits = hosts === 1 || (hosts === 0 && request.httpVersion === '1.0');
    next(fits ? undefined : new AppError('request.malformed', 'Send the header Host once.'));
  };
}
