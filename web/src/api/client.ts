import type { Endpoint, ResponseOf } from '@bpmn-studio/contracts';
import { OfflineError } from './errors.js';
import { publishNotice } from './notices.js';
import { meantFor } from './person.js';
import { apiErrorFrom, parseAnswer } from './problem.js';
import { newTraceparent } from './trace.js';
import { addressOf, type AddressParts, type ClientRequest } from './url.js';

export { ApiError, isProblem, mayPass, messageOf, OfflineError } from './errors.js';
export { urlFor, type ClientRequest } from './url.js';

const TIME_LIMIT_MS = 30_000;
/** A large document takes its time on a slow line: a fixed limit would break off every try and begin anew for ever. */
const SLOWEST_BYTES_PER_MS = 10;

export interface CallInit {
  readonly signal?: AbortSignal | undefined;
  /** Lets the request outlive the page; the browser then takes at most 64 KiB of body. */
  readonly keepalive?: boolean;
  /** The caller deals with a missing session (401) itself; no notice is published. */
  readonly anonymous?: boolean;
  /** The caller shows a "too many requests" (429) itself; no notice is published. */
  readonly quiet?: boolean;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
  readonly status: number;
}

/**
 * Calls an operation that answers with JSON (or with nothing).
 * @throws ApiError when the server refuses; OfflineError when no answer comes within 30 s (more for a large body); AbortError when `signal` says so.
 */
export async function call<const E extends Endpoint>(endpoint: E, request: ClientRequest<E>, init: CallInit = {}): Promise<Answer<ResponseOf<E>>> {
  const { text, headers, etag, status } = await exchange(endpoint, request as Parts, init);
  return { etag, status, data: parseAnswer(text, headers) as ResponseOf<E> };
}

/** Calls an operation that answers with a document, such as the BPMN file itself. Throws as `call` does. */
export async function callText<const E extends Endpoint>(endpoint: E, request: ClientRequest<E>, init: CallInit = {}): Promise<Answer<string>> {
  const { text, etag, status } = await exchange(endpoint, request as Parts, init);
  return { etag, status, data: text };
}

interface Parts extends AddressParts {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

async function exchange(endpoint: Endpoint, { headers = {}, body, ...address }: Parts, init: CallInit) {
  const hasBody = body !== undefined;
  const response = await reach(addressOf(endpoint, address), init, {
    method: endpoint.method,
    headers: { accept: 'application/json, application/problem+json, */*;q=0.5', ...(hasBody && { 'content-type': 'application/json' }), ...(endpoint.method !== 'GET' && { traceparent: newTraceparent(), ...meantFor() }), ...written(headers) },
    ...(hasBody && { body: JSON.stringify(body) }),
    ...(init.keepalive && { keepalive: true }),
  });
  if (response.ok || response.status === 304) return response;
  const error = apiErrorFrom(response.status, response.text, response.headers);
  if (error.status === 401 && !init.anonymous) publishNotice({ kind: 'session-expired' });
  if (error.status === 429 && !init.quiet) publishNotice({ kind: 'slowed-down', seconds: error.retryAfterSeconds ?? 1 });
  throw error;
}

async function reach(url: string, { signal }: CallInit, request: RequestInit) {
  const size = typeof request.body === 'string' ? request.body.length : 0;
  const limit = AbortSignal.timeout(TIME_LIMIT_MS + Math.ceil(size / SLOWEST_BYTES_PER_MS));
  try {
    const response = await fetch(url, { ...request, credentials: 'same-origin', signal: signal ? AbortSignal.any([signal, limit]) : limit });
    const text = await response.text();
    return { ok: response.ok, status: response.status, headers: response.headers, etag: response.headers.get('etag'), text };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new OfflineError({ cause: error });
  }
}

function written(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}
