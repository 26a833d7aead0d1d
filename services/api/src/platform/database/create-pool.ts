import type { Socket } from 'node:net';
import pg from 'pg';
import { Seldom } from '../../kernel/seldom.js';
import { within } from '../../kernel/within.js';
import { TYPES } from './bytea-arrays.js';
import { watchPool } from './watch-pools.js';

/** How long a request waits for a connection before it is answered 503. */
const CONNECT_TIMEOUT_MS = 3_000;
/** No statement of a request may run longer; the server ends it. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** When the server does not answer at all (the network went away), the client gives up so much later. */
const ANSWER_GRACE_MS = 3_000;

const END_MS = 2_000;
/** A lost database breaks every connection of a pool at once; that is one thing to report. */
const REPORT_MS = 1_000;

/** The open connections of each pool; pg tells of them one by one. */
const CLIENTS = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

export interface PoolSettings {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly max: number;
  /** How long a statement may take; milliseconds. */
  readonly statementMs?: number;
  readonly onError: (error: Error) => void;
}

/**
 * A bounded pool that outlives the loss of its database: broken connections are thrown away, and the next request
 * opens a new one. An error on an idle connection is reported and never ends the process.
 */
export function createPool(settings: PoolSettings): pg.Pool {
  const pool = new pg.Pool({ ...connectionOptions(settings.connectionString, settings.name, settings.statementMs), max: settings.max, idleTimeoutMillis: 60_000 });
  const seldom = new Seldom(REPORT_MS);
  const clients = new Set<pg.PoolClient>();
  CLIENTS.set(pool, clients);
  pool.on('connect', (client) => {
    clients.add(client);
    client.on('error', (error) => seldom.allows() && settings.onError(error));
  });
  pool.on('remove', (client) => clients.delete(client));
  watchPool(pool, settings.name);
  pool.on('error', () => undefined); // the connection's own handler above has reported it
  return pool;
}

/** Options every connection of ours has, pooled or not. */
export function connectionOptions(connectionString: string, name: string, statementMs = STATEMENT_TIMEOUT_MS) {
  return {
    connectionString,
    types: TYPES,
    application_name: `bpmn-studio ${name}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + ANSWER_GRACE_MS,
    idle_in_transaction_session_timeout: statementMs + ANSWER_GRACE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  } satisfies pg.ClientConfig;
}

/** Cuts every connection of a pool, those at work as well: their server will not answer. The pool makes new ones when asked. */
export function cutAll(pool: pg.Pool, reason: Error): void {
  for (const client of CLIENTS.get(pool) ?? []) cut(client, reason);
}

/** Cuts a connection without asking the server; what waits for it fails with the reason. */
export function cut(client: pg.ClientBase, reason: Error): void {
  (client as pg.ClientBase & { readonly connection: { readonly stream: Socket } }).connection.stream.destroy(reason);
}

/** Ends a pool, but does not wait for ever for a connection that is still out. */
export async function endPool(pool: pg.Pool): Promise<void> {
  await within(END_MS, pool.end());
}
