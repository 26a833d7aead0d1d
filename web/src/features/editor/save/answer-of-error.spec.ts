import { describe, expect, it } from '@jest/globals';
import { ERRORS, type ErrorCode } from '@bpmn-studio/contracts';
import { ApiError, OfflineError } from '../../../api/client.js';
import { apiErrorFrom } from '../../../api/problem.js';
import { failureOf, SignedInAsAnother } from './answer-of-error.js';

const answer = (code: ErrorCode, more: object = {}, retryAfter: number | null = null) =>
  new ApiError(ERRORS[code].status, { type: '', title: ERRORS[code].title, status: ERRORS[code].status, detail: 'Why', code, requestId: 'r', ...more }, retryAfter);

describe('what an error means for saving', () => {
  it('waits for the right person when another one signed in meanwhile', () => {
    expect(failureOf(new SignedInAsAnother()).kind).toBe('signed-out');
  });

  it('asks again later when nothing was decided', () => {
    expect(failureOf(new OfflineError())).toEqual({ kind: 'unreachable' });
    expect(failureOf(answer('server.unavailable', {}, 3))).toEqual({ kind: 'unavailable', retryAfterMs: 3000 });
    expect(failureOf(answer('idempotency.in_flight')).kind).toBe('unavailable');
    expect(failureOf(new TypeError('a bug')).kind).toBe('unavailable');
  });

  it('takes no word of a proxy for it that a diagram is gone', () => {
    expect(failureOf(apiErrorFrom(404, '<html>nginx</html>', new Headers())).kind).toBe('unavailable');
    expect(failureOf(apiErrorFrom(403, '<html>nginx</html>', new Headers())).kind).toBe('refused');
  });

  it('tells the ways apart in which saving has to wait', () => {
    expect(failureOf(answer('request.rate_limited', {}, 12))).toEqual({ kind: 'limited', retryAfterMs: 12_000 });
    expect(failureOf(answer('auth.unauthenticated')).kind).toBe('signed-out');
    expect(failureOf(answer('diagram.version_conflict', { currentVersion: 7 })).kind).toBe('conflict');
    expect(failureOf(answer('diagram.deleted')).kind).toBe('gone');
    expect(failureOf(answer('diagram.not_found')).kind).toBe('gone');
    expect(failureOf(answer('auth.forbidden')).kind).toBe('forbidden');
    expect(failureOf(answer('idempotency.key_reused')).kind).toBe('key-reused');
  });

  it('says why a document is refused, and where', () => {
    expect(failureOf(answer('bpmn.invalid', { line: 12 }))).toEqual({ kind: 'refused', reason: 'Why (line 12)' });
    expect(failureOf(answer('bpmn.too_large')).kind).toBe('refused');
    expect(failureOf(answer('diagram.version_not_found')).kind).toBe('refused');
  });
});
