import { APIError } from 'better-auth/api';
import { PASSWORD_LENGTH, type ErrorCode } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';

const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['auth.invalid_credentials', 'E-mail or password is wrong.'],
  USER_ALREADY_EXISTS: ['auth.email_taken', 'There is already an account with this e-mail address: sign in instead.'],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ['auth.email_taken', 'There is already an account with this e-mail address: sign in instead.'],
  PASSWORD_TOO_SHORT: ['auth.password_rejected', `A password has at least ${PASSWORD_LENGTH.min} characters.`],
  PASSWORD_TOO_LONG: ['auth.password_rejected', `A password has at most ${PASSWORD_LENGTH.max} characters.`],
};

/**
 * An error of better-auth in the words of this API; undefined when it does not say what happened (it hides failures of
 * the database behind errors of its own). Looking up a session needs nothing but the database.
 */
export function knownError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (!(error instanceof APIError)) return undefined;
  const code = error.body?.code ?? '';
  const known = CODES[code];
  if (known !== undefined) return new AppError(known[0], known[1], {}, { cause: error });
  if (error.statusCode >= 500 && code === 'FAILED_TO_GET_SESSION') return new AppError('server.unavailable', 'Your session cannot be looked up right now. Try again in a moment.', {}, { cause: error });
  if (error.statusCode >= 500 || code.startsWith('FAILED_TO')) return undefined;
  return new AppError('auth.rejected', error.body?.message ?? 'The sign-in service refused the request.', {}, { cause: error });
}
