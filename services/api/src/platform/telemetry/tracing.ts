import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Context } from '@opentelemetry/api';

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

export interface SpanDefinition {
  /** Low cardinality: "save diagram", "process draw-thumbnail". */
  readonly name: string;
  readonly kind?: keyof typeof KINDS;
  /** Ids are welcome here; documents, titles, addresses and secrets are not. */
  readonly attributes?: Attributes;
  /** W3C traceparent of the span that caused this one, when it came over the network, through a table or a queue. */
  readonly parent?: string | undefined;
}

/** A span that begins in one place and ends in another. */
export interface OpenSpan {
  /** 32 hexadecimal digits; undefined while telemetry has not started. */
  readonly traceId: string | undefined;
  /** To be carried on, so that what it causes becomes its child. */
  readonly traceparent: string | undefined;
  /** Runs work inside it. */
  run<T>(work: () => T): T;
  end(last?: { readonly name?: string; readonly attributes?: Attributes; readonly failed?: boolean }): void;
}

/** Runs work in a span; an error marks the span and goes on to the caller. Costs next to nothing where nothing is recorded. */
export async function inSpan<T>(definition: SpanDefinition, work: () => Promise<T>): Promise<T> {
  if (definition.parent === undefined && trace.getActiveSpan()?.isRecording() === false) return await work();
  const from = parentOf(definition);
  const { name, kind = 'internal', attributes = {} } = definition;
  return tracer().startActiveSpan(name, { kind: KINDS[kind], attributes }, from, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Begins a span; whoever does it ends it. */
export function openSpan(definition: SpanDefinition): OpenSpan {
  const { name, kind = 'internal', attributes = {} } = definition;
  const from = parentOf(definition);
  const span = tracer().startSpan(name, { kind: KINDS[kind], attributes }, from);
  const inside = trace.setSpan(from, span);
  return {
    traceId: known(span.spanContext().traceId),
    get traceparent() {
      return traceparentOf(inside);
    },
    run: (work) => context.with(inside, work),
    end: ({ name: better, attributes: more, failed = false } = {}) => {
      if (better !== undefined) span.updateName(better);
      if (more !== undefined) span.setAttributes(more);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Whether we are inside a span that is recorded, so that a finer one is of use. */
export function isTraced(): boolean {
  return trace.getActiveSpan()?.isRecording() ?? false;
}

/** The W3C traceparent of the span we are in, to be carried through a table or a queue; undefined when nothing is traced. */
export function traceparent(): string | undefined {
  return traceparentOf(context.active());
}

/** The id of the trace we are in, for logs and errors; undefined when nothing is traced. */
export function traceId(): string | undefined {
  return known(trace.getActiveSpan()?.spanContext().traceId);
}

function tracer() {
  return trace.getTracer('bpmn-studio');
}

/** A cause that came from elsewhere takes the place of whatever we are in; one that is no traceparent counts as none. */
function parentOf({ parent }: SpanDefinition): Context {
  return parent === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, { traceparent: parent });
}

function traceparentOf(from: Context): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(from, carrier);
  return carrier.traceparent;
}

function known(traceId: string | undefined): string | undefined {
  return traceId === undefined || /^0+$/.test(traceId) ? undefined : traceId;
}
