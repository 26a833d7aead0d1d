import { Inject, Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Endpoint } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { AppError } from '../../kernel/app-error.js';
import { Answer, DocumentAnswer, EncodedAnswer, NotModified, StreamAnswer, type AnswerHeaders } from './answer.js';
import { inSpan, isTraced, noteWork } from '../telemetry/index.js';
import { endpointOf } from './endpoint.decorator.js';
import { parseInput } from './parse-input.js';
import { BODY_LIMIT, hasBody, JsonBodies, SMALL_BODY_LIMIT } from './json-bodies.js';
import { stateOf } from './request-state.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Carries out what an endpoint declares: reads and parses the request before the controller, and parses the answer after it.
 * Runs behind the guards, so a body is only read of those who may send one.
 */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  constructor(@Inject(JsonBodies) private readonly bodies: JsonBodies) {}

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
      body: await this.bodyOf(endpoint, request, response),
    });
    noteWork({ workspaceId: workspaceIn(stateOf(request).input) });
    // Called inside the span: Nest binds the controller to where its handler is asked for.
    const answer = () => next.handle().pipe(map((value) => prepareAnswer(endpoint, value, request, response)));
    return isTraced() ? from(inSpan({ name: wordsOf(endpoint.id) }, () => lastValueFrom(answer(), { defaultValue: undefined }))) : answer();
  }

  /** The JSON body. A multipart body is left to the controller's own reader, which streams and bounds it. */
  private async bodyOf(endpoint: Endpoint, request: Request, response: Response): Promise<unknown> {
    if (endpoint.consumes === undefined) return await this.bodies.read(request, response, limitOf(endpoint));
    if (!hasBody(request) || !/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) {
      throw new AppError('request.unsupported_media_type', `Send the body as ${endpoint.consumes}.`);
    }
    return undefined;
  }
}

/** The use case, as a span is named: saveDiagram is "save diagram". */
function wordsOf(id: string): string {
  return id.replaceAll(/[A-Z]/g, (start) => ` ${start.toLowerCase()}`);
}

/** The workspace an input names; where it names none, the use case may know more. */
function workspaceIn(input: unknown): string | undefined {
  const { params, query, body } = (input ?? {}) as Readonly<Record<string, { workspaceId?: unknown } | undefined>>;
  const id = params?.workspaceId ?? query?.workspaceId ?? body?.workspaceId;
  return typeof id === 'string' ? id : undefined;
}

/** Only members of a workspace send documents. */
function limitOf({ body, permission }: Endpoint): number {
  return body === undefined || permission === 'public' ? SMALL_BODY_LIMIT : BODY_LIMIT;
}

/** A reader who takes nothing of a stream for so long, or up to twice as long as Node tells it, is hung up on: others wait for the place. Longer than a piece takes to be made. */
const LONGEST_SILENCE_MS = 120_000;

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
  if (value instanceof StreamAnswer) {
    setHeaders(response, { 'Cache-Control': 'no-store', ...value.headers });
    response.setHeader('Content-Type', value.contentType);
    if (request.method === 'HEAD') {
      value.stream.destroy();
      return undefined;
    }
    response.setTimeout(LONGEST_SILENCE_MS, () => response.destroy());
    return new StreamableFile(value.stream);
  }
  if (value instanceof EncodedAnswer) {
    setHeaders(response, value.headers);
    response.setHeader('Content-Type', JSON_TYPE);
    return finish(request, response, value.json);
  }
  const { data, options } = value instanceof Answer ? value : new Answer(value);
  setHeaders(response, options.headers ?? {});
  if (options.status !== undefined) response.status(options.status);
  return finish(request, response, endpoint.response === undefined ? undefined : jsonOf(endpoint.response.parse(data), response));
}

/** Nest sends null as no body at all; in JSON it is a word. */
function jsonOf(value: unknown, response: Response): unknown {
  if (value !== null) return value;
  response.setHeader('Content-Type', JSON_TYPE);
  return Buffer.from('null');
}

/** An answer with an entity tag may be kept and asked about again; any other is not kept, and so is no copy that could still be good. */
function finish(request: Request, response: Response, body: unknown): unknown {
  if (!response.hasHeader('ETag')) delete request.headers['if-none-match']; // Express heeds "*" without one
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
