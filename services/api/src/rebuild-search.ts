import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { RebuildSearch } from './features/search/index.js';
import { Config, ConfigError } from './platform/config/index.js';
import { createLogger, NestLogger } from './platform/logging/index.js';
import { prepareDatabase } from './prepare-database.js';
import { readConfig } from './read-config.js';

/**
 * Command: indexes every diagram anew, beside whatever runs. `--workspace <id>`: of one workspace only. Stopped and started
 * again, the filling of Elasticsearch goes on where it was.
 */
const LINE_EVERY_MS = 1_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { workspace: { type: 'string' } } });
  const workspaceId = values.workspace?.toLowerCase();
  if (workspaceId !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(workspaceId)) return fail('--workspace needs the id of a workspace.');
  const config = await readSettings();
  const logger = createLogger(config);
  await prepareDatabase({ ownerUrl: config.databaseUrl, authSecret: config.authSecret, authSecretPrevious: config.authSecretPrevious, say });
  const app = await NestFactory.createApplicationContext(AppModule.of(config, logger), { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(NestLogger));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    const onProgress = progress();
    const elasticsearch = config.elasticsearchUrl !== undefined;
    const { total, complete } = await app.get(RebuildSearch, { strict: false }).run({ workspaceId, elasticsearch, signal: stop.signal, onProgress });
    say(complete ? `Indexed ${total} diagrams in PostgreSQL${elasticsearch ? ' and Elasticsearch' : ''}.` : 'Stopped. The same command goes on.');
    return complete ? 0 : 1;
  } finally {
    await app.close();
  }
}

/** Works in no role: it serves nothing and takes no jobs. */
async function readSettings(): Promise<Config> {
  const { config } = await readConfig(process.env);
  return new Config({ ...config, roles: [], demo: false });
}

/** A line a second: done, of how many, how fast, how long it will take. */
function progress(): (done: number, total: number) => void {
  const start = performance.now();
  let next = start;
  return (done, total) => {
    if (performance.now() < next && done < total) return;
    next = performance.now() + LINE_EVERY_MS;
    const rate = done / ((performance.now() - start) / 1_000);
    say(`${done} of ${total} diagrams, ${rate.toFixed(0)} a second, ${Math.max(0, Math.ceil((total - done) / rate))} s to go`);
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = fail(error instanceof ConfigError ? error.message : `The index could not be rebuilt: ${error instanceof Error ? error.message : String(error)}`);
}
