import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readMigrations, type Migration } from './migration-files.js';

/** Prisma's own lock, so that its tools and we never migrate at the same time. */
export const MIGRATION_LOCK = 72707369;
const LOCK_WAIT = '5min';
/** As server_version_num has it. */
const OLDEST = 180_000;

export interface MigrateOptions {
  /** The owner of the database. */
  readonly ownerUrl: string;
  /** Folders <timestamp>_<name>/migration.sql. */
  readonly directory: string;
  readonly say: (line: string) => void;
  /** Done under the same lock, after the migrations, at every start. */
  readonly after?: (client: pg.Client) => Promise<void>;
}

/** A migration could not be applied; says which and why. Nothing of it is in the database. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Applies the migrations that the database does not have yet, in order, a transaction each, exactly once however many
 * processes start at the same time. Keeps Prisma's table of them, with checksums: a file that was edited after it was
 * applied is refused.
 * @returns the names of those applied now
 * @throws MigrationError
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.directory);
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'bpmn-studio migrate', connectionTimeoutMillis: 3_000, keepAlive: true });
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined); // reported by the race below, or of no interest any more
  client.on('error', lost.reject);
  await client.connect();
  try {
    return await Promise.race([lost.promise, underLock(client, options, migrations)]);
  } finally {
    await client.end(); // frees the lock, too
  }
}

async function underLock(client: pg.Client, options: MigrateOptions, migrations: readonly Migration[]): Promise<string[]> {
  // A process that dies in the middle of a long statement gives the lock back at once, not when the statement is done.
  await client.query("SET client_connection_check_interval = '2s'");
  await refuseOld(client);
  await client.query(`SET lock_timeout = '${LOCK_WAIT}'`);
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  await client.query("SET lock_timeout = '30s'");
  await makeTable(client);
  const waiting = await findWaiting(client, migrations, options.say);
  for (const migration of waiting) {
    options.say(`Applying migration ${migration.name}`);
    await apply(client, migration);
  }
  if (waiting.length > 0) await letReadinessRead(client);
  await options.after?.(client);
  return waiting.map((migration) => migration.name);
}

/** Else it is a function of PostgreSQL 18 that is missed, in the middle of the first migration. */
async function refuseOld(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version");
  if (rows[0].number < OLDEST) throw new MigrationError(`PostgreSQL ${rows[0].version} is too old: BPMN Studio needs 18 or newer. Upgrade it, or let DATABASE_URL lead to another.`);
}

async function makeTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('public._prisma_migrations') AS known");
  if (rows[0].known !== null) return;
  await client.query(`
    CREATE TABLE public._prisma_migrations (
      id varchar(36) PRIMARY KEY,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    );
    ALTER TABLE public._prisma_migrations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY migrator ON public._prisma_migrations TO CURRENT_USER USING (true) WITH CHECK (true)`);
}

/** The app may see which migrations are there. Only after migrations: they make its role, and ALTER locks out replicas. */
async function letReadinessRead(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = '_prisma_migrations' AND policyname = 'readers'");
  if (rows.length > 0) return;
  await client.query('CREATE POLICY readers ON public._prisma_migrations FOR SELECT TO bpmn_app USING (true); GRANT SELECT ON public._prisma_migrations TO bpmn_app');
}

/** The migrations to apply; refuses when those applied are not those in the folder. */
async function findWaiting(client: pg.Client, migrations: readonly Migration[], say: (line: string) => void): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  for (const migration of migrations) {
    const row = applied.get(migration.name);
    if (row === undefined) continue;
    if (row.finished_at === null) throw new MigrationError(`Migration ${migration.name} was begun by another tool and not finished: mend the database, then set rolled_back_at or finished_at of its row in _prisma_migrations.`);
    if (row.checksum !== migration.checksum) throw new MigrationError(`Migration ${migration.name} was changed after it was applied: put the file back as it was and write a new migration.`);
    applied.delete(migration.name);
  }
  // A newer version has been here; migrations expand before they contract, so that the version before still works.
  for (const name of applied.keys()) say(`The database already has migration ${name}, which this version does not know.`);
  return migrations.filter((migration) => !rows.some((row) => row.migration_name === migration.name));
}

/**
 * Applies migrations to a database that has none of our tables, within the caller's transaction. The tables are empty and nobody else
 * sees them, so what is made CONCURRENTLY elsewhere, outside a transaction, is made plainly here.
 */
export async function applyWithin(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await makeTable(client);
  for (const migration of migrations) {
    await client.query(migration.alone ? migration.sql.replace(/\bCONCURRENTLY\b/gi, '') : migration.sql);
    await note(client, migration, new Date());
  }
  await letReadinessRead(client);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const started = new Date();
  try {
    if (!migration.alone) await client.query('BEGIN');
    await client.query(migration.sql);
    await note(client, migration, started);
    if (!migration.alone) await client.query('COMMIT');
  } catch (error) {
    if (!migration.alone) await client.query('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    throw new MigrationError(`Migration ${migration.name} failed${lineOf(error, migration.sql)}: ${error instanceof Error ? error.message : String(error)}. Nothing of it was kept.`, { cause: error });
  }
}

async function note(client: pg.Client, migration: Migration, started: Date): Promise<void> {
  await client.query(
    'INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, $4, 1)',
    [randomUUID(), migration.checksum, migration.name, started],
  );
}

function lineOf(error: unknown, sql: string): string {
  const position = Number((error as { position?: string }).position);
  return Number.isInteger(position) && position > 0 ? ` at line ${sql.slice(0, position).split('\n').length}` : '';
}
