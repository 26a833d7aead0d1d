type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** By their attributes as JSON; the value of a histogram is how many were recorded. */
  readonly series: ReadonlyMap<string, { readonly attributes: Attributes; readonly value: number }>;
}

export interface OtlpReceiver {
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  readonly metrics: ReadonlyMap<string, ReceivedMetric>;
  readonly resources: readonly Attributes[];
  /** Every body as it came. */
  readonly bodies: readonly string[];
  stop(): Promise<void>;
}

export function startOtlpReceiver(options?: { readonly port?: number }): Promise<OtlpReceiver>;
export function drawTrace(spans: readonly ReceivedSpan[]): string;
