import { createHash } from 'node:crypto';
import pg from 'pg';
import { BackupWriter } from './backup-file.js';
import { CopyOut } from './copy.js';
import { copyOutSql, findTables, keptOf, type KeptTable } from './kept-tables.js';

const LOCK_WAIT = '5s';
const ATTEMPTS = 5;
const LOCK_NOT_AVAILABLE = '55P03';

/** How a file begins. */
export interface BackupHead {
  /** ISO 8601. */
  readonly madeAt: string;
  /** Of the product that made it. */
  readonly version: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  /** The contents of DATA_DIR/demo.json, where there is one. */
  readonly demo?: string | undefined;
}

/** What stands before a table's bytes, and what stands behind them. */
export type TableHead = Pick<KeptTable, 'name' | 'columns'>;
export interface TableSum {
  readonly rows: number;
  readonly sha256: string;
}

export interface BackupOptions {
  /** The owner of the database. */
  readonly ownerUrl: string;
  readonly path: string;
  readonly head: Pick<BackupHead, 'madeAt' | 'version' | 'demo'>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes everything that cannot be made anew into one file, as it was at one moment, while the product runs: nobody waits, and
 * memory stays bounded.
 * @returns rows by table
 * @throws BackupFileError, or the database's error; no file is left then
 */
export async function makeBackup({ ownerUrl, path, head, signal }: BackupOptions): Promise<Map<string, number>> {
  const writer = await BackupWriter.create(path);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'bpmn-studio backup', connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => undefined); // what is under way is told of it
  const rows = new Map<string, number>();
  try {
    await client.connect();
    const tables = keptOf(await findTables(client));
    if (tables.length === 0) throw new Error('There is nothing to back up: no version of the product has been started on this database yet.');
    for (const { name } of tables) await letOwnerRead(client, name);
    await beginSnapshot(client, tables);
    await writer.json('H', { ...head, migrations: await migrationsOf(client) } satisfies BackupHead);
    for (const table of tables) rows.set(table.name, await writeTable(client, table, writer, signal));
    await writer.finish();
    return rows;
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    await client.end();
  }
}

/** The lock keeps migrations away until the end, and nobody else. */
async function beginSnapshot(client: pg.Client, tables: readonly KeptTable[]): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_WAIT}'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET client_connection_check_interval = '2s'`);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`LOCK TABLE ${tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(', ')} IN ACCESS SHARE MODE`);
  await client.query("SELECT set_config('app.backup', 'on', true)");
}

/**
 * Row-level security is forced for the owner, too: it may read all rows, but only in a transaction that says it is a backup. The
 * policy is made once a table, and takes its lock for a moment: one table at a time, so that nobody can wait in a circle.
 */
async function letOwnerRead(client: pg.Client, table: string): Promise<void> {
  // Of another owner's, this one would see nothing, and the backup would be empty.
  const { rows } = await client.query("SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = $1 AND policyname = 'backup' AND current_user = ANY (roles)", [table]);
  if (rows.length > 0) return;
  await client.query(`SET lock_timeout = '${LOCK_WAIT}'`);
  for (let attempt = 1; ; attempt++) {
    try {
      const on = `backup ON public.${pg.escapeIdentifier(table)}`;
      await client.query(`DROP POLICY IF EXISTS ${on}; CREATE POLICY ${on} FOR SELECT TO CURRENT_USER USING ((SELECT current_setting('app.backup', true)) = 'on')`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === ATTEMPTS) throw error;
    }
  }
}

async function migrationsOf(client: pg.Client): Promise<BackupHead['migrations']> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM public._prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name',
  );
  return rows;
}

async function writeTable(client: pg.Client, table: KeptTable, writer: BackupWriter, signal: AbortSignal | undefined): Promise<number> {
  await writer.json('T', { name: table.name, columns: table.columns } satisfies TableHead);
  const sum = await readTable(client, table, async (chunk) => {
    signal?.throwIfAborted();
    await writer.data(chunk);
  });
  await writer.json('S', sum);
  return sum.rows;
}

/** Reads a table in its order. */
export async function readTable(client: pg.Client, table: KeptTable, take: (chunk: Buffer) => Promise<void> | void): Promise<TableSum> {
  const copy = client.query(new CopyOut(copyOutSql(table)));
  const hash = createHash('sha256');
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await take(chunk);
  }
  return { rows: copy.rows, sha256: hash.digest('hex') };
}
