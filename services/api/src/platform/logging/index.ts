export { NestLogger } from './nest-logger.js';
export type { Logger } from 'pino';
export { createLogger } from './create-logger.js';
export { createRequestLog, lendLogger } from './request-log.js';
export { LoggingModule } from './logging.module.js';
