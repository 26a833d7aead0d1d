import { JOB_OUTCOMES, SAVE_OUTCOMES, type OperationsSeries } from '@bpmn-studio/contracts';
import { quantile } from './histogram.js';
import type { Range } from './resolutions.js';
import { EMPTY_SAMPLE, mergeSamples, type Sample } from './sample.js';
import type { SampleRow } from './sample-row.js';

/** Lines of memory on one chart; more could not be told apart. */
const MOST_PROCESSES = 8;

/** All processes in one bucket. */
export interface Bucket {
  readonly sample: Sample;
  /** How much of the bucket was told of, by whichever process. */
  readonly seconds: number;
  readonly rows: readonly SampleRow[];
}

type Line = (number | null)[];

/** The lines of the page. A bucket nobody told of is null in every line: nobody knows what happened then. */
export function drawSeries(rows: readonly SampleRow[], range: Range): OperationsSeries {
  const buckets = bucketsOf(rows, range);
  const line = (read: (bucket: Bucket) => number | null | undefined): Line => buckets.map((bucket) => (bucket === undefined ? null : tidy(read(bucket))));
  const peak = (name: string): Line => line(({ sample }) => sample.peaks[name]);
  const sum = (name: string): Line => line((bucket) => sumOver(bucket.rows, name));
  const known = [...new Set(rows.flatMap(({ sample }) => Object.keys(sample.peaks)))].sort();
  return {
    requestsPerSecond: line(({ sample, seconds }) => sample.requests.count / seconds),
    errorShare: line(({ sample }) => share(sample.requests.errors, sample.requests.count)),
    refusedPerSecond: line(({ sample, seconds }) => sample.requests.refused / seconds),
    requestP50: line(({ sample }) => quantile(sample.requests.buckets, 0.5)),
    requestP95: line(({ sample }) => quantile(sample.requests.buckets, 0.95)),
    saveP50: line(({ sample }) => quantile(sample.saveBuckets, 0.5)),
    saveP95: line(({ sample }) => quantile(sample.saveBuckets, 0.95)),
    saves: outcomes(SAVE_OUTCOMES, (outcome) => line(({ sample }) => sample.saves[outcome] ?? 0)),
    outboxLagSeconds: peak('outbox.lag'),
    outboxWaiting: peak('outbox.waiting'),
    queues: endings(known, 'queue.waiting.').map((name) => ({
      name,
      depth: line(({ sample: { peaks } }) => total([peaks[`queue.waiting.${name}`], peaks[`queue.active.${name}`], peaks[`queue.delayed.${name}`]])),
      failed: peak(`queue.failed.${name}`),
    })),
    jobs: outcomes(JOB_OUTCOMES, (outcome) => line(({ sample }) => sample.jobs[outcome] ?? 0)),
    pools: endings(known, 'pool.used.').map((name) => ({ name, used: sum(`pool.used.${name}`), pending: sum(`pool.pending.${name}`), max: sum(`pool.max.${name}`).findLast((max) => max !== null) ?? null })),
    eventLoopP99: peak('loop.p99'),
    memory: lastSeen(rows).map((processId) => ({ processId, bytes: line((bucket) => bucket.rows.find(({ process }) => process.id === processId)?.sample.peaks['memory']) })),
  };
}

/** The buckets of a range, in order; undefined where nobody told anything. */
function bucketsOf(rows: readonly SampleRow[], { resolution, from, buckets }: Range): (Bucket | undefined)[] {
  const filled = Array.from({ length: buckets }, (): SampleRow[] => []);
  for (const row of rows) filled[(row.at - from) / (resolution.seconds * 1_000)]?.push(row);
  return filled.map(bucketOf);
}

/** All processes as one, without their routes, which rankRoutes merges for itself; undefined when there are none. */
export function bucketOf(rows: readonly SampleRow[]): Bucket | undefined {
  if (rows.length === 0) return undefined;
  const seconds = (Math.max(...rows.map(({ until }) => until)) - Math.min(...rows.map(({ since }) => since))) / 1_000;
  return { sample: rows.map(({ sample }) => ({ ...sample, routes: {} })).reduce(mergeSamples, EMPTY_SAMPLE), seconds: Math.max(seconds, 1), rows };
}

/** A share; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Four digits are more than a chart can show. */
export function tidy(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(4));
}

/** A figure that each process has for itself, added up; undefined when none has it. */
function sumOver(rows: readonly SampleRow[], name: string): number | undefined {
  return total(rows.map(({ sample }) => sample.peaks[name]));
}

function total(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

function endings(names: readonly string[], beginning: string): string[] {
  return names.filter((name) => name.startsWith(beginning)).map((name) => name.slice(beginning.length));
}

function lastSeen(rows: readonly SampleRow[]): string[] {
  return [...new Set([...rows].sort((a, b) => b.until - a.until).map(({ process }) => process.id))].slice(0, MOST_PROCESSES);
}

function outcomes<const K extends string>(names: readonly K[], read: (name: K) => Line): Record<K, Line> {
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<K, Line>;
}
