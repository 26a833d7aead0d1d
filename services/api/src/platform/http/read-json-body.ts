import { isUtf8 } from 'node:buffer';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { LargeBodies } from './large-bodies.js';
import { membersWritten } from './members-written.js';
import { PieceBudget, tooManyPieces } from './piece-budget.js';

/** Bytes of the largest JSON body: a document of 5 MiB, whose quotes and line ends JSON escapes, and room beside it. */
export const BODY_LIMIT = 6 * 1024 * 1024;
/** Bytes of a body of which nobody knows who sends it, or which the operation does not even take. */
export const SMALL_BODY_LIMIT = 16 * 1024;
/** Levels of nesting; the deepest body of the contract has one. */
const DEPTH_LIMIT = 16;
/** Members and items in all; the largest body of the contract, a merge, has 1,000 choices and three beside them. */
const MEMBER_LIMIT = 1_010;

/** One for the process, whose memory and event loop it looks after. */
const largeBodies = new LargeBodies();

/**
 * Reads the body of a request as JSON: `application/json`, UTF-8, at most `limit` bytes, no content encoding.
 * Reads nothing and answers undefined when the request has no body.
 * @throws AppError request.unsupported_media_type, request.too_large, request.malformed
 */
export async function readJsonBody(request: Request, response: Response, limit = BODY_LIMIT): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const { 'content-type': type, 'content-encoding': encoding = 'identity', 'content-length': length = '0' } = request.headers;
  checkContentType(type);
  if (encoding.toLowerCase() !== 'identity') throw new AppError('request.unsupported_media_type', 'Send the body without a content encoding.');
  if (Number(length) > limit) throw tooLarge(limit);
  const bytes = await readBytes(request, response, limit);
  await largeBodies.turn(bytes.length);
  return parse(bytes);
}

/** The bytes of a body. Of one that is refused nothing is kept; one in too many pieces also loses its connection. */
function readBytes(request: Request, response: Response, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const budget = new PieceBudget();
  const room = largeBodies.roomFor(response);
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

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new AppError('request.malformed', 'The body is not UTF-8.');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('request.malformed', 'The body is not JSON.', {}, { cause: error });
  }
  // Who reads the first of the two sees another request than who reads the last (RFC 8259 4).
  if (membersWritten(text) > checkSize(value)) throw new AppError('request.malformed', 'An object of the body has two members of one name.');
  return value;
}

/** The members of all objects. */
function checkSize(body: unknown): number {
  let members = 0;
  let named = 0;
  const visit = (value: unknown, levels: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (levels === 0) throw new AppError('request.malformed', `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
    const inner = Object.values(value);
    members += inner.length;
    if (!Array.isArray(value)) named += inner.length;
    if (members > MEMBER_LIMIT) throw new AppError('request.malformed', `The body has more than ${MEMBER_LIMIT} members.`);
    for (const one of inner) visit(one, levels - 1);
  };
  visit(body, DEPTH_LIMIT);
  return named;
}
