// npm run restore -- [--replace] <file>: puts a backup into the database; -- --check <file>: only looks whether a file is whole.
import { takeDataDirectory } from './data-dir.mjs';
import { isGiven } from './database.mjs';
import { dataDirectory } from './paths.mjs';
import { say } from './progress.mjs';
import { brought, runOn } from './reach-database.mjs';

const args = process.argv.slice(2);
const none = { env: {}, stop: async () => undefined };

try {
  const database = isGiven() || args.includes('--check') ? none : await brought(dataDirectory(), takeDataDirectory(dataDirectory()));
  process.exitCode = await runOn(database, 'services/api/dist/restore.js', args);
} catch (error) {
  say(error.plain ? error.message : error.stack);
  process.exitCode = 1;
}
