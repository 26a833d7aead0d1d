export { NestLogger } from './nest-logger.js';
export type { Logger } from 'pino';
export { createLogger, createRequestLog } from './create-logger.js';
export { LoggingModule } from './logging.module.js';
