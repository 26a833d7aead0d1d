// npm run restore -- [--replace] <file>: puts a backup into the database; -- --check <file>: only looks whether a file is whole.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { takeDataDirectory } from './data-dir.mjs';
import { isGiven } from './database.mjs';
import { dataDirectory } from './paths.mjs';
import { say } from './progress.mjs';
import { brought, runOn } from './reach-database.mjs';

const args = process.argv.slice(2);
const file = args.find((word) => !word.startsWith('-'));
/** A database is not made for a file that is not there; the command itself says what is wrong. */
const isThere = file !== undefined && existsSync(resolve(process.env.INIT_CWD ?? '.', file));
const none = { env: {}, stop: async () => undefined };

try {
  const database = isGiven() || args.includes('--check') || !isThere ? none : await brought(dataDirectory(), takeDataDirectory(dataDirectory()));
  process.exitCode = await runOn(database, 'services/api/dist/restore.js', args);
} catch (error) {
  say(error.plain ? error.message : error.stack);
  process.exitCode = 1;
}
