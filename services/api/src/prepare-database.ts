import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { isUnavailable, makeLoginRoles, migrate } from './platform/database/index.js';
import { prepareQueueSchema } from './platform/queue/prepare-queue-schema.js';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 3_000;

/** DATABASE_URL leads to no PostgreSQL that can be used. The message names the mend. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

/** PostgreSQL is there, and waiting mends nothing: by SQLSTATE (invalid_password, invalid_catalog_name). */
const HOPELESS: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  '28P01': ['PostgreSQL refuses the login of DATABASE_URL', 'Mend its user or password.'],
  '3D000': ['PostgreSQL does not have the database of DATABASE_URL', 'Create it, owned by the user named there, or mend the name.'],
};

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
 * @throws MigrationError, or DatabaseUnusableError when it refuses us or stays away
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
      const words = error instanceof Error ? error.message : String(error);
      const [what, mend] = HOPELESS[codeOf(error)] ?? [];
      if (what !== undefined) throw new DatabaseUnusableError(`${what}: ${words}. ${mend}`, { cause: error });
      if (!isUnavailable(error)) throw error;
      if (Date.now() + wait > until) throw new DatabaseUnusableError(`PostgreSQL cannot be reached at the address of DATABASE_URL (${words}): start it, or mend the address.`, { cause: error });
      say(`The database is not there yet (${words}); trying again`);
      await delay(wait);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
