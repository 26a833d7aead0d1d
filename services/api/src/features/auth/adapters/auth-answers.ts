import type { Account, FoundSession } from '../application/ports.js';

/** An account as the contract has it. */
export function accountAnswer({ createdAt, updatedAt, ...account }: Account) {
  return { ...account, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** A session with its account, without its token. */
export function sessionAnswer({ id, user, expiresAt, createdAt, updatedAt, userAgent }: FoundSession) {
  const times = { expiresAt: expiresAt.toISOString(), createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { session: { id, userId: user.id, ...times, userAgent }, user: accountAnswer(user) };
}
