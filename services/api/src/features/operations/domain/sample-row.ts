import type { Sample } from './sample.js';

/** A process, from its start to its end. */
export interface ProcessFacts {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly roles: readonly string[];
  readonly version: string;
  readonly startedAt: Date;
}

/** What one process told of one bucket. */
export interface SampleRow {
  readonly process: ProcessFacts;
  /** Width of the bucket. */
  readonly seconds: number;
  /** Its beginning; milliseconds since 1970, as `since` and `until`. */
  readonly at: number;
  /** The stretch the sample covers; the whole bucket, unless the process began, ended or is still filling it. */
  readonly since: number;
  readonly until: number;
  /** Whether the process has said that it stops. */
  readonly stopped: boolean;
  readonly sample: Sample;
}
