import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './create-app.js';
import { Drain } from './drain.js';
import { ConfigError, VERSION, type Config } from './platform/config/index.js';
import { MigrationError } from './platform/database/index.js';
import { createLogger, type Logger } from './platform/logging/index.js';
import { MetricsPortTakenError, reportFault, startTelemetry, type Telemetry } from './platform/telemetry/index.js';
import { DatabaseUnusableError, prepareDatabase } from './prepare-database.js';
import { readConfig, type Settings } from './read-config.js';
import { seedDemo } from './seed.js';

/** What was seen of a process that fails is sent within this time. */
const LAST_WORDS_MS = 2_000;

/** Reads the configuration, prepares the database, starts the roles of this process, and stops in order when told to. */
async function main(): Promise<void> {
  const { config, secrets } = await settings();
  const logger = createLogger(config);
  let telemetry: Telemetry | undefined;
  process.on('uncaughtException', (error) => void die(logger, error, telemetry));
  process.on('unhandledRejection', (error) => void die(logger, error, telemetry));
  try {
    telemetry = await startTelemetry({ ...config, version: VERSION, sampleRatio: config.traceRatio, onFault: (fault) => logger.warn({ event: 'telemetry.failed' }, fault) });
    await prepareDatabase({ ownerUrl: config.databaseUrl, authSecret: config.authSecret, authSecretPrevious: config.authSecretPrevious, say: (line) => logger.info(line) });
    const app = await createApp(config, logger, secrets);
    const isStopping = stopWhenTold(app, config, telemetry, logger);
    await app.init();
    if (config.demo && config.roles.includes('api')) await seedDemo(app, config, (line) => logger.info(line));
    if (isStopping()) return; // told while it started: the door stays closed
    await app.listen(config.port);
    logger.info({ event: 'process.started' }, `Listening on port ${config.port} as ${config.roles.join(' and ')}, metrics on port ${telemetry.metricsPort}`);
  } catch (error) {
    logger.fatal(describe(error, config));
    if (!isPlain(error)) logger.debug({ err: error });
    process.exit(1);
  }
}

async function settings(): Promise<Settings> {
  try {
    return await readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * The first signal finishes what is in work; the second one, or the end of the time for it, does not.
 * @returns tells whether a signal came
 */
function stopWhenTold(app: NestExpressApplication, config: Config, telemetry: Telemetry, logger: Logger): () => boolean {
  let drain: Drain | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (drain !== undefined) return giveUp(logger, `${signal} again`, drain);
    const start = performance.now();
    logger.info({ event: 'process.stopping' }, `${signal}: finishing what is in work`);
    const begun = (drain = new Drain(app, { noticeMs: config.shutdownNoticeSeconds * 1_000, last: () => telemetry.stop() }));
    begun.run().then(
      (finished) => {
        if (!finished) giveUp(logger, 'The time to stop is over', begun);
        logger.info({ event: 'process.stopped' }, `Stopped in order, ${((performance.now() - start) / 1_000).toFixed(1)} s after ${signal}`);
        process.exit(0);
      },
      (error: unknown) => void die(logger, error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return () => drain !== undefined;
}

function giveUp(logger: Logger, why: string, drain: Drain): never {
  logger.error(`${why}: this process ends, and with it ${drain.unfinished.join(', ')}`);
  process.exit(1);
}

function describe(error: unknown, config: Config): string {
  if (isPlainlySaid(error)) return error.message;
  if (isPortTaken(error)) return `Port ${config.port} is taken by another program: stop that one, or choose another port with PORT.`;
  return `The start failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Whether its message says it all. */
function isPlain(error: unknown): boolean {
  return isPlainlySaid(error) || isPortTaken(error);
}

function isPlainlySaid(error: unknown): error is Error {
  return error instanceof MigrationError || error instanceof DatabaseUnusableError || error instanceof MetricsPortTakenError;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

let dying = false;

/** A process whose state nobody knows any more does not go on; whoever supervises it starts another. */
async function die(logger: Logger, error: unknown, telemetry?: Telemetry): Promise<void> {
  if (dying) return; // what fails on the way out must not begin it anew, again and again
  dying = true;
  setTimeout(() => process.exit(1), LAST_WORDS_MS);
  logger.fatal({ event: 'process.failed', err: error }, 'An error nobody handled: this process ends');
  reportFault(error);
  await telemetry?.stop().catch(() => undefined); // what is wrong with it matters no more
  process.exit(1);
}

await main();
