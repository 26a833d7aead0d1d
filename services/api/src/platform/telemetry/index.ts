export { counter, gauge, histogram, SECONDS, type Attributes, type MetricDefinition } from './metrics.js';
export { inSpan, traceId, traceparent, type SpanDefinition } from './tracing.js';
