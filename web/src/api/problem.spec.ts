import { describe, expect, it } from '@jest/globals';
import { messageOf, OfflineError } from './errors.js';
import { apiErrorFrom, parseAnswer, retryAfterSeconds } from './problem.js';

const headers = (values: Record<string, string> = {}) => new Headers(values);

describe('an answer that is not a success', () => {
  it('carries the problem as the server told it', () => {
    const problem = { type: 't', title: 'T', status: 409, detail: 'D', code: 'diagram.version_conflict', requestId: 'r', currentVersion: 8 };
    const error = apiErrorFrom(409, JSON.stringify(problem), headers());
    expect(error.problem).toEqual(problem);
    expect(messageOf(error)).toBe('D');
  });

  it('makes sense of a page of a proxy', () => {
    const error = apiErrorFrom(502, '<html>Bad gateway</html>', headers({ 'x-request-id': 'abc' }));
    expect(error.problem).toMatchObject({ status: 502, code: 'server.unavailable', requestId: 'abc' });
    expect(messageOf(error)).toContain('Reference: abc');
  });

  it('speaks plainly when there is no answer at all', () => {
    expect(messageOf(new OfflineError())).toBe('Could not reach the server.');
    expect(messageOf(new TypeError('x is undefined'))).toBe('Something unexpected happened.');
  });
});

describe('the answer to a success', () => {
  it('is its JSON, or nothing', () => {
    expect(parseAnswer('{"a":1}', headers())).toEqual({ a: 1 });
    expect(parseAnswer('', headers())).toBeUndefined();
  });

  it('is a bad gateway when something else answered in the place of the server', () => {
    expect(() => parseAnswer('<html>Welcome to the hotel</html>', headers())).toThrow(expect.objectContaining({ name: 'ApiError', status: 502 }));
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['7', 7],
    ['0', 0],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%s is %s seconds', (value, seconds) => {
    expect(retryAfterSeconds(value, now)).toBe(seconds);
  });
});
