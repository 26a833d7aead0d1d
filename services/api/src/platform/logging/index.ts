export { Logger as NestLogger } from 'nestjs-pino';
export type { Logger } from 'pino';
export { createLogger, createRequestLog } from './create-logger.js';
export { LoggingModule } from './logging.module.js';
