import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/index.js';
import { connectionOptions } from './create-pool.js';
import { loginUrl } from './login-roles.js';

type NotificationHandler = (payload: string) => void;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const HEARTBEAT_MS = 5_000;
const HEARTBEAT_TIMEOUT_MS = 4_000;

/**
 * One connection that hears PostgreSQL's NOTIFY and comes back by itself, with growing waits, when it is lost. What was
 * sent while it was away is lost: whoever caches by it must not trust the cache while `connected` is false, and starts
 * afresh on `onConnected`.
 */
@Injectable()
export class Listener implements OnApplicationShutdown {
  private readonly logger = new Logger(Listener.name);
  private readonly handlers = new Map<string, NotificationHandler[]>();
  private readonly subscribed = new Set<string>();
  private readonly onConnectedHandlers: (() => void)[] = [];
  private readonly connectionString: string;
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private wait = FIRST_WAIT_MS;
  private stopped = false;
  private live = false;

  constructor(@Inject(Config) config: Config) {
    this.connectionString = loginUrl(config.databaseUrl, config.authSecret, 'app');
  }

  /** Whether notifications arrive right now. */
  get connected(): boolean {
    return this.live;
  }

  /** Calls the handler with the payload of every notification of a channel from now on. Returns at once. */
  listen(channel: string, handler: NotificationHandler): void {
    const known = this.handlers.get(channel);
    if (known !== undefined) {
      known.push(handler);
      return;
    }
    this.handlers.set(channel, [handler]);
    if (this.live && this.client !== undefined) this.subscribe(this.client).catch((error: unknown) => this.lost(error));
    else if (this.client === undefined && this.timer === undefined) this.retry(0);
  }

  /** Calls the handler each time the connection is there (again), after a gap in which notifications may have been missed. */
  onConnected(handler: () => void): void {
    this.onConnectedHandlers.push(handler);
    if (this.live) handler();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.live = false;
    clearTimeout(this.timer);
    await this.client?.end().catch((error: unknown) => this.logger.debug(`The listening connection did not end well: ${String(error)}`));
  }

  private retry(ms: number): void {
    this.timer = setTimeout(() => void this.connect(), ms);
  }

  private async connect(): Promise<void> {
    this.timer = undefined;
    if (this.stopped) return;
    const client = new pg.Client({ ...connectionOptions(this.connectionString, 'listener'), query_timeout: HEARTBEAT_TIMEOUT_MS });
    this.client = client;
    client.on('error', (error) => this.lost(error, client));
    client.on('end', () => this.lost(new Error('the connection ended'), client));
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    try {
      await client.connect();
      this.subscribed.clear();
      await this.subscribe(client);
      this.live = true;
      this.wait = FIRST_WAIT_MS;
      for (const handler of this.onConnectedHandlers) handler();
      this.beat(client);
    } catch (error) {
      this.lost(error, client);
    }
  }

  /** Listens to every channel asked for, those too that are asked for meanwhile. */
  private async subscribe(client: pg.Client): Promise<void> {
    for (const channel of this.handlers.keys()) {
      if (this.subscribed.has(channel)) continue;
      this.subscribed.add(channel);
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    }
  }

  /** A connection that was cut without a word is found out by asking. */
  private beat(client: pg.Client): void {
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(() => this.live && this.client === client && this.beat(client), (error: unknown) => this.lost(error, client));
    }, HEARTBEAT_MS);
    this.timer.unref();
  }

  private deliver(channel: string, payload: string): void {
    for (const handler of this.handlers.get(channel) ?? []) {
      try {
        handler(payload);
      } catch (error) {
        this.logger.error(`A handler of ${channel} failed: ${String(error)}`);
      }
    }
  }

  private lost(error: unknown, client = this.client): void {
    if (this.stopped || client === undefined || client !== this.client) return;
    if (this.live) this.logger.warn(`Notifications from the database stopped: ${error instanceof Error ? error.message : String(error)}; trying again`);
    this.live = false;
    this.client = undefined;
    clearTimeout(this.timer);
    client.end().catch(() => undefined); // it is broken already; ending it only frees the socket
    this.retry(this.wait * (0.5 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }
}
