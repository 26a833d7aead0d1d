import { PASSWORD_LENGTH } from '@bpmn-studio/contracts';
import { isProblem, messageOf } from '../../api/client.js';

export const PASSWORD_MIN = PASSWORD_LENGTH.min;

/** What is wrong with an address, or null. Only the obvious; the server has the last word. */
export function emailFault(email: string): string | null {
  if (email.trim() === '') return 'Please enter your e-mail address';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'This does not look like an e-mail address';
}

/** What is wrong with a new password, or null. */
export function passwordFault(password: string): string | null {
  const { length } = [...password];
  if (length < PASSWORD_LENGTH.min) return `Please use at least ${PASSWORD_LENGTH.min} characters`;
  return length > PASSWORD_LENGTH.max ? `Please use at most ${PASSWORD_LENGTH.max} characters` : null;
}

/** What to say when the sign-in service refuses. */
export function authMessage(error: unknown): string {
  if (isProblem(error, 'auth.invalid_credentials')) return 'E-mail or password is wrong. Please try again.';
  if (isProblem(error, 'auth.email_taken')) return 'There is already an account with this e-mail address. Sign in instead?';
  if (isProblem(error, 'auth.password_rejected')) return `This password is not accepted. ${error.problem.detail}`;
  if (isProblem(error, 'request.rate_limited')) return slowedDown(error.retryAfterSeconds ?? 60);
  return messageOf(error);
}

/** Minutes are asked for after many wrong passwords; a browser that knows the account has tries of its own. */
function slowedDown(seconds: number): string {
  if (seconds < 100) return `Too many tries. Please wait ${seconds} s and try again.`;
  return `Too many tries. Please wait ${Math.ceil(seconds / 60)} minutes, or sign in from a browser you used before.`;
}
