import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { within } from '../../../kernel/within.js';
import { RecordSamples } from '../application/record-samples.js';

const EVERY_MS = 15_000;
const GOODBYE_MS = 1_500;

/** Records a sample at :00, :15, :30 and :45 of every minute, so that no sample lies in two buckets, and one when the process stops. */
@Injectable()
export class Sampling implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly record: RecordSamples) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await within(GOODBYE_MS, this.running.then(() => this.record.run(true)));
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.running = this.record.run().then(() => {
        if (!this.stopping) this.schedule();
      });
    }, EVERY_MS - (Date.now() % EVERY_MS));
    this.timer.unref();
  }
}
