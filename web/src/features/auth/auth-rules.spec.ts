import { describe, expect, it } from '@jest/globals';
import { apiErrorFrom } from '../../api/problem.js';
import { authMessage, emailFault, passwordFault } from './auth-rules.js';

describe('what is asked of an account', () => {
  it('is an address that looks like one', () => {
    expect(emailFault('anna@example.org')).toBeNull();
    expect(['', 'anna', 'anna@home', 'a b@c.d'].map(emailFault)).not.toContain(null);
  });

  it('is a password of 8 to 128 characters', () => {
    expect([7, 8, 128, 129].map((length) => passwordFault('x'.repeat(length)) === null)).toEqual([false, true, true, false]);
  });
});

describe('what is said when the sign-in service refuses', () => {
  const refusal = (status: number, code: string, seconds = 30) =>
    apiErrorFrom(status, JSON.stringify({ type: '', title: 'T', status, detail: 'It was in a leak.', code, requestId: '' }), new Headers({ 'retry-after': String(seconds) }));

  it('does not tell which of the two was wrong', () => {
    expect(authMessage(refusal(401, 'auth.invalid_credentials'))).toBe('E-mail or password is wrong. Please try again.');
  });

  it('names the reason or the time to wait', () => {
    expect(authMessage(refusal(400, 'auth.password_rejected'))).toContain('It was in a leak.');
    expect(authMessage(refusal(429, 'request.rate_limited'))).toContain('30 s');
    expect(authMessage(refusal(429, 'request.rate_limited', 840))).toContain('14 minutes');
  });
});
