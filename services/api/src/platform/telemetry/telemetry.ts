import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { AlwaysOffSampler, TracerProvider, type SpanLimits } from '@opentelemetry/sdk-trace';
import { Seldom } from '../../kernel/seldom.js';
import { within } from '../../kernel/within.js';
import { DeltaReader, type MetricPoint } from './collect-metrics.js';
import { reportWith, type ReportsTo } from './error-reports.js';
import { measureWith } from './metrics.js';
import type { Outlet } from './otlp.js';
import { PrometheusReader, serveMetrics } from './prometheus.js';
import { safeText } from './safe-error.js';
import { watchRuntime } from './runtime-metrics.js';
import { samplerOf } from './sampler.js';

export interface TelemetrySettings {
  readonly version: string;
  readonly roles: readonly string[];
  /** Where a collector takes OTLP over HTTP; undefined: traces are named and carried on, and recorded nowhere. */
  readonly otlpEndpoint?: string | undefined;
  /** Share of traces that is recorded, 0 to 1. */
  readonly sampleRatio?: number;
  /** Where faults of ours are reported; undefined: nowhere. */
  readonly sentryDsn?: string | undefined;
  /** Share of requests that is reported there as well, 0 to 1. */
  readonly sentryTracesSampleRate?: number;
  /** 0: any that is free; undefined: metrics are not served. */
  readonly metricsPort?: number | undefined;
  /** Takes any free port where that one is taken. */
  readonly metricsPortMayMove?: boolean;
  /** Told what goes wrong on the way to the collector, at most once a minute. */
  readonly onFault?: (message: string) => void;
}

/** What measures and traces this process. */
export interface Telemetry {
  /** Where GET /metrics is served; undefined: nowhere. */
  readonly metricsPort: number | undefined;
  /** Sends what is left, waiting no longer than a moment, and ends. */
  stop(): Promise<void>;
}

const FLUSH_MS = 3_000;
const FAULT_EVERY_MS = 60_000;
const LIMITS: SpanLimits = { attributeCountLimit: 32, attributeValueLengthLimit: 512, eventCountLimit: 8, linkCountLimit: 8 };

let reader: DeltaReader | undefined;

/**
 * Begins to measure and trace, once a process and before anything else is built.
 * @throws MetricsPortTakenError
 */
export async function startTelemetry(settings: TelemetrySettings): Promise<Telemetry> {
  if (reader !== undefined) throw new Error('Telemetry has started already: there is one a process');
  reader = new DeltaReader();
  const resource = resourceOf(settings);
  setGlobalErrorHandler(tellSeldom(settings.onFault));
  const outlet = settings.otlpEndpoint === undefined ? undefined : (await import('./otlp.js')).openOutlet(settings.otlpEndpoint);
  const prometheus = new PrometheusReader();
  const server = settings.metricsPort === undefined ? undefined : await serveMetrics(prometheus, settings.metricsPort, settings.metricsPortMayMove);
  const meters = new MeterProvider({ resource, readers: [reader, ...(server === undefined ? [] : [prometheus]), ...(outlet === undefined ? [] : [outlet.metrics])] });
  measureWith(meters.getMeter('bpmn-studio'));
  const stopWatching = watchRuntime();
  const tracers = startTracing(resource, settings, outlet);
  const reports = await openReports(settings);
  reportWith(reports);
  return {
    metricsPort: (server?.address() as AddressInfo | undefined)?.port,
    stop: async () => {
      stopWatching();
      await within(FLUSH_MS, Promise.allSettled([tracers.shutdown(), meters.shutdown(), reports?.close(FLUSH_MS)]));
      reportWith(undefined);
      server?.close();
      server?.closeAllConnections();
      measureWith(undefined);
      for (const api of [trace, context, propagation]) api.disable();
      reader = undefined;
    },
  };
}

export function isMeasuring(): boolean {
  return reader !== undefined;
}

/**
 * What was measured since the last call, for the product's own operations page: one caller a process. Series without news
 * are left out, gauges are always there. Empty while telemetry has not started.
 */
export async function collectMetrics(): Promise<readonly MetricPoint[]> {
  return (await reader?.points()) ?? [];
}

/** Sentry's packages are loaded only where they are used: they would cost every start. */
async function openReports({ sentryDsn: dsn, sentryTracesSampleRate: tracesSampleRate = 0, version: release }: TelemetrySettings): Promise<ReportsTo | undefined> {
  return dsn === undefined ? undefined : (await import('./sentry.js')).openSentry({ dsn, release, tracesSampleRate });
}

/** Ids are made and handed on in any case, so that logs of one click can be found together; a collector makes them records. */
function startTracing(resource: Resource, { sampleRatio = 1 }: TelemetrySettings, outlet: Outlet | undefined): TracerProvider {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const sampler = outlet === undefined ? new AlwaysOffSampler() : samplerOf(sampleRatio);
  const tracers = new TracerProvider({ resource, sampler, spanLimits: LIMITS, spanProcessors: outlet === undefined ? [] : [outlet.spans] });
  trace.setGlobalTracerProvider(tracers);
  return tracers;
}

function resourceOf({ version, roles }: TelemetrySettings): Resource {
  return resourceFromAttributes({ 'service.name': 'bpmn-studio-api', 'service.version': version, 'service.instance.id': randomUUID(), 'bpmn.roles': roles.join(',') });
}

/** A collector that is away fails every few seconds. */
function tellSeldom(tell: TelemetrySettings['onFault']): (error: unknown) => void {
  const seldom = new Seldom(FAULT_EVERY_MS);
  return (error) => void (seldom.allows() && tell?.(safeText(`Telemetry could not be sent: ${error instanceof Error ? error.message : String(error)}`)));
}
