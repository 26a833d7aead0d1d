import { toBuckets, type Buckets } from './histogram.js';
import { EMPTY_SAMPLE, mergeSamples, type Answers, type Sample } from './sample.js';

export type PointAttributes = Readonly<Record<string, unknown>>;

/** What a metric tells of the time since it was last asked: a sum or a gauge, or a histogram. */
export type MetricPoint =
  | { readonly name: string; readonly attributes: PointAttributes; readonly value: number }
  | { readonly name: string; readonly attributes: PointAttributes; readonly count: number; readonly sum: number; readonly bounds: readonly number[]; readonly counts: readonly number[] };

/** Went through, so that its time is worth measuring; what was refused or failed is counted, not timed. */
const THROUGH = new Set(['saved', 'unchanged']);

/** Picks from a process's metrics what the page of operations shows. */
export function readPoints(points: readonly MetricPoint[]): Sample {
  return points.reduce((sample, point) => mergeSamples(sample, 'counts' in point ? histogram(point) : gauge(point)), EMPTY_SAMPLE);
}

function histogram(point: Extract<MetricPoint, { counts: unknown }>): Sample {
  const buckets = toBuckets(point.bounds, point.counts);
  if (point.name === 'http.server.request.duration') return request(point.attributes, point.count, buckets);
  if (point.name === 'bpmn.diagram.save.duration') return save(text(point.attributes, 'outcome'), point.count, buckets);
  if (point.name === 'bpmn.job.duration') return { ...EMPTY_SAMPLE, jobs: { [text(point.attributes, 'outcome')]: point.count } };
  return EMPTY_SAMPLE;
}

function request(attributes: PointAttributes, count: number, buckets: Buckets): Sample {
  const route = text(attributes, 'http.route');
  if (route.startsWith('/api/health')) return EMPTY_SAMPLE; // probes are no traffic, and they are told of by health
  const status = Number(attributes['http.response.status_code']);
  const answers: Answers = { count, errors: status >= 500 ? count : 0, refused: status === 429 ? count : 0, buckets };
  return { ...EMPTY_SAMPLE, requests: answers, routes: { [`${text(attributes, 'http.request.method')} ${route}`]: answers } };
}

function save(outcome: string, count: number, buckets: Buckets): Sample {
  return { ...EMPTY_SAMPLE, saves: { [outcome]: count }, saveBuckets: THROUGH.has(outcome) ? buckets : EMPTY_SAMPLE.saveBuckets };
}

function gauge({ name, attributes, value }: Extract<MetricPoint, { value: number }>): Sample {
  const peak = peakName(name, attributes);
  return peak === undefined ? EMPTY_SAMPLE : { ...EMPTY_SAMPLE, peaks: { [peak]: value } };
}

function peakName(name: string, attributes: PointAttributes): string | undefined {
  const plain = PLAIN.get(name);
  if (plain !== undefined) return plain;
  if (name === 'bpmn.queue.depth') return `queue.${text(attributes, 'state')}.${text(attributes, 'queue')}`;
  if (name === 'bpmn.breaker.state') return `breaker.${text(attributes, 'dependency')}`;
  const pool = text(attributes, 'db.client.connection.pool.name');
  if (name === 'db.client.connection.count') return text(attributes, 'db.client.connection.state') === 'used' ? `pool.used.${pool}` : undefined;
  if (name === 'db.client.connection.pending_requests') return `pool.pending.${pool}`;
  if (name === 'db.client.connection.max') return `pool.max.${pool}`;
  return undefined;
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['bpmn.outbox.lag', 'outbox.lag'],
  ['bpmn.outbox.waiting', 'outbox.waiting'],
  ['bpmn.outbox.parked', 'outbox.parked'],
  ['nodejs.eventloop.delay.p99', 'loop.p99'],
  ['process.memory.usage', 'memory'],
]);

function text(attributes: PointAttributes, name: string): string {
  return String(attributes[name] ?? 'unknown').slice(0, 120);
}

