import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { isUnavailable, makeLoginRoles, migrate } from './platform/database/index.js';
import { prepareQueueSchema } from './platform/queue/prepare-queue-schema.js';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 3_000;

/** PostgreSQL is there and does not know this user or password (SQLSTATE invalid_password): waiting mends nothing. */
export class LoginRefusedError extends Error {
  override readonly name = 'LoginRefusedError';
}

export interface PrepareOptions {
  /** The owner of the database. */
  readonly ownerUrl: string;
  readonly authSecret: string;
  /** The one before it: its logins stay. */
  readonly authSecretPrevious?: string | undefined;
  readonly say: (line: string) => void;
  /** How long to wait for a database that is not there yet; a compose file starts everything at once. */
  readonly patienceMs?: number;
}

/**
 * Makes the database ready for this version: migrations, login roles, the queue's schema. Every process does it at its
 * start; a lock lets one at a time, and the others find it done.
 * @throws MigrationError, LoginRefusedError, or the last connection error when the database stays away
 */
export async function prepareDatabase({ ownerUrl, authSecret, authSecretPrevious, say, patienceMs = 60_000 }: PrepareOptions): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      await migrate({
        ownerUrl,
        directory: MIGRATIONS,
        say,
        after: async (client) => {
          await makeLoginRoles(client, authSecret, authSecretPrevious);
          await prepareQueueSchema(ownerUrl);
        },
      });
      return;
    } catch (error) {
      if (isWrongPassword(error)) throw new LoginRefusedError(`PostgreSQL refuses the login of DATABASE_URL: ${error.message}. Mend its user or password.`, { cause: error });
      if (!isUnavailable(error) || Date.now() + wait > until) throw error;
      say(`The database is not there yet (${error instanceof Error ? error.message : String(error)}); trying again`);
      await delay(wait);
    }
  }
}

function isWrongPassword(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === '28P01';
}
