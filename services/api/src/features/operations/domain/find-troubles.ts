import type { Operations, Trouble, TroubleKind } from '@bpmn-studio/contracts';
import { bucketOf, share, tidy } from './draw-series.js';
import { quantile } from './histogram.js';
import type { SampleRow } from './sample-row.js';

type Now = Operations['now'];
export type Figures = Now['figures'];

/** The limits of the status line. Objectives are those of docs/slo.md; a share counts from this many cases on. */
const LIMITS = { errorShare: 0.01, saveFailureShare: 0.01, saveP95: 0.5, conflictShare: 0.1, outboxLagSeconds: 60, queueDepth: 1_000, eventLoopP99: 0.2 } as const;
const LEAST_CASES = 20;

/** What to read when it goes wrong: docs/runbooks/<name>.md. */
export const RUNBOOKS: Readonly<Record<TroubleKind, string>> = {
  'dependency-down': 'dependency-down', 'breaker-open': 'breaker-open', 'process-silent': 'process-down', 'nothing-recorded': 'process-down',
  'error-rate': 'request-errors-burn', 'save-failures': 'save-availability-burn', 'save-latency': 'save-latency-burn', conflicts: 'save-conflicts-high',
  'outbox-lag': 'outbox-lag-high', 'parked-events': 'events-parked', 'queue-depth': 'queue-depth-high', 'pool-exhausted': 'pool-exhausted',
  'event-loop-delay': 'event-loop-delay-high',
};

/** The figures of the last minutes, over all processes. */
export function figuresOf(rows: readonly SampleRow[]): Figures & { readonly saves: number; readonly requests: number } {
  const bucket = bucketOf(rows);
  if (bucket === undefined) return { requestsPerSecond: null, errorShare: null, requestP95: null, saveP95: null, saveFailureShare: null, conflictShare: null, outboxLagSeconds: null, parked: null, saves: 0, requests: 0 };
  const { requests, saves, saveBuckets } = bucket.sample;
  const latest = rows.toSorted((a, b) => b.until - a.until);
  const newest = (name: string): number | null => tidy(latest.find(({ sample }) => name in sample.peaks)?.sample.peaks[name]);
  const valid = Object.entries(saves).reduce((sum, [outcome, count]) => (outcome === 'refused' ? sum : sum + count), 0);
  return {
    requestsPerSecond: tidy(requests.count / bucket.seconds),
    errorShare: tidy(share(requests.errors, requests.count)),
    requestP95: tidy(quantile(requests.buckets, 0.95)),
    saveP95: tidy(quantile(saveBuckets, 0.95)),
    saveFailureShare: tidy(share((saves['unavailable'] ?? 0) + (saves['failed'] ?? 0), valid)),
    conflictShare: tidy(share(saves['conflict'] ?? 0, valid)),
    outboxLagSeconds: newest('outbox.lag'),
    parked: newest('outbox.parked'),
    saves: valid,
    requests: requests.count,
  };
}

/** What is wrong now, the worst first. Empty: all is well. */
export function findTroubles(figures: ReturnType<typeof figuresOf>, rows: readonly SampleRow[], { dependencies, processes }: Pick<Now, 'dependencies' | 'processes'>): Trouble[] {
  const troubles: Trouble[] = [];
  const latest = latestOf(rows);
  const tell = (kind: TroubleKind, severity: Trouble['severity'], value: number | null = null, limit: number | null = null, subject: string | null = null) =>
    troubles.push({ kind, severity, subject, value, limit, runbook: RUNBOOKS[kind] });
  const above = (kind: TroubleKind, severity: Trouble['severity'], value: number | null, limit: number, cases = LEAST_CASES, subject: string | null = null) =>
    value !== null && value > limit && cases >= LEAST_CASES && tell(kind, severity, value, limit, subject);

  for (const { name, status } of dependencies) if (status === 'down' || status === 'degraded') tell('dependency-down', 'bad', null, null, name);
  above('save-failures', 'bad', figures.saveFailureShare, LIMITS.saveFailureShare, figures.saves);
  above('error-rate', 'bad', figures.errorShare, LIMITS.errorShare, figures.requests);
  above('save-latency', 'bad', figures.saveP95, LIMITS.saveP95, figures.saves);
  above('outbox-lag', 'bad', figures.outboxLagSeconds, LIMITS.outboxLagSeconds);
  for (const { host, pid, state } of processes) if (state === 'silent') tell('process-silent', 'bad', null, null, `${host}:${pid}`);
  above('parked-events', 'watch', figures.parked, 0);
  above('conflicts', 'watch', figures.conflictShare, LIMITS.conflictShare, figures.saves);
  for (const [name, depth] of queuesOf(latest)) above('queue-depth', 'watch', depth, LIMITS.queueDepth, LEAST_CASES, name);
  for (const name of waitedFor(rows)) tell('pool-exhausted', 'watch', null, null, name);
  for (const name of openBreakers(latest)) if (!dependencies.some((each) => each.name === name && each.status === 'down')) tell('breaker-open', 'watch', null, null, name);
  const delay = latest.map(({ sample }) => sample.peaks['loop.p99'] ?? 0).reduce((a, b) => Math.max(a, b), 0);
  above('event-loop-delay', 'watch', tidy(delay), LIMITS.eventLoopP99);
  if (rows.length === 0) tell('nothing-recorded', 'watch');
  return troubles.sort((a, b) => Number(a.severity === 'watch') - Number(b.severity === 'watch'));
}

/** The last row of each process. */
export function latestOf(rows: readonly SampleRow[]): SampleRow[] {
  const latest = new Map<string, SampleRow>();
  for (const row of rows) if (row.until >= (latest.get(row.process.id)?.until ?? 0)) latest.set(row.process.id, row);
  return [...latest.values()];
}

/** Pools that somebody waited for in each of a process's last two minutes: once may be a burst, twice is a shortage. */
function waitedFor(rows: readonly SampleRow[]): string[] {
  const waits = new Map<string, number>();
  for (const { process, sample } of rows) {
    for (const [name, value] of Object.entries(sample.peaks)) {
      if (name.startsWith('pool.pending.') && value > 0) waits.set(`${process.id} ${name.slice(13)}`, (waits.get(`${process.id} ${name.slice(13)}`) ?? 0) + 1);
    }
  }
  return [...new Set([...waits].filter(([, minutes]) => minutes >= 2).map(([key]) => key.split(' ')[1]!))];
}

/** How many jobs wait in each queue, as whoever looked last saw it. */
function queuesOf(latest: readonly SampleRow[]): Map<string, number> {
  const newestLast = latest.toSorted((a, b) => a.until - b.until).flatMap(({ sample }) => Object.entries(sample.peaks));
  return new Map(newestLast.filter(([name]) => name.startsWith('queue.waiting.')).map(([name, depth]) => [name.slice(14), depth]));
}

/** Breakers that some process has open now: 2 is open, 1 tries again. */
function openBreakers(latest: readonly SampleRow[]): string[] {
  return [...new Set(latest.flatMap(({ sample }) => Object.entries(sample.peaks).filter(([name, state]) => name.startsWith('breaker.') && state === 2).map(([name]) => name.slice(8))))];
}
