import { AppError } from '../../kernel/app-error.js';

/** SQLSTATEs (PostgreSQL, appendix A) that say "not now" and not "not so". Class 08 is added below. */
const NOT_NOW = new Set([
  '57P01', '57P02', '57P03', '57P05', // shut down, crashed, starting up, idle session ended
  '57014', // statement timeout
  '53100', '53200', // no room on its disk, or in its memory
  '53300', '53400', // too many connections
  '25006', // read only: a standby after a failover
  '25P03', // idle in transaction
  '3D000', '28000', '28P01', // the database or the login is not there (yet)
  '40001', '40P01', '55P03', // serialization, deadlock, lock not available
  '55000', // not in the state for it: a table or sequence that a migration is changing
]);
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNABORTED']);
/** Prisma: not reachable, timed out, closed, no connection in time, transaction lost, conflict. */
const PRISMA = new Set(['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1010', 'P1011', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);
const MESSAGES = /timeout exceeded when trying to connect|connection terminated|query read timeout|connection error and is not queryable|pool after calling end|cached plan must not change|connection (timeout|ended)|server has closed the connection/i;

/** Whether an error says that the database cannot be used right now, whatever the statement was. */
export function isUnavailable(error: unknown): boolean {
  for (const link of chain(error)) {
    if (NOT_NOW.has(link.code) || link.code.startsWith('08') || SOCKET.has(link.code) || PRISMA.has(link.code) || MESSAGES.test(link.message)) return true;
  }
  return false;
}

/** Stopped, crashed, starting. */
const GONE = new Set(['57P01', '57P02', '57P03']);
const GONE_PRISMA = new Set(['P1001', 'P1002', 'P1017']);
const GONE_MESSAGES = /connection terminated|query read timeout|server has closed the connection|connection ended/i;

/** Whether an error says that nobody is there any more: what counts for the breaker. A full pool or a slow statement does not. */
export function isLost(error: unknown): boolean {
  return chain(error).some(({ code, message }) => GONE.has(code) || code.startsWith('08') || SOCKET.has(code) || GONE_PRISMA.has(code) || GONE_MESSAGES.test(message));
}

/** Turns "the database is away" into the one error the caller understands; leaves every other error as it is. */
export function asAppError(error: unknown): unknown {
  return error instanceof AppError || !isUnavailable(error) ? error : awayError(error);
}

/** The one error a caller understands, whatever the reason is. */
export function awayError(error: unknown): AppError {
  return new AppError('server.unavailable', 'The database cannot be reached right now. Nothing was lost; try again in a moment.', {}, { cause: error });
}

interface Link {
  readonly code: string;
  readonly message: string;
}

/** The error with its causes, as far as they matter: at most 8, across the ways pg, Node and Prisma nest them. */
function chain(error: unknown): Link[] {
  const links: Link[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && links.length < 8) {
    const next = open.shift();
    if (typeof next !== 'object' || next === null) continue;
    const it = next as { code?: unknown; originalCode?: unknown; message?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown }; errors?: unknown };
    links.push({ code: String(it.originalCode ?? it.code ?? ''), message: String(it.message ?? '') });
    open.push(it.cause, it.meta?.driverAdapterError, ...(Array.isArray(it.errors) ? it.errors.slice(0, 3) : []));
  }
  return links;
}
