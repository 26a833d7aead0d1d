import { createHash } from 'node:crypto';

/** The channel on which processes hear of sessions that ended; the database's trigger uses it, too. */
export const SESSION_ENDED = 'session_ended';

/** What is said there: the SHA-256 of the session's token, in hexadecimal. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
