import { existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, VERSION } from './platform/config/index.js';
import { makeBackup } from './platform/database/index.js';
import { readConfig } from './read-config.js';
import { readArguments, stopOnSignals, summaryOf, UsageError, wordsOf } from './command-line.js';

const USAGE = 'Give the file to write, or nothing for one with the date in its name: npm run backup -- [<file>].';

/** Command: `backup.js [<file>]` writes everything that cannot be made anew into one file, beside whatever runs. */
async function main(): Promise<number> {
  const { positionals } = readArguments(USAGE, () => parseArgs({ allowPositionals: true }), [0, 1]);
  const { config } = await readConfig(process.env);
  const now = new Date();
  const path = resolve(process.env['INIT_CWD'] ?? '.', positionals[0] ?? `bpmn-studio-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`);
  const demoFile = join(config.dataDir, 'demo.json');
  const demo = config.demo && existsSync(demoFile) ? readFileSync(demoFile, 'utf8') : undefined;
  const start = performance.now();
  const rows = await makeBackup({ ownerUrl: config.databaseUrl, path, head: { madeAt: now.toISOString(), version: VERSION, demo }, signal: stopOnSignals() });
  const { size } = await stat(path);
  process.stdout.write(`Backed up ${summaryOf(rows)} in ${((performance.now() - start) / 1_000).toFixed(1)} s: ${path} (${(size / 1e6).toFixed(1)} MB).\n`);
  process.stdout.write('Keep it elsewhere, and as safe as the database: it holds all documents, addresses and password hashes. It does not hold AUTH_SECRET.\n');
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(error instanceof ConfigError || error instanceof UsageError ? `${error.message}\n` : `There is no backup: ${wordsOf(error)}\n`);
  process.exitCode = 1;
}
