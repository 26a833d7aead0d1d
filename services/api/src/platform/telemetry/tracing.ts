import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

export interface SpanDefinition {
  /** Low cardinality: "save diagram", "process draw-thumbnail". */
  readonly name: string;
  readonly kind?: keyof typeof KINDS;
  /** Ids are welcome here; documents, titles, addresses and secrets are not. */
  readonly attributes?: Attributes;
  /** W3C traceparent of the span that caused this one, when it came through a table or a queue. */
  readonly parent?: string | undefined;
}

/** Runs work in a span; an error marks the span and goes on to the caller. Costs next to nothing while nobody collects. */
export async function inSpan<T>({ name, kind = 'internal', attributes = {}, parent }: SpanDefinition, work: () => Promise<T>): Promise<T> {
  const from = parent === undefined ? context.active() : propagation.extract(context.active(), { traceparent: parent });
  return trace.getTracer('bpmn-studio').startActiveSpan(name, { kind: KINDS[kind], attributes }, from, async (span) => {
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

/** The W3C traceparent of the span we are in, to be carried through a table or a queue; undefined when nothing is traced. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** The id of the trace we are in, for logs and errors; undefined when nothing is traced. */
export function traceId(): string | undefined {
  const id = trace.getActiveSpan()?.spanContext().traceId;
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}
