import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { NestLogger } from './nest-logger.js';

/** Makes Nest's loggers write to the process's log, with the request's id on every line written on its behalf. */
@Module({})
export class LoggingModule {
  static of(logger: Logger): DynamicModule {
    // useExisting: the logger lies on each request already (lendLogger).
    const pino = LoggerModule.forRoot({ pinoHttp: { logger }, useExisting: true });
    return { module: LoggingModule, imports: [pino], providers: [NestLogger], exports: [NestLogger] };
  }
}
