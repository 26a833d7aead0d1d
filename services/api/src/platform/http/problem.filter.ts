import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { reportFault, safeText } from '../telemetry/index.js';
import { problemOf, toAppError } from './problem.js';
import { stateOf } from './request-state.js';

/** Seconds a client should wait before it asks a service again that cannot answer. */
const RETRY_UNAVAILABLE_AFTER = 2;

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }

  /** Sends the problem document of what was thrown; also for middleware, which Nest's hosts do not reach. */
  answer(thrown: unknown, request: Request, response: Response): void {
    const error = toAppError(thrown);
    if (error.code === 'server.internal') {
      this.logger.error({ event: 'http.fault', err: thrown, code: error.code }, error.message);
      reportFault(thrown, stateOf(request).endpoint?.path);
    } else if (error.status >= 500 && !isProbe(request)) this.logger.warn({ event: 'http.unavailable', code: error.code, cause: causeOf(error) }, error.message);
    if (response.headersSent) {
      response.destroy(); // half an answer must not look like a whole one
      return;
    }
    sendProblem(error, request, response);
  }
}

/** Health tells itself when something goes away and comes back; probes ask every second. */
function isProbe(request: Request): boolean {
  return request.originalUrl.startsWith('/api/health');
}

/** Why something is away, in a line; the stack of a lost connection says nothing more. */
function causeOf({ cause }: AppError): string | undefined {
  return cause instanceof Error ? safeText(cause.message) : undefined;
}

/** Writes the problem document of an error as the answer. */
export function sendProblem(error: AppError, request: Request, response: Response): void {
  const state = stateOf(request);
  const problem = problemOf(error, state.requestId);
  state.problem = error.code;
  if (error.code === 'server.unavailable') response.setHeader('Retry-After', String(RETRY_UNAVAILABLE_AFTER));
  if (typeof error.fields['retryAfter'] === 'number') response.setHeader('Retry-After', String(error.fields['retryAfter']));
  response.removeHeader('ETag');
  response.removeHeader('Content-Disposition');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.status(problem.status).end(request.method === 'HEAD' ? undefined : JSON.stringify(problem));
}
