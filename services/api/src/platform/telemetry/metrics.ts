import { metrics, type Attributes, type Meter, type ObservableResult } from '@opentelemetry/api';

export type { Attributes };

/** What a metric is called and measured in (OpenTelemetry semantic conventions): seconds, bytes, or a count of {things}. */
export interface MetricDefinition {
  /** Dotted, lower case: `bpmn.diagram.save.duration`; Prometheus shows it as bpmn_diagram_save_duration_seconds. */
  readonly name: string;
  readonly unit: 's' | 'By' | `{${string}}`;
  readonly description: string;
}

/** A counter; the function adds to it. Attributes are a closed, small set: never an id, a title or an address. */
export function counter(definition: MetricDefinition): (attributes?: Attributes, value?: number) => void {
  const made = once((meter) => meter.createCounter(definition.name, definition));
  return (attributes, value = 1) => made().add(value, attributes);
}

/** A histogram with fixed buckets; the function records one value in the definition's unit. */
export function histogram(definition: MetricDefinition & { readonly buckets: readonly number[] }): (value: number, attributes?: Attributes) => void {
  const made = once((meter) => meter.createHistogram(definition.name, { ...definition, advice: { explicitBucketBoundaries: [...definition.buckets] } }));
  return (value, attributes) => made().record(value, attributes);
}

/**
 * A gauge that is asked when somebody collects.
 * @param read hands each value to `observe`; an error leaves the gauge out this time
 * @returns stops asking
 */
export function gauge(definition: MetricDefinition, read: (observe: (value: number, attributes?: Attributes) => void) => void | Promise<void>): () => void {
  const made = meterNow().createObservableGauge(definition.name, definition);
  const callback = (result: ObservableResult): void | Promise<void> => read((value, attributes) => result.observe(value, attributes));
  made.addCallback(callback);
  return () => made.removeCallback(callback);
}

/** Buckets for what a person waits for, in seconds; the objectives of docs/slo.md (0.2 s, 0.5 s, 1 s) are edges. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

function meterNow(): Meter {
  return metrics.getMeter('bpmn-studio');
}

/** Instruments are made at their first use: before telemetry has started, the API hands out ones that do nothing for ever. */
function once<T>(make: (meter: Meter) => T): () => T {
  let made: T | undefined;
  return () => (made ??= make(meterNow()));
}
