import pg from 'pg';
import { connectionOptions, cut } from './create-pool.js';

/** A database that does not answer SELECT 1 within this time is as good as away. */
const LIMIT_MS = 2_500;
const EVERY_MS = 1_000;
/** While it is away, it is asked more often, so that its return is noticed at once. */
const AWAY_EVERY_MS = 300;

export type Beat = 'there' | 'away';

/**
 * Asks the database again and again, over a connection of its own, whether it is there. Requests cannot find that out: a
 * slow statement looks like a frozen server, and a pool whose connections are all at work like one that is away.
 */
export class Pulse {
  private client: pg.Client | undefined;
  private question: Promise<number> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param onBeat told after every question */
  constructor(
    private readonly connectionString: string,
    private readonly onBeat: (beat: Beat) => void,
  ) {}

  /** Asks now, and then regularly until `stop`. */
  start(): void {
    clearTimeout(this.timer);
    void this.ask().then(() => this.startIn(EVERY_MS), () => this.startIn(AWAY_EVERY_MS));
  }

  /**
   * One round trip; joins the question that is open already.
   * @returns milliseconds it took
   * @throws what was wrong
   */
  ask(): Promise<number> {
    this.question ??= this.roundTrip().finally(() => (this.question = undefined));
    return this.question;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.hangUp();
  }

  private startIn(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), ms);
    this.timer.unref();
  }

  private async roundTrip(): Promise<number> {
    const start = performance.now();
    try {
      await this.select();
    } catch (error) {
      if (!this.stopped) this.onBeat(isAnswer(error) ? 'there' : 'away'); // a stop hangs up on the question that is open
      throw error;
    }
    this.onBeat('there');
    return performance.now() - start;
  }

  /** A kept connection may have ended for reasons of its own: only a new one shows that nobody is there. */
  private async select(): Promise<void> {
    const kept = this.client;
    try {
      await inTime(kept === undefined ? this.connectAndSelect() : kept.query('SELECT 1'));
    } catch (error) {
      this.hangUp();
      if (kept === undefined || error instanceof NoAnswerError || this.stopped) throw error;
      await inTime(this.connectAndSelect()).catch((fresh: unknown) => {
        this.hangUp();
        throw fresh;
      });
    }
  }

  private async connectAndSelect(): Promise<unknown> {
    const { query_timeout: _later, connectionTimeoutMillis: _earlier, ...options } = connectionOptions(this.connectionString, 'pulse');
    const client = new pg.Client(options);
    this.client = client;
    client.on('error', () => this.broke(client)); // reported by the question that follows
    await client.connect();
    return await client.query('SELECT 1');
  }

  /** A connection that broke between two questions is reason to ask at once. */
  private broke(client: pg.Client): void {
    if (client !== this.client) return;
    this.client = undefined;
    if (!this.stopped && this.question === undefined) this.start();
  }

  /** Without a goodbye, which would wait for ever on who does not answer. */
  private hangUp(): void {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined) cut(client, new Error('the pulse hung up'));
  }
}

/** Nothing came back in time. */
class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  // Timers come before sockets: after a busy moment of this process, an answer that lies there already still counts.
  const timer = setTimeout(() => setImmediate(() => late.reject(new NoAnswerError(`The database did not answer within ${LIMIT_MS} ms`))), LIMIT_MS);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    late.promise.catch(() => undefined); // the timer may have gone off in the same turn in which the answer came
  }
}

/** A refusal is an answer, too, unless it says that the server is stopping or starting (SQLSTATE 57P01 to 57P03). */
function isAnswer(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08') && !/^57P0[123]$/.test(code) && !code.startsWith('E');
}
