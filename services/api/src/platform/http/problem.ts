import { ERRORS, type ErrorCode, type Problem } from '@bpmn-studio/contracts';
import { HttpException } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';

/** The problem document (RFC 9457) of an error, as every error answer of this API carries it. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code];
  return { type: `/docs/errors#${error.code}`, title, status, detail: error.detail, code: error.code, requestId, ...error.fields };
}

/**
 * Whatever was thrown, as an error a client may see. AppErrors stay; what Express, the body reader, multer and Nest throw is
 * mapped by status; anything else is our fault and says nothing about itself. The original stays as `cause` for the log.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown);
  if (isMulterError(thrown)) return thrown.code.startsWith('LIMIT_UNEXPECTED') ? ofStatus(400, thrown) : ofStatus(413, thrown);
  if (thrown instanceof Error && BROKEN_OFF.test(thrown.message)) return ofStatus(400, thrown);
  if (thrown instanceof URIError) return ofStatus(400, thrown);
  if (isHttpError(thrown)) return ofStatus(thrown.status, thrown);
  return new AppError('server.internal', INTERNAL, {}, { cause: thrown });
}

/** What the readers of multipart bodies say of a broken one, and Express of a client that went away; these errors have no mark but their words. */
const BROKEN_OFF = /^(Request aborted|Multipart: Boundary not found|Unexpected end of (form|file)|Malformed part header|Malformed urlencoded form)/;

const INTERNAL = 'The fault is ours and has been logged. Try again; when it stays, report it with the requestId.';

const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string?]>> = {
  400: ['request.malformed', 'The request could not be read: check the address, the headers and the body.'],
  401: ['auth.unauthenticated'],
  403: ['auth.forbidden'],
  404: ['request.not_found', 'Check the address; /api/docs lists every operation.'],
  405: ['request.method_not_allowed'],
  413: ['request.too_large', 'Send less at once.'],
  415: ['request.unsupported_media_type', 'Send JSON as application/json in UTF-8, without a content encoding.'],
  428: ['request.precondition_required'],
  429: ['request.rate_limited'],
  503: ['server.unavailable'],
};

function ofStatus(status: number, cause: Error): AppError {
  const [code, detail] = BY_STATUS[status] ?? (status < 500 ? (['request.malformed', 'The request could not be read.'] as const) : (['server.internal', INTERNAL] as const));
  return new AppError(code, detail, {}, { cause });
}

/** Errors of Express and its body reader (http-errors): a status of the 4xx range beside the message. */
function isHttpError(thrown: unknown): thrown is Error & { status: number } {
  return thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number' && thrown.status >= 400 && thrown.status < 500;
}

function isMulterError(thrown: unknown): thrown is Error & { code: string } {
  return thrown instanceof Error && thrown.name === 'MulterError' && 'code' in thrown && typeof thrown.code === 'string';
}
