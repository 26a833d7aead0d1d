import type { Problem } from '@bpmn-studio/contracts';
import { ApiError } from './errors.js';

/** Makes the error for an answer that is not a success, also when a proxy in between answered with something else. */
export function apiErrorFrom(status: number, body: string, headers: Pick<Headers, 'get'>): ApiError {
  return new ApiError(status, parseProblem(body) ?? strangeAnswer(status, headers.get('x-request-id')), retryAfterSeconds(headers.get('retry-after')));
}

/**
 * The JSON of a success; nothing for an empty one.
 * @throws ApiError as for a bad gateway when it is no JSON: a sign-in page of the network, or a proxy, answered in the server's place
 */
export function parseAnswer(body: string, headers: Pick<Headers, 'get'>): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw apiErrorFrom(502, '', headers);
  }
}

/** Retry-After as seconds; it may be a number of seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(value: string | null, now = Date.now()): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

function parseProblem(body: string): Problem | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && 'code' in value && 'title' in value ? (value as Problem) : null;
  } catch {
    return null;
  }
}

function strangeAnswer(status: number, requestId: string | null): Problem {
  const code = status === 429 ? 'request.rate_limited' : status >= 502 ? 'server.unavailable' : 'server.internal';
  return {
    type: 'about:blank',
    title: 'The server gave an answer we do not understand',
    status,
    detail: 'The server gave an answer we do not understand. Please try again in a moment.',
    code,
    requestId: requestId ?? '',
  };
}
