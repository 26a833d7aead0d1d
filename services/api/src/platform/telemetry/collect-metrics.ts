import { AggregationTemporality, DataPointType, MetricReader, type MetricData } from '@opentelemetry/sdk-metrics';
import type { Attributes } from '@opentelemetry/api';

interface Point {
  /** Dotted, as it was defined: `http.server.request.duration`. */
  readonly name: string;
  readonly attributes: Attributes;
}

/** One series: what was added (sum) or recorded (histogram) since the last time, or what is true now (gauge). */
export type MetricPoint =
  | (Point & { readonly kind: 'sum' | 'gauge'; readonly value: number })
  | (Point & {
      readonly kind: 'histogram';
      readonly count: number;
      readonly sum: number;
      /** Upper edges in ascending order, in the metric's unit. */
      readonly bounds: readonly number[];
      /** One more than bounds: how many values up to each edge and above the one before it; the last above all of them. */
      readonly counts: readonly number[];
    });

/** Collects what came since its last collection. For the product's own eyes; what is sent elsewhere has readers of its own. */
export class DeltaReader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA });
  }

  /** A gauge that cannot be read is left out. */
  async points(): Promise<readonly MetricPoint[]> {
    const { resourceMetrics } = await this.collect({ timeoutMillis: COLLECT_MS });
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics.flatMap(pointsOf));
  }

  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

/** A gauge that asks a database which does not answer holds up the others no longer than this. */
const COLLECT_MS = 5_000;

function pointsOf(metric: MetricData): MetricPoint[] {
  const { name } = metric.descriptor;
  switch (metric.dataPointType) {
    case DataPointType.HISTOGRAM:
      return metric.dataPoints.map(({ attributes, value }) => ({
        name, attributes, kind: 'histogram', count: value.count, sum: value.sum ?? 0, bounds: value.buckets.boundaries, counts: value.buckets.counts,
      }));
    case DataPointType.SUM:
      return metric.dataPoints.map(({ attributes, value }) => ({ name, attributes, kind: 'sum', value }));
    case DataPointType.GAUGE:
      return metric.dataPoints.map(({ attributes, value }) => ({ name, attributes, kind: 'gauge', value }));
    default:
      return []; // exponential histograms: we make none
  }
}
