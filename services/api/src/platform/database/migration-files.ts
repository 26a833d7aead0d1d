import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  /** The folder: <timestamp>_<name>. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal, as Prisma has it. */
  readonly checksum: string;
  /** Outside a transaction, for the one statement that refuses to be in one, such as CREATE INDEX CONCURRENTLY. */
  readonly alone: boolean;
}

const ALONE = /^--\s*without transaction\b/i;

/** Reads the migrations of a folder, oldest first. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && /^\d{14}_\w+$/.test(entry.name)).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(directory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const bytes = await readFile(join(directory, name, 'migration.sql'));
  const sql = bytes.toString('utf8');
  return { name, sql, checksum: createHash('sha256').update(bytes).digest('hex'), alone: ALONE.test(sql) };
}
