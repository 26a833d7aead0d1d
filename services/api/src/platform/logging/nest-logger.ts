import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Parts of Nest that tell every module and route at each start. */
const TALKATIVE = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Nest's log, in the process's log; what Nest says about its own assembly is for debugging. */
@Injectable()
export class NestLogger extends Logger {
  override log(message: unknown, ...more: unknown[]): void {
    if (TALKATIVE.has(String(more.at(-1)))) super.debug(message, ...more);
    else super.log(message, ...more);
  }
}
