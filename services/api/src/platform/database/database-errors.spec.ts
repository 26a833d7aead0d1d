import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import { asAppError, isLost, isUnavailable } from './database-errors.js';

const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('isUnavailable', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53100', '53200', '53300', '57014', '40P01', '55000', 'P1001', 'P2024', 'P2028'])('holds for %s', (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
  });

  it.each(['23505', '42P01', '22P02', 'P2002', 'P2025', ''])('does not hold for %s', (code) => {
    expect(isUnavailable(withCode(code))).toBe(false);
  });

  it.each(['timeout exceeded when trying to connect', 'Connection terminated unexpectedly', 'Query read timeout', 'Cannot use a pool after calling end on the pool'])('holds for pg saying "%s"', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true);
  });

  it('looks below wrappers, aggregates and Prisma', () => {
    expect(isUnavailable(new Error('outer', { cause: withCode('ECONNREFUSED') }))).toBe(true);
    expect(isUnavailable(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('raw query failed'), { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } }))).toBe(true);
  });

  it('ends on causes that go in circles', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isUnavailable(error)).toBe(false);
  });

  it.each([undefined, null, 'text', 7])('does not hold for %s', (thrown) => {
    expect(isUnavailable(thrown)).toBe(false);
  });
});

describe('isLost', () => {
  it.each(['ECONNREFUSED', '57P01', '57P03', '08006', 'P1001'])('holds for %s: nobody is there', (code) => {
    expect(isLost(withCode(code))).toBe(true);
  });

  it.each(['57014', '53100', '53300', '28P01', '40P01', '23505', '55000', 'P2024', 'P2028'])('does not hold for %s: somebody answered', (code) => {
    expect(isLost(withCode(code))).toBe(false);
  });

  it('does not hold for a pool whose connections are all at work', () => {
    expect(isLost(new Error('timeout exceeded when trying to connect'))).toBe(false);
  });
});

describe('asAppError', () => {
  it('makes an absent database the one error the caller understands, and keeps the reason for the log', () => {
    const cause = withCode('ECONNREFUSED');
    expect(asAppError(cause)).toMatchObject({ code: 'server.unavailable', status: 503, cause });
  });

  it('leaves other errors as they are', () => {
    const own = new AppError('diagram.not_found');
    const bug = new TypeError('bug');
    expect(asAppError(own)).toBe(own);
    expect(asAppError(bug)).toBe(bug);
  });
});
