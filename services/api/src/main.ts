import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './create-app.js';
import { drain } from './drain.js';
import { ConfigError, loadConfig, VERSION, type Config } from './platform/config/index.js';
import { MigrationError } from './platform/database/index.js';
import { createLogger, type Logger } from './platform/logging/index.js';
import { MetricsPortTakenError, startTelemetry, type Telemetry } from './platform/telemetry/index.js';
import { LoginRefusedError, prepareDatabase } from './prepare-database.js';
import { seedDemo } from './seed.js';

/** Reads the configuration, prepares the database, starts the roles of this process, and stops in order when told to. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config);
  process.on('uncaughtException', (error) => die(logger, error));
  process.on('unhandledRejection', (error) => die(logger, error));
  try {
    const telemetry = await startTelemetry({ ...config, version: VERSION, sampleRatio: config.traceRatio, onFault: (fault) => logger.warn({ event: 'telemetry.failed' }, fault) });
    await prepareDatabase({ ownerUrl: config.databaseUrl, authSecret: config.authSecret, say: (line) => logger.info(line) });
    const app = await createApp(config, logger);
    stopWhenTold(app, telemetry, logger);
    await app.init();
    if (config.demo && config.roles.includes('api')) await seedDemo(app, config, (line) => logger.info(line));
    await app.listen(config.port);
    logger.info(`Listening on port ${config.port} as ${config.roles.join(' and ')}`);
  } catch (error) {
    logger.fatal(describe(error, config));
    if (!isPlain(error)) logger.debug({ err: error });
    process.exit(1);
  }
}

function readConfig(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function stopWhenTold(app: NestExpressApplication, telemetry: Telemetry, logger: Logger): void {
  let told = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (told) return;
    told = true;
    logger.info(`${signal}: finishing what is in work`);
    drain(app)
      .then(() => telemetry.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => die(logger, error),
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
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
  return error instanceof MigrationError || error instanceof LoginRefusedError || error instanceof MetricsPortTakenError;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** A process whose state nobody knows any more does not go on; whoever supervises it starts another. */
function die(logger: Logger, error: unknown): never {
  logger.fatal({ err: error }, 'An error nobody handled: this process ends');
  process.exit(1);
}

await main();
