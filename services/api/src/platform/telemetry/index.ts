export type { MetricPoint } from './collect-metrics.js';
export { reportFault, reportRequest } from './error-reports.js';
export { counter, gauge, histogram, SECONDS, total, type Attributes, type MetricDefinition, type Read } from './metrics.js';
export { keptFor } from './kept-for.js';
export { MetricsPortTakenError } from './prometheus.js';
export { keepSecret, safeError, safeText, withoutSecrets, type SafeError } from './safe-error.js';
export { collectMetrics, isMeasuring, startTelemetry, type Telemetry, type TelemetrySettings } from './telemetry.js';
export { inSpan, isTraced, openSpan, traceId, traceparent, type OpenSpan, type SpanDefinition } from './tracing.js';
export { currentWork, inWork, noteWork, type Work } from './work.js';
