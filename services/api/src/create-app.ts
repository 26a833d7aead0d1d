import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { VERSION, type Config } from './platform/config/index.js';
import { BytesExpressAdapter, configureHttp, publishOpenApi } from './platform/http/index.js';
import type { SecretsReader } from './platform/secrets/index.js';
import { createRequestLog, lendLogger, NestLogger, type Logger } from './platform/logging/index.js';

const DOCS_FOLDER = fileURLToPath(new URL('../../../docs', import.meta.url));
const WEB_FOLDER = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** What every way of creating the app must say: bodies are read behind the guards, by the endpoint. */
export const APP_OPTIONS = { bufferLogs: true, bodyParser: false, abortOnError: false } as const;

/** Builds the app for a configuration; not yet initialised, not yet listening. The database must be prepared. */
export async function createApp(config: Config, logger: Logger, secrets?: SecretsReader): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config, logger, secrets), new BytesExpressAdapter(), APP_OPTIONS);
  return configureApp(app, logger);
}

/** Gives a built app its log and everything in front of its routes. Tests build their own and hand it in. */
export function configureApp(app: NestExpressApplication, logger: Logger, webFolder = WEB_FOLDER): NestExpressApplication {
  app.useLogger(app.get(NestLogger));
  app.use(lendLogger(logger));
  configureHttp(app, { log: createRequestLog(logger), webFolder, docsFolder: DOCS_FOLDER });
  publishOpenApi(app, VERSION);
  return app;
}
