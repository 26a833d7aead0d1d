import { ApiError, isProblem, messageOf } from '../../api/client.js';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/** What is wrong with an address, or null. Only the obvious; the server has the last word. */
export function emailFault(email: string): string | null {
  if (email.trim() === '') return 'Please enter your e-mail address';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'This does not look like an e-mail address';
}

/** What is wrong with a new password, or null. */
export function passwordFault(password: string): string | null {
  if (password.length < PASSWORD_MIN) return `Please use at least ${PASSWORD_MIN} characters`;
  return password.length > PASSWORD_MAX ? `Please use at most ${PASSWORD_MAX} characters` : null;
}

/** What to say when the sign-in service refuses. */
export function authMessage(error: unknown): string {
  if (isProblem(error, 'auth.invalid_credentials')) return 'E-mail or password is wrong. Please try again.';
  if (isProblem(error, 'auth.email_taken')) return 'There is already an account with this e-mail address. Sign in instead?';
  if (isProblem(error, 'auth.password_rejected')) return `This password is not accepted. ${(error as ApiError).problem.detail}`;
  if (isProblem(error, 'request.rate_limited')) return `Too many tries. Please wait ${error.retryAfterSeconds ?? 60} s and try again.`;
  return messageOf(error);
}
