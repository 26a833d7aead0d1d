import type { Attributes, Meter, ObservableResult } from '@opentelemetry/api';

export type { Attributes };

/** What a metric is called and measured in (OpenTelemetry semantic conventions): seconds, bytes, or a count of {things}. */
export interface MetricDefinition {
  /** Dotted, lower case: `bpmn.diagram.save.duration`; Prometheus shows it as bpmn_diagram_save_duration_seconds. */
  readonly name: string;
  readonly unit: 's' | 'By' | `{${string}}`;
  readonly description: string;
}

/** What a gauge or a running total is read with: hands each value to `observe`; an error leaves it out this time. */
export type Read = (observe: (value: number, attributes?: Attributes) => void) => void | Promise<void>;

/** A counter; the function adds to it. Attributes are a closed, small set: never an id, a title or an address. */
export function counter(definition: MetricDefinition): (attributes?: Attributes, value?: number) => void {
  const made = bound((meter) => meter.createCounter(definition.name, definition));
  return (attributes, value = 1) => made()?.add(value, attributes);
}

/** A histogram with fixed buckets; the function records one value in the definition's unit. */
export function histogram(definition: MetricDefinition & { readonly buckets: readonly number[] }): (value: number, attributes?: Attributes) => void {
  const made = bound((meter) => meter.createHistogram(definition.name, { ...definition, advice: { explicitBucketBoundaries: [...definition.buckets] } }));
  return (value, attributes) => made()?.record(value, attributes);
}

/**
 * A gauge that is asked when somebody collects.
 * @returns stops asking
 */
export function gauge(definition: MetricDefinition, read: Read): () => void {
  return watch({ definition, read, total: false });
}

/**
 * A total that only grows and is kept by somebody else, such as CPU time; asked when somebody collects.
 * @returns stops asking
 */
export function total(definition: MetricDefinition, read: Read): () => void {
  return watch({ definition, read, total: true });
}

/** Buckets for what a person waits for, in seconds; the objectives of docs/slo.md (0.2 s, 0.5 s, 1 s) are edges. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

interface Watched {
  readonly definition: MetricDefinition;
  readonly read: Read;
  readonly total: boolean;
}

const watched = new Map<Watched, () => void>();
let current: Meter | undefined;

/** Where all instruments are made from now on, those declared before included; undefined: nothing is measured. */
export function measureWith(meter: Meter | undefined): void {
  current = meter;
  for (const [one, stop] of watched) {
    stop();
    watched.set(one, attach(one));
  }
}

function watch(one: Watched): () => void {
  watched.set(one, attach(one));
  return () => {
    watched.get(one)?.();
    watched.delete(one);
  };
}

function attach({ definition, read, total: grows }: Watched): () => void {
  if (current === undefined) return () => undefined;
  const made = grows ? current.createObservableCounter(definition.name, definition) : current.createObservableGauge(definition.name, definition);
  const callback = (result: ObservableResult): void | Promise<void> => read((value, attributes) => result.observe(value, attributes));
  made.addCallback(callback);
  return () => made.removeCallback(callback);
}

/** Instruments are made at their first use and anew when measuring begins. */
function bound<T>(make: (meter: Meter) => T): () => T | undefined {
  let made: T | undefined;
  let by: Meter | undefined;
  return () => {
    if (by !== current) {
      by = current;
      made = current === undefined ? undefined : make(current);
    }
    return made;
  };
}
