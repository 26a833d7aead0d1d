import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import { AppError } from '../../kernel/app-error.js';

/** Bytes of the largest JSON body: a document of 5 MiB, whose quotes and line ends JSON escapes, and room beside it. */
export const BODY_LIMIT = 6 * 1024 * 1024;
/** Levels of nesting; the deepest body of the contract has one. */
const DEPTH_LIMIT = 16;

const readBytes = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });

/**
 * Reads the body of a request as JSON: `application/json`, UTF-8, at most BODY_LIMIT bytes, no content encoding.
 * Reads nothing and answers undefined when the request has no body.
 * @throws AppError request.unsupported_media_type, request.too_large, request.malformed
 */
export async function readJsonBody(request: Request, response: Response): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  checkContentType(request.headers['content-type']);
  await new Promise<void>((resolve, reject) => {
    readBytes(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
  });
  return parse(request.body as Buffer);
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
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError('request.malformed', 'The body is not JSON.', {}, { cause: error });
  }
  checkDepth(value, DEPTH_LIMIT);
  return value;
}

function checkDepth(value: unknown, levels: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) throw new AppError('request.malformed', `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
  for (const inner of Object.values(value)) checkDepth(inner, levels - 1);
}
