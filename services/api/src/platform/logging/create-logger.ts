import { pino, type DestinationStream, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import pretty from 'pino-pretty';
import type { Request, Response } from 'express';
import type { Config } from '../config/index.js';

/** What no line may ever carry, wherever an object that holds it is logged. */
const SECRET_NAMES = ['password', 'token', 'secret', 'cookie', 'authorization', 'authSecret', 'databaseUrl', 'redisUrl'];
const SECRETS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["${name}"]`]).concat('*.headers["set-cookie"]', 'headers["set-cookie"]');

/** The process's one log: JSON lines, or lines for people. Goes to standard output unless a stream is given. */
export function createLogger(config: Pick<Config, 'logFormat' | 'logLevel'>, stream?: DestinationStream): Logger {
  const options = { level: config.logLevel, base: undefined, redact: { paths: SECRETS, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'message' };
  if (stream !== undefined) return pino(options, stream);
  return config.logFormat === 'pretty'
    ? pino(options, pretty({ sync: true, colorize: process.stdout.isTTY, ignore: 'context', translateTime: 'SYS:HH:MM:ss', messageKey: 'message' }))
    : pino(options, pino.destination({ dest: 1, sync: true }));
}

/**
 * Writes one line for each request: id, method, path (never the query), status, milliseconds. No bodies, no cookies.
 * Probes come every second and are for debugging only.
 */
export function createRequestLog(logger: Logger, requestIdOf: (request: Request) => string): HttpLogger<Request, Response> {
  return pinoHttp<Request, Response>({
    logger,
    genReqId: requestIdOf,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?', 1)[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (isProbe(request)) return 'debug';
      return error !== undefined || response.statusCode >= 500 ? 'warn' : 'info';
    },
    // The problem filter has told what went wrong; an error made up from the status adds nothing.
    customErrorObject: (_request, response, _error, line: { req: unknown; ms: number }) => ({ req: line.req, res: response, ms: line.ms }),
    customSuccessMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
  });
}

function isProbe(request: Request): boolean {
  return request.url.startsWith('/api/health');
}

function pathOf(request: Request): string {
  return (request.originalUrl ?? request.url).split('?', 1)[0] ?? '';
}
