import { pino, type DestinationStream, type LogFn, type Logger, type LoggerOptions } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../config/index.js';
import { currentWork, keepSecret, safeError, safeText, withoutSecrets } from '../telemetry/index.js';
import { LogDestination } from './log-destination.js';

/** What no line may ever carry, wherever an object that holds it is logged. */
const SECRET_NAMES = ['password', 'token', 'secret', 'cookie', 'authorization', 'authSecret', 'authSecretPrevious', 'databaseUrl', 'redisUrl'];
const SECRETS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["${name}"]`]).concat('*.headers["set-cookie"]', 'headers["set-cookie"]');
/** People read the message; machines find lines by these. */
const FOR_MACHINES = 'context,event,traceId,userId,workspaceId,eventId,handler,outcome,method,path,route,status,ms';

type LogSettings = Pick<Config, 'logFormat' | 'logLevel'> & Partial<Pick<Config, 'authSecret' | 'authSecretPrevious' | 'databaseUrl' | 'redisUrl' | 'elasticsearchUrl'>>;

/**
 * The process's one log: JSON lines, or lines for people. Every line carries what is known of the work it is written in the
 * course of: request, event, trace, user, workspace. Goes to standard output unless a stream is given.
 */
export function createLogger(config: LogSettings, stream?: DestinationStream): Logger {
  for (const secret of secretsOf(config)) keepSecret(secret);
  const options: LoggerOptions = {
    level: config.logLevel,
    base: undefined,
    redact: { paths: SECRETS, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'message',
    serializers: { err: safeError },
    mixin: () => ({ ...currentWork() }),
    hooks: { logMethod: writeSafely, streamWrite: withoutSecrets },
  };
  if (stream !== undefined) return pino(options, stream);
  return config.logFormat === 'pretty'
    ? pino(options, pretty({ sync: true, colorize: process.stdout.isTTY, ignore: FOR_MACHINES, singleLine: true, translateTime: 'SYS:HH:MM:ss', messageKey: 'message' }))
    : pino(options, new LogDestination());
}

/** Messages are put together from the words of errors, and those quote what they stumbled over. */
function writeSafely(this: Logger, args: Parameters<LogFn>, write: LogFn): void {
  const given: unknown[] = args;
  const at = typeof given[0] === 'string' ? 0 : 1;
  const message = given[at] ?? messageOf(given[0]);
  if (typeof message === 'string') given[at] = safeText(message);
  write.apply(this, args);
}

/** What pino would take for the message where none is given. */
function messageOf(logged: unknown): string | undefined {
  const error = logged instanceof Error ? logged : (logged as { err?: unknown } | undefined)?.err;
  return error instanceof Error ? error.message : undefined;
}

function secretsOf({ authSecret, authSecretPrevious, databaseUrl, redisUrl, elasticsearchUrl }: LogSettings): (string | undefined)[] {
  const passwords = [databaseUrl, redisUrl, elasticsearchUrl].flatMap((url) => {
    const password = url === undefined ? '' : (URL.parse(url)?.password ?? '');
    return [password, decodeURIComponent(password)];
  });
  return [authSecret, authSecretPrevious, ...passwords];
}
