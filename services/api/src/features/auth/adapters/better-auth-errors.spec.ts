import { describe, expect, it } from '@jest/globals';
import { APIError } from 'better-auth/api';
import { knownError } from './better-auth-errors.js';

describe('an error of better-auth', () => {
  it('about a session that could not be looked up is one of the moment: the database had no time', () => {
    const error = new APIError('INTERNAL_SERVER_ERROR', { code: 'FAILED_TO_GET_SESSION', message: 'Failed to get session' });
    expect(knownError(error)).toMatchObject({ code: 'server.unavailable', cause: error });
  });

  it('that does not say what happened is not guessed at', () => {
    expect(knownError(new APIError('INTERNAL_SERVER_ERROR', { code: 'FAILED_TO_CREATE_USER', message: 'x' }))).toBeUndefined();
    expect(knownError(new Error('x'))).toBeUndefined();
  });
});
