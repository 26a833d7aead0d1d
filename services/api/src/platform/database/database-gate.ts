import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/index.js';
import { BreakerOpenError, Breakers, type Breaker } from '../resilience/index.js';
import { cutAll } from './create-pool.js';
import { asAppError, awayError, isLost } from './database-errors.js';
import { loginUrl } from './login-roles.js';
import { Pulse, type Beat } from './pulse.js';

/** So many calls in a row that found no server open the breaker, before the pulse has noticed. */
const FAULTS = 5;

/**
 * What every call to PostgreSQL passes: while the database is away, calls are answered server.unavailable at once, those
 * under way on a server that froze as well. Its own pulse says when it is away and when it is back, and no call is spent
 * on finding out; a statement that is slow or refused changes nothing.
 */
@Injectable()
export class DatabaseGate implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly breaker: Breaker;
  private readonly pulse: Pulse;
  private readonly underWay = new Set<(error: Error) => void>();
  private readonly pools: pg.Pool[] = [];
  private held = false;
  private release: () => void = () => undefined;

  constructor(@Inject(Config) config: Config, @Inject(Breakers) breakers: Breakers) {
    this.pulse = new Pulse(loginUrl(config.databaseUrl, config.authSecret, 'app'), (beat) => this.note(beat));
    this.breaker = breakers.of({ name: 'database', inARow: FAULTS, isFault: isLost });
    this.breaker.onChange((state) => {
      if (state === 'open' && this.hold()) this.pulse.start(); // calls found out first; the pulse closes it
    });
  }

  onApplicationBootstrap(): void {
    this.pulse.start();
  }

  /**
   * Does work on the database unless it is known to be away.
   * @throws AppError server.unavailable; what the work throws
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.breaker.run(() => this.whileThere(work));
    } catch (error) {
      throw error instanceof BreakerOpenError ? awayError(error) : asAppError(error);
    }
  }

  /** One round trip past the breaker; milliseconds it took. Throws AppError server.unavailable when there is none. */
  async ping(): Promise<number> {
    try {
      return await this.pulse.ask();
    } catch (error) {
      throw awayError(error);
    }
  }

  /** Cuts the connections of a pool when the database goes away: those of a server that froze may never come back. */
  guard(pool: pg.Pool): void {
    this.pools.push(pool);
  }

  onApplicationShutdown(): void {
    this.pulse.stop();
  }

  /** Waits for the work, but no longer than the database is there: a frozen server answers nothing and ends nothing. */
  private whileThere<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (settle: () => void) => {
        this.underWay.delete(reject);
        settle();
      };
      this.underWay.add(reject);
      work().then((value) => leave(() => resolve(value)), (error: unknown) => leave(() => reject(error as Error)));
    });
  }

  private note(beat: Beat): void {
    if (beat === 'there') {
      this.release();
      this.held = false;
      return;
    }
    const reason = new Error('Connection terminated: the database does not answer any more');
    for (const reject of this.underWay) reject(reason);
    this.underWay.clear();
    this.hold();
    for (const pool of this.pools) cutAll(pool, reason); // each time: the calls may have held it before, and left theirs open
  }

  /** @returns whether it was not held before */
  private hold(): boolean {
    if (this.held) return false;
    this.held = true; // before the breaker tells of its change
    this.release = this.breaker.hold();
    return true;
  }
}
