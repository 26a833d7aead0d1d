import { ApiError, mayPass, OfflineError } from './errors.js';

const PATIENCE = 6;
/** A page waits this long without a word; when the server asks for more, it says so and counts down. */
const QUIETLY_S = 15;

/** Reads are tried again when the server asks for a little patience, and twice when it could not be reached or stumbled. */
export function retryRead(failures: number, error: Error): boolean {
  if (isBusy(error)) return isSoon(error) && failures < PATIENCE;
  return failures < 2 && (error instanceof OfflineError || (error instanceof ApiError && error.status >= 500));
}

/** Writes are tried again only when the server said that it did nothing yet. */
export function retryWrite(failures: number, error: Error): boolean {
  return isBusy(error) && isSoon(error) && failures < PATIENCE;
}

/** Milliseconds until the next try: what the server asks for, or 1, 2, 4 ... 30 s. */
export function retryDelay(failures: number, error: Error): number {
  const asked = error instanceof ApiError ? error.retryAfterSeconds : null;
  return asked === null ? Math.min(1000 * 2 ** failures, 30_000) : Math.max(asked, 1) * 1000;
}

/** Seconds until a page that could not be read should try by itself; undefined when waiting will not help. */
export function secondsToNextTry(failures: number, error: Error): number | undefined {
  if (!mayPass(error)) return undefined;
  const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.max(asked, Math.min(5 * 2 ** Math.max(0, failures - 1), 60));
}

function isBusy(error: Error): error is ApiError {
  return error instanceof ApiError && error.status === 429;
}

function isSoon({ retryAfterSeconds }: ApiError): boolean {
  return (retryAfterSeconds ?? 0) <= QUIETLY_S;
}
