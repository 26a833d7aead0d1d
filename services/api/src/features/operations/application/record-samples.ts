import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { readPoints } from '../domain/read-points.js';
import { beginningOf, OF_FAILURES, RESOLUTIONS } from '../domain/resolutions.js';
import { EMPTY_SAMPLE, mergeSamples, MOST_FAILURES, type Sample } from '../domain/sample.js';
import type { ProcessFacts, SampleRow } from '../domain/sample-row.js';
import { Failures, Metrics, Samples } from './ports.js';

/** Rows held back while the database is away; half an hour. Older ones are given up: they are figures, not documents. */
const MOST_HELD = 40;

/** The process that records, as every row of it says. */
export const THIS_PROCESS = Symbol('THIS_PROCESS');

/**
 * Adds what this process counted lately to the buckets that are filling, one a resolution, and writes those: the same row
 * again and again until its bucket is past. So a write that failed, or whose answer was lost, is mended by the next.
 */
@Injectable()
export class RecordSamples {
  private readonly logger = new Logger('Operations');
  private readonly held = new Map<string, SampleRow>();
  private last: number;
  private away = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly failures: Failures,
    private readonly samples: Samples,
    private readonly clock: Clock,
    @Inject(THIS_PROCESS) private readonly process: ProcessFacts,
  ) {
    this.last = clock.now().getTime();
  }

  /** One turn. Never throws. @param stopped whether it is the last */
  async run(stopped = false): Promise<void> {
    const sample = await this.collected();
    const since = this.last;
    const until = Math.max(this.clock.now().getTime(), since + 1);
    this.last = until;
    for (const { seconds } of RESOLUTIONS) this.add({ process: this.process, seconds, at: beginningOf((since + until) / 2, { seconds }), since, until, stopped, sample });
    await this.write(until);
  }

  private async collected(): Promise<Sample> {
    const failures = this.failures.take().slice(-MOST_FAILURES);
    try {
      return mergeSamples(readPoints(await this.metrics.collect()), { ...EMPTY_SAMPLE, failures });
    } catch (error) {
      this.logger.warn(`The metrics of this process could not be read: ${messageOf(error)}`);
      return { ...EMPTY_SAMPLE, failures };
    }
  }

  private add(row: SampleRow): void {
    const key = `${row.seconds} ${row.at}`;
    const filling = this.held.get(key);
    const merged = filling === undefined ? row : { ...row, since: filling.since, sample: mergeSamples(filling.sample, row.sample) };
    this.held.set(key, row.seconds === OF_FAILURES.seconds ? merged : { ...merged, sample: { ...merged.sample, failures: [] } });
  }

  private async write(now: number): Promise<void> {
    try {
      await this.samples.write([...this.held.values()]);
      for (const [key, row] of this.held) if (row.at + row.seconds * 1_000 <= now) this.held.delete(key);
      if (this.away) this.logger.log('Samples for the page of operations are kept again');
      this.away = false;
    } catch (error) {
      for (const key of [...this.held.keys()].slice(0, -MOST_HELD)) this.held.delete(key);
      if (!this.away) this.logger.warn(`Samples for the page of operations cannot be kept; the last half hour is held back, older ones are dropped: ${messageOf(error)}`);
      this.away = true;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
