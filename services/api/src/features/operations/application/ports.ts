import type { Operations } from '@bpmn-studio/contracts';
import type { MetricPoint } from '../domain/read-points.js';
import type { Failure } from '../domain/sample.js';
import type { SampleRow } from '../domain/sample-row.js';

/** The metrics of this process. */
export abstract class Metrics {
  /** What was counted and measured since the last call. None while nothing is measured. */
  abstract collect(): Promise<readonly MetricPoint[]>;
}

/** Answers of 500 and above that this process gave. */
export abstract class Failures {
  /** Those since the last call, bounded, oldest first. */
  abstract take(): readonly Failure[];
}

/** The samples of all processes. */
export abstract class Samples {
  /** Keeps the rows; a row that is there already is replaced. */
  abstract write(rows: readonly SampleRow[]): Promise<void>;
  /** The rows of one width that begin in a stretch of time; milliseconds since 1970, bounded. */
  abstract read(seconds: number, from: number, to: number): Promise<SampleRow[]>;
  /** The newest failures since a moment, in whatever process, newest first. */
  abstract failures(since: number, limit: number): Promise<Failure[]>;
  /** Removes at most `limit` rows that are kept long enough; how many there were. */
  abstract purge(limit: number): Promise<number>;
}

export interface ParkedWork {
  readonly eventId: string;
  readonly type: string;
  readonly handler: string | null;
  readonly parkedAt: Date;
}

/** Events that somebody gave up on. */
export abstract class ParkedEvents {
  /** Parked since a moment, newest first. */
  abstract since(moment: number, limit: number): Promise<ParkedWork[]>;
}

/** What this process depends on, as it sees it now. */
export abstract class Dependencies {
  abstract now(): Operations['now']['dependencies'];
}
