import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Endpoint } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { AppError } from '../../kernel/app-error.js';
import { Answer, DocumentAnswer, NotModified, type AnswerHeaders } from './answer.js';
import { endpointOf } from './endpoint.decorator.js';
import { parseInput } from './parse-input.js';
import { BODY_LIMIT, hasBody, readJsonBody, SMALL_BODY_LIMIT } from './read-json-body.js';
import { stateOf } from './request-state.js';

/**
 * Carries out what an endpoint declares: reads and parses the request before the controller, and parses the answer after it.
 * Runs behind the guards, so a body is only read of those who may send one.
 */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const endpoint = endpointOf(context.getHandler());
    if (endpoint === undefined) return next.handle(); // refused at boot; only foreign routers come here
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    stateOf(request).input = parseInput(endpoint, {
      params: request.params,
      query: request.query,
      headers: request.headers,
      body: await bodyOf(endpoint, request, response),
    });
    return next.handle().pipe(map((value) => prepareAnswer(endpoint, value, request, response)));
  }
}

/** The JSON body. A multipart body is left to the controller's own reader, which streams and bounds it. */
async function bodyOf(endpoint: Endpoint, request: Request, response: Response): Promise<unknown> {
  if (endpoint.consumes === undefined) return await readJsonBody(request, response, limitOf(endpoint));
  if (!hasBody(request) || !/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) {
    throw new AppError('request.unsupported_media_type', `Send the body as ${endpoint.consumes}.`);
  }
  return undefined;
}

/** Only members of a workspace send documents. */
function limitOf({ body, permission }: Endpoint): number {
  return body === undefined || permission === 'public' ? SMALL_BODY_LIMIT : BODY_LIMIT;
}

/** Sets status and headers, and makes of what a controller returned what goes out: bytes, a plain object, or nothing. */
function prepareAnswer(endpoint: Endpoint, value: unknown, request: Request, response: Response): unknown {
  response.status(endpoint.status);
  if (value instanceof NotModified) {
    setHeaders(response, value.headers);
    response.status(304);
    return undefined;
  }
  if (value instanceof DocumentAnswer) {
    setHeaders(response, value.headers);
    response.setHeader('Content-Type', value.contentType);
    return finish(request, response, typeof value.content === 'string' ? Buffer.from(value.content, 'utf8') : value.content);
  }
  const { data, options } = value instanceof Answer ? value : new Answer(value);
  setHeaders(response, options.headers ?? {});
  if (options.status !== undefined) response.status(options.status);
  return finish(request, response, endpoint.response === undefined ? undefined : jsonOf(endpoint.response.parse(data), response));
}

/** Nest sends null as no body at all; in JSON it is a word. */
function jsonOf(value: unknown, response: Response): unknown {
  if (value !== null) return value;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  return Buffer.from('null');
}

/** An answer with an entity tag may be kept and asked about again; any other is not kept. */
function finish(request: Request, response: Response, body: unknown): unknown {
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', response.hasHeader('ETag') ? 'private, no-cache' : 'no-store');
  if (response.hasHeader('ETag') && request.fresh) {
    response.status(304);
    return undefined;
  }
  return body;
}

function setHeaders(response: Response, headers: AnswerHeaders): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
