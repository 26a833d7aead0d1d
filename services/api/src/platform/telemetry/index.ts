export type { MetricPoint } from './collect-metrics.js';
export { counter, gauge, histogram, SECONDS, total, type Attributes, type MetricDefinition, type Read } from './metrics.js';
export { MetricsPortTakenError } from './prometheus.js';
export { collectMetrics, isMeasuring, startTelemetry, type Telemetry, type TelemetrySettings } from './telemetry.js';
export { inSpan, traceId, traceparent, type SpanDefinition } from './tracing.js';
