import { describe, expect, it } from '@jest/globals';
import { OfflineError } from './errors.js';
import { apiErrorFrom } from './problem.js';
import { retryDelay, retryRead, retryWrite, secondsToNextTry } from './retry.js';

const answer = (status: number, retryAfter?: string) => apiErrorFrom(status, '', new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }));

describe('trying again', () => {
  it('reads again when it may help, and never for a refusal', () => {
    expect(retryRead(0, new OfflineError())).toBe(true);
    expect(retryRead(2, new OfflineError())).toBe(false);
    expect(retryRead(1, answer(503))).toBe(true);
    expect(retryRead(0, answer(404))).toBe(false);
    expect(retryRead(5, answer(429))).toBe(true);
    expect(retryRead(6, answer(429))).toBe(false);
  });

  it('does not wait in silence for long: the page says so and counts down', () => {
    expect([retryRead(0, answer(429, '15')), retryRead(0, answer(429, '16'))]).toEqual([true, false]);
    expect([retryWrite(0, answer(429, '15')), retryWrite(0, answer(429, '900'))]).toEqual([true, false]);
    expect([secondsToNextTry(1, answer(429, '40')), secondsToNextTry(1, answer(429, '2')), secondsToNextTry(5, answer(429, '40'))]).toEqual([40, 5, 60]);
  });

  it('writes again only when the server did nothing yet', () => {
    expect(retryWrite(0, answer(429))).toBe(true);
    expect(retryWrite(0, answer(500))).toBe(false);
    expect(retryWrite(0, new OfflineError())).toBe(false);
  });

  it('waits as long as it was asked to, else ever longer', () => {
    expect(retryDelay(0, answer(429, '12'))).toBe(12_000);
    expect(retryDelay(0, answer(429, '0'))).toBe(1000);
    expect([0, 1, 2, 9].map((failures) => retryDelay(failures, new OfflineError()))).toEqual([1000, 2000, 4000, 30_000]);
  });

  it('leaves a page alone when waiting will not help', () => {
    expect([1, 2, 5].map((failures) => secondsToNextTry(failures, new OfflineError()))).toEqual([5, 10, 60]);
    expect(secondsToNextTry(1, answer(401))).toBeUndefined();
  });
});
