import { ApiError, mayPass, OfflineError } from './errors.js';

const PATIENCE = 6;

/** Reads are tried again when the server asks for patience, and twice when it could not be reached or stumbled. */
export function retryRead(failures: number, error: Error): boolean {
  if (isBusy(error)) return failures < PATIENCE;
  return failures < 2 && (error instanceof OfflineError || (error instanceof ApiError && error.status >= 500));
}

/** Writes are tried again only when the server said that it did nothing yet. */
export function retryWrite(failures: number, error: Error): boolean {
  return isBusy(error) && failures < PATIENCE;
}

/** Milliseconds until the next try: what the server asks for, or 1, 2, 4 ... 30 s. */
export function retryDelay(failures: number, error: Error): number {
  const asked = error instanceof ApiError ? error.retryAfterSeconds : null;
  return asked === null ? Math.min(1000 * 2 ** failures, 30_000) : Math.max(asked, 1) * 1000;
}

/** Seconds until a page that could not be read should try by itself; undefined when waiting will not help. */
export function secondsToNextTry(failures: number, error: Error): number | undefined {
  return mayPass(error) ? Math.min(5 * 2 ** Math.max(0, failures - 1), 60) : undefined;
}

function isBusy(error: Error): boolean {
  return error instanceof ApiError && error.status === 429;
}
