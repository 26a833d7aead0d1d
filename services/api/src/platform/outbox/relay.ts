import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Notices } from '../notices/index.js';
import { OUTBOX_CHANNEL } from './notices-outbox-wake.js';
import { BATCH, PublishBatch } from './publish-batch.js';

/** The relay looks by itself this often, in case a notification was lost. */
const POLL_MS = 1_000;
/** Between two batches that were not full: what is written meanwhile goes together, since a batch costs each queue a statement. */
const REST_MS = 50;
const LONGEST_WAIT_MS = 30_000;

/** In the worker role: moves events on as soon as they are there; woken by a notice, and once a second in any case. */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private stopped = false;
  private woken = false;
  private stopWaiting: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Notices) private readonly notices: Notices,
    private readonly publishBatch: PublishBatch,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    this.notices.subscribe(OUTBOX_CHANNEL, () => this.wake());
    this.notices.onConnected(() => this.wake());
    this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private wake(): void {
    this.woken = true;
    this.stopWaiting();
  }

  private async run(): Promise<void> {
    let faults = 0;
    while (!this.stopped) {
      this.woken = false;
      try {
        const moved = await this.publishBatch.run();
        faults = 0;
        if (moved > 0 && moved < BATCH && !this.stopped) await delay(REST_MS);
        if (moved < BATCH && !this.woken) await this.wait(POLL_MS);
      } catch (error) {
        faults++;
        if (faults === 1) this.logger.warn(`Events wait until the database and the queue are there again: ${error instanceof Error ? error.message : String(error)}`);
        await this.wait(Math.min(LONGEST_WAIT_MS, POLL_MS * 2 ** Math.min(faults - 1, 5)) * (0.5 + Math.random() / 2));
      }
    }
  }

  private async wait(ms: number): Promise<void> {
    if (this.stopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.stopWaiting = resolve;
    await promise;
    clearTimeout(timer);
  }
}
