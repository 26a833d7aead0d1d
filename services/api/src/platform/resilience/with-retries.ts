import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';

export interface RetrySettings {
  /** In all, the first included. */
  readonly attempts: number;
  /** The first wait is about this long, the next about twice as long; milliseconds. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Whether trying again can help. Default: always. */
  readonly isWorthIt?: (error: unknown) => boolean;
}

/**
 * Tries work again that may be done twice, with growing waits that are spread at random (decorrelated jitter), so that
 * many processes do not come back in step. For what is read, or has a key; never for what adds.
 * @throws what the last attempt threw
 */
export async function withRetries<T>(settings: RetrySettings, work: () => Promise<T>): Promise<T> {
  const policy = retry(handleWhen((error) => settings.isWorthIt?.(error) ?? true), {
    maxAttempts: settings.attempts - 1,
    backoff: new ExponentialBackoff({ initialDelay: settings.firstMs, maxDelay: settings.longestMs }),
  });
  return await policy.execute(() => work());
}
