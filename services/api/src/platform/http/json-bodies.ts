import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { BpmnThreadError, ThreadPool } from '../threads/index.js';
import type { JsonTask } from './json-thread.js';
import { LargeBodies } from './large-bodies.js';
import { parseJson, type ParsedJson } from './parse-json.js';
import { PieceBudget, tooManyPieces } from './piece-budget.js';

/** Bytes of the largest JSON body: a document of 5 MiB, whose quotes and line ends JSON escapes, and room beside it. */
export const BODY_LIMIT = 6 * 1024 * 1024;
/** Bytes of a body of which nobody knows who sends it, or which the operation does not even take. */
export const SMALL_BODY_LIMIT = 16 * 1024;
/** Reading a megabyte takes 15 ms and more, in which nobody else is answered. A larger body than this goes to a thread; for a smaller one the way there and back costs more than it spares. */
const INLINE_BYTES = 256 * 1024;
/** The heap holds what the worst 6 MB make: two million empty objects. */
const THREAD = { threads: 1, mostWaiting: 64, timeLimitMs: 10_000, heapMb: 512 };

/** Reads the JSON bodies of this process's requests, and looks after its memory and event loop meanwhile. */
@Injectable()
export class JsonBodies implements OnApplicationShutdown {
  private readonly large = new LargeBodies();
  private readonly thread = new ThreadPool<JsonTask, ParsedJson>(new URL(`./json-thread${extname(import.meta.filename)}`, import.meta.url), THREAD);

  /**
   * The body of a request: `application/json`, UTF-8, at most `limit` bytes, no content encoding. Reads nothing and answers
   * undefined when the request has none.
   * @throws AppError request.unsupported_media_type, request.too_large, request.malformed, server.unavailable
   */
  async read(request: Request, response: Response, limit = BODY_LIMIT): Promise<unknown> {
    if (!hasBody(request)) return undefined;
    const { 'content-type': type, 'content-encoding': encoding = 'identity', 'content-length': length = '0' } = request.headers;
    checkContentType(type);
    if (encoding.toLowerCase() !== 'identity') throw new AppError('request.unsupported_media_type', 'Send the body without a content encoding.');
    if (Number(length) > limit) throw tooLarge(limit);
    const bytes = await readBytes(request, response, this.large.roomFor(response), limit);
    await this.large.turn(bytes.length);
    const parsed = bytes.length <= INLINE_BYTES ? parseJson(bytes) : await this.parseElsewhere(bytes);
    if ('refused' in parsed) throw new AppError('request.malformed', parsed.refused);
    return parsed.value;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.destroy();
  }

  private async parseElsewhere(bytes: Buffer): Promise<ParsedJson> {
    try {
      return await this.thread.run({ work: 'parse json', bytes });
    } catch (error) {
      if (!(error instanceof BpmnThreadError) || error.reason === 'unreadable') throw error;
      if (error.reason === 'too_big') throw new AppError('request.too_large', 'Reading this body takes more memory than the server gives to one request.', {}, { cause: error });
      throw new AppError('server.unavailable', 'Too many large requests are being read right now. Try again in a moment.', {}, { cause: error });
    }
  }
}

/** The bytes of a body. Of one that is refused nothing is kept; one in too many pieces also loses its connection. */
function readBytes(request: Request, response: Response, room: (bytes: number) => boolean, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const budget = new PieceBudget();
  let size = 0;
  return new Promise((resolve, reject) => {
    const refuse = (error: AppError) => {
      request.off('data', take);
      pieces.length = 0;
      reject(error);
    };
    const take = (piece: Buffer) => {
      size += piece.length;
      if (size > limit) refuse(tooLarge(limit));
      else if (!budget.admits(piece.length)) refuse(tooManyPieces(response));
      else if (!room(piece.length)) refuse(new AppError('server.unavailable', 'Many large requests are being received right now. Try again in a moment.'));
      else pieces.push(piece);
    };
    const brokenOff = () => {
      if (!request.readableEnded) refuse(new AppError('request.malformed', 'The body broke off.'));
    };
    request.on('data', take).on('error', brokenOff).once('close', brokenOff);
    request.once('end', () => resolve(Buffer.concat(pieces)));
  });
}

function tooLarge(limit: number): AppError {
  return new AppError('request.too_large', `Send at most ${Math.floor(limit / 1024)} KB here.`);
}

/** RFC 9112 6.3: a request has a body when it says how long it is, or that it comes in chunks. */
export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function checkContentType(contentType: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (type !== 'application/json' || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new AppError('request.unsupported_media_type', 'Send the body as JSON in UTF-8, with Content-Type: application/json.');
  }
}
