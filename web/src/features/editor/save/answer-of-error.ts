import { ApiError, OfflineError } from '../../../api/client.js';
import type { Failure } from './save-state.js';

const UNAVAILABLE_MS = 1_000;

/** Another person signed in in this browser since the diagram was opened. */
export class SignedInAsAnother extends Error {
  override readonly name = 'SignedInAsAnother';
}

/** What a failed request means for saving. Errors that are no answer at all (bugs) count as trouble worth another try. */
export function failureOf(error: unknown): Failure {
  if (error instanceof OfflineError) return { kind: 'unreachable' };
  if (error instanceof SignedInAsAnother) return { kind: 'signed-out' };
  if (!(error instanceof ApiError)) return { kind: 'unavailable', retryAfterMs: UNAVAILABLE_MS };
  const { status, problem } = error;
  const retryAfterMs = error.retryAfterSeconds === null ? UNAVAILABLE_MS : error.retryAfterSeconds * 1000;
  if (problem.code === 'diagram.version_conflict') return { kind: 'conflict' };
  if (problem.code === 'auth.forbidden') return { kind: 'forbidden' };
  if (problem.code === 'diagram.version_not_found') return { kind: 'refused', reason: reasonOf(error) };
  if (problem.code === 'diagram.deleted' || problem.code === 'diagram.not_found') return { kind: 'gone' };
  if (problem.code === 'idempotency.in_flight') return { kind: 'unavailable', retryAfterMs };
  if (problem.code === 'idempotency.key_reused') return { kind: 'key-reused' };
  if (status === 401) return { kind: 'signed-out' };
  if (status === 429) return { kind: 'limited', retryAfterMs };
  // Only our server knows that a diagram is gone: whatever else has no such address is in between, for a while.
  const isStrange = status === 404 && problem.code === 'server.internal';
  if (status >= 500 || status === 408 || isStrange) return { kind: 'unavailable', retryAfterMs };
  return { kind: 'refused', reason: reasonOf(error) };
}

function reasonOf({ problem }: ApiError): string {
  const place = problem.line === undefined ? '' : ` (line ${problem.line})`;
  return `${problem.detail || problem.title}${place}`;
}
