import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { AggregationTemporality, MetricReader, type MetricData, type ResourceMetrics } from '@opentelemetry/sdk-metrics';

const COLLECT_MS = 5_000;
const REQUEST_MS = 10_000;
const CONNECTIONS = 20;
const SUFFIX: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes' };

/** Another program has the port. The message names the mend. */
export class MetricsPortTakenError extends Error {
  override readonly name = 'MetricsPortTakenError';
  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port}, on which the metrics are to be served, is taken by another program: stop that one, or choose another port with METRICS_PORT.`, options);
  }
}

/** Running totals, as Prometheus wants them, written in its text format. */
export class PrometheusReader extends MetricReader {
  private readonly serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }

  /** A gauge that cannot be read is left out. */
  async text(): Promise<string> {
    const { resourceMetrics } = await this.collect({ timeoutMillis: COLLECT_MS });
    return this.serializer.serialize(named(resourceMetrics));
  }

  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

/**
 * Serves GET /metrics, and nothing else, on a port of its own. It never keeps the process alive.
 * @param port 0: any that is free
 * @param mayMove takes any that is free when that one is not
 * @throws MetricsPortTakenError
 */
export async function serveMetrics(reader: PrometheusReader, port: number, mayMove = false): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, (request, response) => void answer(reader, request, response));
  server.maxConnections = CONNECTIONS;
  server.unref();
  await listen(server, port).catch((error: unknown) => {
    if (!mayMove || !(error instanceof MetricsPortTakenError)) throw error;
    return listen(server, 0);
  });
  server.on('connection', (socket) => socket.unref());
  return server;
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(error.code === 'EADDRINUSE' ? new MetricsPortTakenError(port, { cause: error }) : error);
    server.once('error', refuse).listen(port, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

async function answer(reader: PrometheusReader, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  const found = url?.split('?', 1)[0] === '/metrics';
  if (!found || (method !== 'GET' && method !== 'HEAD')) {
    response.writeHead(found ? 405 : 404, { 'Content-Type': 'text/plain; charset=utf-8', ...(found ? { Allow: 'GET, HEAD' } : {}) }).end('Metrics are at GET /metrics.\n');
    return;
  }
  try {
    const text = await reader.text();
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' }).end(method === 'HEAD' ? undefined : text);
  } catch {
    response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' }).end('The metrics could not be collected.\n');
  }
}

/** Prometheus wants the unit in the name; the serializer leaves that to us. */
function named(all: ResourceMetrics): ResourceMetrics {
  return { ...all, scopeMetrics: all.scopeMetrics.map((scope) => ({ ...scope, metrics: scope.metrics.map(withUnit) })) };
}

function withUnit<T extends MetricData>(metric: T): T {
  const { name, unit } = metric.descriptor;
  return { ...metric, descriptor: { ...metric.descriptor, name: name + (SUFFIX[unit] ?? ''), unit: '' } };
}
