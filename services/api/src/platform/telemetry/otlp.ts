import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { PeriodicExportingMetricReader, type MetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace';

/** The way to a collector. */
export interface Outlet {
  readonly spans: SpanProcessor;
  readonly metrics: MetricReader;
}

/** Spans kept while the collector is slow or away; what comes on top is dropped. About 2 MB. */
const QUEUE = 2_048;
const BATCH = 512;
const SPANS_EVERY_MS = 1_000;
const METRICS_EVERY_MS = 10_000;
/** With its retries. */
const EXPORT_MS = 5_000;
const AT_ONCE = 4;

/**
 * Sends spans and metrics over OTLP/HTTP as JSON, from memory and in the background: a collector that is slow or away
 * costs its records and nothing else. The standard variables (OTEL_EXPORTER_OTLP_HEADERS, ...) hold for the rest.
 * @param endpoint its base address; /v1/traces and /v1/metrics are put behind it
 */
export function openOutlet(endpoint: string): Outlet {
  const base = endpoint.replace(/\/+$/, '');
  const settings = { timeoutMillis: EXPORT_MS, concurrencyLimit: AT_ONCE };
  return {
    spans: new BatchSpanProcessor({
      exporter: new OTLPTraceExporter({ ...settings, url: `${base}/v1/traces` }),
      maxQueueSize: QUEUE,
      maxExportBatchSize: BATCH,
      scheduledDelayMillis: SPANS_EVERY_MS,
      exportTimeoutMillis: EXPORT_MS,
    }),
    metrics: new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ ...settings, url: `${base}/v1/metrics` }),
      exportIntervalMillis: METRICS_EVERY_MS,
      exportTimeoutMillis: EXPORT_MS,
    }),
  };
}
