import * as Sentry from '@sentry/node';
import type { FaultReport, ReportsTo, RequestReport } from './error-reports.js';
import { safeText } from './safe-error.js';
import type { Work } from './work.js';

export interface SentrySettings {
  readonly dsn: string;
  readonly release: string;
  /** Share of requests that is sent as a transaction, 0 to 1. */
  readonly tracesSampleRate: number;
}

/** Reports kept while Sentry is slow or away; what comes on top is dropped. */
const WAITING = 30;
/** As OpenTelemetry numbers it. */
const SPAN_FAILED = 2;
/** A fault that happens with every request would drown all others. */
const FAULTS_A_MINUTE = 60;

/**
 * Reports to Sentry (or what speaks its protocol). Nothing is taken from the request or its surroundings: only the error's
 * type, words and stack, scrubbed, and ids. Without Sentry's own instrumentation, which would stand in the way of ours.
 */
export function openSentry({ dsn, release, tracesSampleRate }: SentrySettings): ReportsTo {
  Sentry.initWithoutDefaultIntegrations({
    dsn,
    release,
    tracesSampleRate,
    environment: process.env['NODE_ENV'] ?? 'production',
    sendClientReports: false,
    includeServerName: false,
    enableRuntimeChannelInjection: false, // it would rewrite modules as they load
    maxBreadcrumbs: 0,
    traceLifecycle: 'static',
    integrations: [Sentry.linkedErrorsIntegration(), Sentry.dedupeIntegration()],
    transportOptions: { bufferSize: WAITING },
    beforeSend: (event) => scrubbed(event),
  });
  const admitted = perMinute(FAULTS_A_MINUTE);
  return {
    fault: (report) => void (admitted() && sendFault(report)),
    request: (report) => void (tracesSampleRate > 0 && sendRequest(report)),
    close: async (ms) => void (await Sentry.close(ms)),
  };
}

function sendFault({ error, work, place }: FaultReport): void {
  Sentry.withScope((scope) => {
    scope.setTags(tagsOf(work, place));
    if (work.userId !== undefined) scope.setUser({ id: work.userId });
    if (work.traceId !== undefined) scope.setPropagationContext({ traceId: work.traceId, sampleRand: Math.random() });
    scope.captureException(error);
  });
}

/** After the fact, with the times it took: nothing of Sentry's stands in the way of a request. */
function sendRequest({ name, status, seconds, work }: RequestReport): void {
  const end = Date.now() / 1000;
  Sentry.withScope((scope) => {
    scope.setTags(tagsOf(work, name));
    if (work.traceId !== undefined) scope.setPropagationContext({ traceId: work.traceId, sampleRand: Math.random() });
    const span = Sentry.startInactiveSpan({ name, op: 'http.server', forceTransaction: true, startTime: end - seconds, attributes: { 'sentry.source': 'route', 'http.response.status_code': status } });
    if (status >= 500) span.setStatus({ code: SPAN_FAILED });
    span.end(end);
  });
}

function tagsOf({ requestId, eventId, workspaceId, traceId }: Readonly<Work>, place: string | undefined): Record<string, string | undefined> {
  return { request_id: requestId, event_id: eventId, workspace_id: workspaceId, trace_id: traceId, route: place };
}

/** What is left of an event when all that might be somebody's is taken away. */
function scrubbed(event: Sentry.ErrorEvent): Sentry.ErrorEvent {
  const { request: _request, breadcrumbs: _breadcrumbs, extra: _extra, server_name: _server, modules: _modules, ...rest } = event;
  const values = rest.exception?.values?.map((value) => ({
    ...value,
    ...(value.value === undefined ? {} : { value: safeText(value.value) }),
    ...(value.stacktrace?.frames === undefined ? {} : { stacktrace: { frames: value.stacktrace.frames.map(({ vars: _vars, context_line: _line, pre_context: _before, post_context: _after, ...frame }) => frame) } }),
  }));
  return { ...rest, ...(rest.message === undefined ? {} : { message: safeText(rest.message) }), ...(values === undefined ? {} : { exception: { values } }), ...(rest.user === undefined ? {} : { user: { id: rest.user.id } }) } as Sentry.ErrorEvent;
}

function perMinute(most: number): () => boolean {
  let began = -Infinity;
  let count = 0;
  return () => {
    if (performance.now() - began > 60_000) [began, count] = [performance.now(), 0];
    return ++count <= most;
  };
}
