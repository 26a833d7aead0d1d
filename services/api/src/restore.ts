import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readArguments, stopOnSignals, summaryOf, UsageError, wordsOf } from './command-line.js';
import { ConfigError, type Config } from './platform/config/index.js';
import { readBackup, restoreBackup, type BackupContents } from './platform/database/index.js';
import { prepareDatabase } from './prepare-database.js';
import { readConfig } from './read-config.js';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const OPTIONS = { replace: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } } as const;
const USAGE = 'Give the file: npm run restore -- [--replace] <file>, or npm run restore -- --check <file>, which only looks whether it is whole.';

/** Command: `restore.js [--replace] <file>` puts a backup into the database; `--check <file>` only reads the file. */
async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, () => parseArgs({ allowPositionals: true, options: OPTIONS }), [1, 1]);
  const path = resolve(process.env['INIT_CWD'] ?? '.', positionals[0]!);
  const start = performance.now();
  if (values.check) {
    const contents = await readBackup(path).catch((error: unknown) => {
      throw new UsageError(`This is no whole backup: ${wordsOf(error)}`, { cause: error });
    });
    say(`${path} is whole: ${wordsFor(contents)} made ${contents.head.madeAt} by version ${contents.head.version}.`);
    return 0;
  }
  await access(path).catch((error: unknown) => {
    throw new UsageError(`There is no such file, or it cannot be read: ${path}`, { cause: error });
  });
  const { config } = await readConfig(process.env);
  const contents = await restoreBackup({ ownerUrl: config.databaseUrl, path, migrations: MIGRATIONS, replace: values.replace, say, signal: stopOnSignals() });
  if (!(await prepare(config, contents.head.demo))) return 1;
  say(`Restored ${wordsFor(contents)} as of ${contents.head.madeAt}, in ${((performance.now() - start) / 1_000).toFixed(1)} s. Everybody signs in again.`);
  if (config.redisUrl !== undefined) say('Empty Redis before you start the product: its jobs are of a time that is no more.');
  if (config.elasticsearchUrl !== undefined) say('Run npm run search:rebuild once it runs: Elasticsearch knows nothing of this.');
  return 0;
}

/** What is left to do once the data is back: migrations newer than the backup, the logins, and the demo's password. */
async function prepare(config: Config, demo: string | undefined): Promise<boolean> {
  try {
    await prepareDatabase({ ownerUrl: config.databaseUrl, authSecret: config.authSecret, authSecretPrevious: config.authSecretPrevious, say });
    if (config.demo && demo !== undefined) await writeDemo(config, demo);
    return true;
  } catch (error) {
    say(`The data is back, but not ready for this version: ${wordsOf(error)} The next start tries again.`);
    return false;
  }
}

/** The password of the demo account is the one of the backup again. */
async function writeDemo(config: Config, demo: string): Promise<void> {
  const path = join(config.dataDir, 'demo.json');
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(`${path}.new`, demo, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function wordsFor({ tables }: BackupContents): string {
  return summaryOf(new Map([...tables].map(([name, { rows }]) => [name, rows])));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(error instanceof ConfigError || error instanceof UsageError ? `${error.message}\n` : `Nothing was restored, the database is as it was: ${wordsOf(error)}\n`);
  process.exitCode = 1;
}
