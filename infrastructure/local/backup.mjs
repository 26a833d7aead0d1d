// npm run backup [-- <file>]: everything that cannot be made anew, in one file, whether the product runs or not.
import { existsSync } from 'node:fs';
import { isGiven } from './database.mjs';
import { dataDirectory } from './paths.mjs';
import { reachDatabase, runOn } from './reach-database.mjs';

if (!isGiven() && !existsSync(dataDirectory())) {
  process.stderr.write(`There is nothing to back up: ${dataDirectory()} does not exist. Give the DATA_DIR the product runs on, or DATABASE_URL.\n`);
  process.exitCode = 1;
} else process.exitCode = await runOn(await reachDatabase(), 'services/api/dist/backup.js', process.argv.slice(2));
