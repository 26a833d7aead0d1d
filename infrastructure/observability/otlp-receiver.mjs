import { createServer } from 'node:http';

const LARGEST = 20 * 1024 * 1024;
const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

/**
 * A collector for tests and for a look at one trace: takes OTLP/HTTP as JSON on /v1/traces and /v1/metrics and keeps it in
 * memory. Not for use beside anything that lives longer.
 * @param {{ port?: number }} [options] port 0: any that is free
 */
export async function startOtlpReceiver({ port = 0 } = {}) {
  const spans = [];
  const metrics = new Map();
  const resources = [];
  const bodies = [];
  const server = createServer((request, response) => {
    void read(request).then(
      ({ text, body }) => {
        bodies.push(text);
        for (const { resource, scopeSpans } of body.resourceSpans ?? []) {
          resources.push(plain(resource.attributes));
          for (const { spans: some } of scopeSpans) spans.push(...some.map(spanOf));
        }
        for (const { resource, scopeMetrics } of body.resourceMetrics ?? []) {
          resources.push(plain(resource.attributes));
          for (const { metrics: some } of scopeMetrics) for (const metric of some) keep(metrics, metric);
        }
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      },
      (error) => response.writeHead(400, { 'Content-Type': 'text/plain' }).end(String(error)),
    );
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    spans,
    metrics,
    resources,
    bodies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A trace as lines of text, children below their parents, each with when it began and how long it took. */
export function drawTrace(spans) {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const began = Math.min(...spans.map(({ start }) => start));
  const childrenOf = (id) => spans.filter(({ parentSpanId }) => (id === undefined ? !known.has(parentSpanId) : parentSpanId === id)).sort((a, b) => a.start - b.start);
  const below = (id, indent) =>
    childrenOf(id).flatMap((span, index, all) => {
      const last = index === all.length - 1;
      const [branch, stem] = id === undefined ? ['', ''] : last ? ['└─ ', '   '] : ['├─ ', '│  '];
      const times = `${(span.start - began).toFixed(1).padStart(8)} ms ${`+${(span.end - span.start).toFixed(1)}`.padStart(8)} ms`;
      return [`${times}  ${indent}${branch}${span.name} [${span.kind}]${span.failed ? ' FAILED' : ''}`, ...below(span.spanId, indent + stem)];
    });
  return ['   begins      takes', ...below(undefined, '')].join('\n');
}

async function read(request) {
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LARGEST) throw new Error('too large');
    pieces.push(piece);
  }
  const text = Buffer.concat(pieces).toString('utf8');
  return { text, body: JSON.parse(text) };
}

function spanOf({ traceId, spanId, parentSpanId = '', name, kind, startTimeUnixNano, endTimeUnixNano, attributes, status }) {
  return { traceId, spanId, parentSpanId, name, kind: KINDS[kind] ?? 'unspecified', start: milliseconds(startTimeUnixNano), end: milliseconds(endTimeUnixNano), failed: status?.code === 2, attributes: plain(attributes) };
}

function milliseconds(nanoseconds) {
  return Number(BigInt(nanoseconds) / 1000n) / 1000;
}

/** The newest points of each series of a metric. */
function keep(metrics, { name, unit, sum, gauge, histogram }) {
  const kept = metrics.get(name) ?? { name, unit, type: sum ? 'counter' : gauge ? 'gauge' : 'histogram', series: new Map() };
  for (const point of (sum ?? gauge ?? histogram).dataPoints) {
    const attributes = plain(point.attributes);
    kept.series.set(JSON.stringify(attributes), { attributes, value: Number(point.asInt ?? point.asDouble ?? point.count) });
  }
  metrics.set(name, kept);
}

function plain(attributes = []) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? Number(value.intValue ?? value.doubleValue)]));
}
