import type { ErrorCode, Problem } from '@bpmn-studio/contracts';

/** The server answered with an error. `retryAfterSeconds` is what it asked for in Retry-After. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.detail);
  }
}

/** No answer came: no network, the server is down, or it took longer than the time limit. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
  constructor(options?: ErrorOptions) {
    super('Could not reach the server.', options);
  }
}

/** Whether an error is the server's answer with one of these codes. */
export function isProblem(error: unknown, ...codes: readonly ErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.problem.code);
}

/** Whether an error may pass by itself: no network, a server that stumbles, or one that asks for patience. */
export function mayPass(error: unknown): error is ApiError | OfflineError {
  return error instanceof OfflineError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
}

/** What to tell a person about an error, in one or two plain sentences. */
export function messageOf(error: unknown): string {
  if (error instanceof OfflineError) return 'Could not reach the server.';
  if (!(error instanceof ApiError)) return 'Something unexpected happened.';
  if (error.status >= 500) return `The server has trouble right now. Please try again in a moment.${reference(error.problem.requestId)}`;
  return error.problem.detail || error.problem.title;
}

function reference(requestId: string): string {
  return requestId === '' ? '' : ` (Reference: ${requestId})`;
}
