import { addBuckets, NO_VALUES, type Buckets } from './histogram.js';

/** Answers: how many, how many of 500 and above, how many of 429, and how long they took. */
export interface Answers {
  readonly count: number;
  readonly errors: number;
  readonly refused: number;
  readonly buckets: Buckets;
}

/** An answer of 500 and above. Says where, never what: a message might hold what a user wrote. */
export interface Failure {
  /** RFC 3339. */
  readonly at: string;
  readonly route: string;
  /** Status and error code. */
  readonly code: string;
  readonly requestId: string;
  readonly traceId: string | null;
}

export type Counts = Readonly<Record<string, number>>;

/**
 * What one process tells of a stretch of time. Counts are sums; everything else is the peak of the stretch. Sums of sums
 * and peaks of peaks are the same in any order, so samples merge over time and over processes by the same rule.
 */
export interface Sample {
  readonly requests: Answers;
  /** By method and path template. */
  readonly routes: Readonly<Record<string, Answers>>;
  /** By outcome. */
  readonly saves: Counts;
  /** Of saves that went through. */
  readonly saveBuckets: Buckets;
  /** By outcome. */
  readonly jobs: Counts;
  /** Peaks by name: outbox.lag, loop.p99, memory, queue.depth.draw-thumbnail, pool.used.app, breaker.redis ... */
  readonly peaks: Counts;
  /** The newest, at most MOST_FAILURES. */
  readonly failures: readonly Failure[];
}

export const MOST_ROUTES = 40;
export const MOST_FAILURES = 20;
const MOST_NAMES = 80;
/** Where routes go when there are more than a row should hold. */
export const OTHER_ROUTES = 'other';

const NO_ANSWERS: Answers = { count: 0, errors: 0, refused: 0, buckets: NO_VALUES };
export const EMPTY_SAMPLE: Sample = { requests: NO_ANSWERS, routes: {}, saves: {}, saveBuckets: NO_VALUES, jobs: {}, peaks: {}, failures: [] };

/** Two stretches, or two processes, as one. */
export function mergeSamples(a: Sample, b: Sample): Sample {
  return {
    requests: addAnswers(a.requests, b.requests),
    routes: mergeRoutes(a.routes, b.routes),
    saves: merged(a.saves, b.saves, add),
    saveBuckets: addBuckets(a.saveBuckets, b.saveBuckets),
    jobs: merged(a.jobs, b.jobs, add),
    peaks: merged(a.peaks, b.peaks, Math.max),
    failures: [...a.failures, ...b.failures].sort((x, y) => (x.at < y.at ? 1 : -1)).slice(0, MOST_FAILURES),
  };
}

function addAnswers(a: Answers, b: Answers): Answers {
  return { count: a.count + b.count, errors: a.errors + b.errors, refused: a.refused + b.refused, buckets: addBuckets(a.buckets, b.buckets) };
}

function mergeRoutes(a: Sample['routes'], b: Sample['routes']): Sample['routes'] {
  const routes: Record<string, Answers> = { ...a };
  for (const [route, answers] of Object.entries(b)) {
    const full = !(route in routes) && Object.keys(routes).length >= MOST_ROUTES;
    const name = full ? OTHER_ROUTES : route;
    routes[name] = addAnswers(routes[name] ?? NO_ANSWERS, answers);
  }
  return routes;
}

function merged(a: Counts, b: Counts, both: (x: number, y: number) => number): Counts {
  const all: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const known = all[name];
    if (known !== undefined) all[name] = both(known, value);
    else if (Object.keys(all).length < MOST_NAMES) all[name] = value;
  }
  return all;
}

function add(x: number, y: number): number {
  return x + y;
}
