import { Readable } from 'node:stream';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../kernel/app-error.js';
import type { Telling, Topic } from '../../kernel/telling.js';
import { Notices } from '../notices/index.js';
import { InFlight } from '../probes/index.js';

const CHANNEL = 'feed';
/** Streams a process holds, and one person of them. */
const MOST = 5_000;
const MOST_EACH = 10;
/** A stream ends after this, spread over a fifth more: access is looked at anew, and so is where the page is served from. */
const LIFE_MS = 50_000;
/** Longer than this without a word, and what stands in between takes the connection for dead. */
const HEARTBEAT_MS = 15_000;
/** Who has not read as much by now does not read. In characters. */
const MOST_UNREAD = 8_192;
/** A page opens the next stream so long after the end of one. */
const AGAIN_MS = 500;

interface Listener {
  readonly person: string;
  readonly topics: readonly Topic[];
  readonly life: NodeJS.Timeout;
}

/**
 * Server-sent events to pages: short words that something changed, never what. They travel as notices do and may be lost, so
 * whoever opens a stream asks once by itself; a stream lives a minute, which bounds how long a lost word is missed.
 */
@Injectable()
export class Feed extends InFlight implements OnApplicationShutdown, Telling {
  readonly kind = 'feeds';
  private readonly listeners = new Map<Topic, Set<Readable>>();
  private readonly streams = new Map<Readable, Listener>();
  private heart: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly notices: Notices) {
    super();
    notices.subscribe(CHANNEL, (payload) => this.deliver(payload));
    // Words may have been missed: whoever listens asks again.
    notices.onConnected(() => this.endAll());
  }

  /** Tells everybody who follows a topic, in every process. Returns at once and never throws. */
  tell(topic: Topic, event: string): void {
    this.notices.publish(CHANNEL, `${topic} ${event}`);
  }

  /**
   * A stream of what is told of these topics from now on.
   * @throws AppError server.unavailable when this process is full or stops, request.rate_limited when this person has too many
   */
  open(person: string, topics: readonly Topic[]): Readable {
    if (this.closed || this.streams.size >= MOST) throw new AppError('server.unavailable', 'No more live feeds can be opened here right now. Ask again by yourself from time to time.');
    const own = [...this.streams.values()].filter((one) => one.person === person).length;
    if (own >= MOST_EACH) throw new AppError('request.rate_limited', `${MOST_EACH} live feeds are open for you already. Close some of your windows.`, { retryAfter: 30 });
    const stream = new Readable({ read: () => undefined });
    const life = setTimeout(() => this.end(stream), LIFE_MS * (1 + Math.random() / 5)).unref();
    this.streams.set(stream, { person, topics, life });
    for (const topic of topics) this.listeners.set(topic, (this.listeners.get(topic) ?? new Set()).add(stream));
    stream.once('close', () => this.forget(stream));
    stream.push(`retry: ${AGAIN_MS}\n\n`);
    this.heart ??= setInterval(() => this.beat(), HEARTBEAT_MS).unref();
    return stream;
  }

  /** Ends every stream: their pages open new ones elsewhere. */
  async drain(): Promise<void> {
    this.closed = true;
    this.endAll();
  }

  onApplicationShutdown(): void {
    clearInterval(this.heart);
    this.closed = true;
    for (const stream of this.streams.keys()) stream.destroy();
  }

  private deliver(payload: string): void {
    const [topic, event] = payload.split(' ');
    for (const stream of this.listeners.get(topic as Topic) ?? []) write(stream, `event: ${event}\ndata:\n\n`);
  }

  private beat(): void {
    for (const stream of this.streams.keys()) write(stream, ':\n\n');
  }

  private endAll(): void {
    for (const stream of this.streams.keys()) this.end(stream);
  }

  /** Nothing may follow an end, not even before it was read: whoever ends is forgotten at once. */
  private end(stream: Readable): void {
    this.forget(stream);
    stream.push(null);
  }

  private forget(stream: Readable): void {
    const listener = this.streams.get(stream);
    if (listener === undefined) return;
    clearTimeout(listener.life);
    this.streams.delete(stream);
    for (const topic of listener.topics) {
      const all = this.listeners.get(topic);
      all?.delete(stream);
      if (all?.size === 0) this.listeners.delete(topic);
    }
  }
}

function write(stream: Readable, text: string): void {
  if (stream.readableLength > MOST_UNREAD) stream.destroy();
  else stream.push(text);
}
