// npm run trace: one save from the click to the thumbnail, as a tree. Starts the built product on a PostgreSQL of its own,
// sends its traces to a receiver in this process, signs up, creates and saves a diagram, and prints what came of the save.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { signUp, startProduct } from '../proof/product.mjs';
import { drawTrace, startOtlpReceiver } from './otlp-receiver.mjs';

const LAST = ['process draw-thumbnail', 'process index-elements'];
const PATIENCE_MS = 20_000;
const QUIET_MS = 2_500;

const receiver = await startOtlpReceiver();
process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.endpoint;
const product = await startProduct('api,worker');
try {
  const headers = { ...(await signUp(product.origin, 'tracer')), 'Content-Type': 'application/json' };
  const created = await (await fetch(`${product.origin}/api/diagrams`, { method: 'POST', headers, body: JSON.stringify({ title: 'Traced' }) })).json();
  const { bpmnXml } = await (await fetch(`${product.origin}/api/diagrams/${created.id}`, { headers })).json();

  // As the browser does it: the trace begins with the click.
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  const click = { traceId, spanId, parentSpanId: '', name: 'click', kind: 'browser', start: Date.now(), end: 0, failed: false };
  const answer = await fetch(`${product.origin}/api/diagrams/${created.id}`, {
    method: 'PUT',
    headers: { ...headers, 'If-Match': '"1"', 'Idempotency-Key': randomBytes(16).toString('hex'), traceparent: `00-${traceId}-${spanId}-01` },
    body: JSON.stringify({ bpmnXml: bpmnXml.replace('</bpmn:process>', '<!-- saved --></bpmn:process>') }),
  });
  click.end = Date.now();
  if (answer.status !== 200) throw new Error(`The save was answered ${answer.status}: ${await answer.text()}`);
  process.stdout.write(`\ntrace ${traceId}, request ${answer.headers.get('x-request-id')}\n\n${drawTrace([click, ...(await spansOf(traceId))])}\n\n`);
} finally {
  await product.stop();
  await receiver.stop();
}

/** The spans of a trace once its last ones are there, and a moment has gone by for stragglers. */
async function spansOf(traceId) {
  const mine = () => receiver.spans.filter((span) => span.traceId === traceId);
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await delay(50)) {
    if (!LAST.every((name) => mine().some((span) => span.name === name))) continue;
    await delay(QUIET_MS);
    return mine();
  }
  throw new Error(`Not all spans came: ${mine().map(({ name }) => name).join(', ')}`);
}
