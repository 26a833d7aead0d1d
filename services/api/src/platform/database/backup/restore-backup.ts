import pg from 'pg';
import { applyWithin, MIGRATION_LOCK } from '../migrate.js';
import { readMigrations, type Migration } from '../migration-files.js';
import { copyIn } from './copy.js';
import { copyInSql, findTables, keptOf, type KeptTable } from './kept-tables.js';
import { readTable, type BackupHead } from './make-backup.js';
import { readBackup, type BackupContents, type TableReader } from './read-backup.js';

const LOCK_WAIT = '10s';
/** The queue's jobs are of a time that is no more; what is still to be done stands in the outbox. */
const SCHEMAS = ['app', 'bullmq'];

export interface RestoreOptions {
  /** The owner of the database. */
  readonly ownerUrl: string;
  readonly path: string;
  /** Folders <timestamp>_<name>/migration.sql. */
  readonly migrations: string;
  /** Whether what is in the database may go. */
  readonly replace: boolean;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A restore was refused or failed; the database is as it was. The message names the mend. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}

/**
 * Puts a backup into a database, in one transaction: whatever happens before its end, the database is as it was. The file is read
 * and checked whole first; afterwards all tables are read back and compared with it. The schema is that of the backup: whoever
 * calls this migrates afterwards.
 * @throws BackupFileError, RestoreError, or the database's error
 */
export async function restoreBackup({ ownerUrl, path, migrations, replace, say, signal }: RestoreOptions): Promise<BackupContents> {
  const contents = await readBackup(path);
  const applied = migrationsOf(contents.head, await readMigrations(migrations));
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'bpmn-studio restore', connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => undefined); // what is under way is told of it
  await client.connect();
  try {
    await client.query(`SET lock_timeout = '${LOCK_WAIT}'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET client_min_messages = 'warning'`);
    await keepStartsAway(client);
    await requireNobody(client);
    await client.query('BEGIN');
    await wipe(client, replace);
    await applyWithin(client, applied);
    await fill(client, path, contents, say, signal);
    await client.query('COMMIT');
    return contents;
  } finally {
    await client.end(); // rolls back what was not committed, and frees the lock
  }
}

/** Those the backup was made under, which must be here as they were. */
function migrationsOf(head: BackupHead, known: readonly Migration[]): Migration[] {
  return head.migrations.map(({ name, checksum }) => {
    const migration = known.find((each) => each.name === name);
    if (migration === undefined) throw new RestoreError(`The backup is of a newer version (${head.version}, with migration ${name}): bring this installation up to that version first.`);
    if (migration.checksum !== checksum) throw new RestoreError(`Migration ${name} is not the one the backup was made under: put the file back as it is in the release.`);
    return migration;
  });
}

/** A process that starts now waits until the restore is done. */
async function keepStartsAway(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [MIGRATION_LOCK]);
  if (rows[0]?.got !== true) throw new RestoreError('A process of the product is starting on this database: stop it first.');
}

async function requireNobody(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ logins: number }>(`
    SELECT count(*)::int AS logins FROM pg_stat_activity a
    WHERE a.datname = current_database() AND EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
      WHERE m.member = a.usesysid AND g.rolname IN ('bpmn_app', 'bpmn_auth', 'bpmn_relay', 'bpmn_queue') AND m.member <> (SELECT oid FROM pg_roles WHERE rolname = current_user))`);
  const { logins } = rows[0]!;
  if (logins > 0) throw new RestoreError(`The product is running on this database (${logins} connections): stop all its processes first.`);
}

/** Removes everything of ours, if that is nothing or may go. */
async function wipe(client: pg.Client, replace: boolean): Promise<void> {
  const tables = await findTables(client);
  for (const { name } of tables) await client.query(`ALTER TABLE public.${pg.escapeIdentifier(name)} NO FORCE ROW LEVEL SECURITY`); // the owner sees them, until the end of the transaction
  const lost = await countOf(client, tables);
  if (lost !== '' && !replace) throw new RestoreError(`The database is not empty. A restore deletes what is in it: ${lost}. Back that up if it matters, then add --replace.`);
  await client.query(`DROP SCHEMA IF EXISTS ${SCHEMAS.join(', ')} CASCADE`);
  // Not CASCADE: what somebody else built on our tables is not ours to remove, and the error names it.
  if (tables.length > 0) await client.query(`DROP TABLE ${tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(', ')}`);
}

async function countOf(client: pg.Client, tables: readonly KeptTable[]): Promise<string> {
  const counted: string[] = [];
  for (const name of ['users', 'workspaces', 'diagrams', 'diagram_versions']) {
    if (!tables.some((table) => table.name === name)) continue;
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM public.${name}`);
    if (rows[0]!.count !== '0') counted.push(`${rows[0]!.count} ${name.replace('_', ' ')}`);
  }
  return counted.join(', ');
}

async function fill(client: pg.Client, path: string, contents: BackupContents, say: RestoreOptions['say'], signal: AbortSignal | undefined): Promise<void> {
  const all = (await findTables(client)).filter(({ name }) => name !== '_prisma_migrations');
  const tables = keptOf(all);
  const missing = tables.filter(({ name }) => !contents.tables.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw new RestoreError(`The backup has no ${missing.join(', ')}: it is not whole. Take another.`);
  await client.query(`TRUNCATE ${all.map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(', ')}`); // of what migrations put in
  await eachTable(client, tables, 'NO FORCE');
  say('Filling the tables');
  await readBackup(path, (table) => fillTable(client, tables, table, signal));
  say('Reading them back and comparing');
  for (const table of tables) await compare(client, table, contents, signal);
  await eachTable(client, tables, 'FORCE');
}

async function fillTable(client: pg.Client, tables: readonly KeptTable[], { name, columns, bytes }: TableReader, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const table = tables.find((each) => each.name === name);
  if (table === undefined || table.columns.join() !== columns.join()) throw new RestoreError(`The backup's table ${name} does not fit its migrations: take another backup.`);
  await copyIn(client, copyInSql(table), bytes);
  // Else the tables that lead to it are checked against it by plans made while it was empty: each row by reading all of it.
  await client.query(`ANALYZE public.${pg.escapeIdentifier(name)}`);
}

async function compare(client: pg.Client, table: KeptTable, contents: BackupContents, signal: AbortSignal | undefined): Promise<void> {
  const wanted = contents.tables.get(table.name)!;
  const { rows, sha256 } = await readTable(client, table, () => signal?.throwIfAborted());
  if (rows !== wanted.rows || sha256 !== wanted.sha256) throw new RestoreError(`${table.name} did not come out as it went in (${rows} rows, ${wanted.rows} in the backup): nothing was changed. Report this, please.`);
}

async function eachTable(client: pg.Client, tables: readonly KeptTable[], force: 'FORCE' | 'NO FORCE'): Promise<void> {
  await client.query(tables.map(({ name }) => `ALTER TABLE public.${pg.escapeIdentifier(name)} ${force} ROW LEVEL SECURITY`).join('; '));
}
