import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { KEY_PREFIX, type Redis, type RedisConnection } from '../redis/index.js';
import { Notices } from './notices.js';
import { Outgoing } from './outgoing.js';

/** Channels are shared by all databases of a Redis. */
const PREFIX = `${KEY_PREFIX}notices:`;
const HEARTBEAT_MS = 5_000;

/** Notices by Redis's publish and subscribe: needs no LISTEN, which a pooler in transaction mode does not have. */
export class RedisNotices extends Notices implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisNotices.name);
  private readonly handlers = new Map<string, ((payload: string) => void)[]>();
  private readonly onConnectedHandlers: (() => void)[] = [];
  private readonly outgoing: Outgoing;
  private readonly ear: Redis;
  private readonly heart: NodeJS.Timeout;
  private live = false;

  constructor(connection: RedisConnection) {
    super();
    this.outgoing = new Outgoing((notices) => connection.command((redis) => Promise.all(notices.map(({ channel, payload }) => redis.publish(PREFIX + channel, payload)))));
    this.ear = connection.forChannels();
    this.ear.on('message', (channel: string, payload: string) => this.deliver(channel.slice(PREFIX.length), payload));
    this.ear.on('ready', () => void this.hear());
    this.ear.on('close', () => (this.live = false));
    this.ear.on('error', (error: Error) => this.logger.debug(`Notices stopped: ${error.name}`)); // the connection itself tells when Redis is away
    // A connection that was cut without a word is found out by asking; it is given up when no answer comes.
    this.heart = setInterval(() => void this.ear.ping().catch(() => undefined), HEARTBEAT_MS);
    this.heart.unref();
  }

  override publish(channel: string, payload: string): void {
    this.outgoing.add({ channel, payload });
  }

  override subscribe(channel: string, handler: (payload: string) => void): void {
    const known = this.handlers.get(channel);
    this.handlers.set(channel, [...(known ?? []), handler]);
    if (known !== undefined) return;
    this.live = false; // until Redis has taken the channel
    if (this.ear.status === 'ready') void this.hear();
  }

  override onConnected(handler: () => void): void {
    this.onConnectedHandlers.push(handler);
    if (this.live) handler();
  }

  override get connected(): boolean {
    return this.live;
  }

  onApplicationShutdown(): void {
    this.live = false;
    clearInterval(this.heart);
    this.outgoing.stop();
    this.ear.disconnect();
  }

  /** Subscribes to every channel asked for; from then on notices arrive. */
  private async hear(): Promise<void> {
    const asked = this.handlers.size;
    try {
      if (asked > 0) await this.ear.subscribe(...[...this.handlers.keys()].map((channel) => PREFIX + channel));
    } catch (error) {
      this.live = false;
      this.logger.debug(`Redis let nobody subscribe: ${String(error)}`);
      this.ear.disconnect(true);
      return;
    }
    if (this.live || this.ear.status !== 'ready' || asked !== this.handlers.size) return;
    this.live = true;
    for (const handler of this.onConnectedHandlers) handler();
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
}
