import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelemetry, type Telemetry } from '../../src/platform/telemetry/index.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '../../../../infrastructure/observability/otlp-receiver.mjs';
import { eventually } from '../support/eventually.js';
import { editorWith, joinLive } from '../support/live-editors.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

interface ExpectedSpan {
  readonly name: string;
  readonly kind: string;
  readonly parent: string;
}
interface ExpectedMetric {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly prometheus: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const OBSERVABILITY = new URL('../../../../infrastructure/observability/', import.meta.url);
const SPANS = read<ExpectedSpan[]>('spans.json');
const METRICS = read<ExpectedMetric[]>('metrics.json');
const REPORT = new URL('../../../../reports/telemetry.json', import.meta.url);

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLICK = 'b7ad6b7169203331';

/** The product, its API and its worker, sends what it measures to a collector; the report is what CI keeps of it. */
describe('what the product tells of itself', () => {
  let receiver: OtlpReceiver;
  let telemetry: Telemetry;
  let test: TestApp;
  let anna: SignedUp;
  const lines: string[] = [];
  const webFolder = mkdtempSync(join(tmpdir(), 'bpmn-studio-web-')); // the real one need not be built yet

  beforeAll(async () => {
    writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>the client</title>');
    receiver = await startOtlpReceiver();
    telemetry = await startTelemetry({ version: '9.9.9', roles: ['api', 'worker'], otlpEndpoint: receiver.endpoint, metricsPort: 0 });
    test = await createTestApp({ env: { ROLES: 'api,worker', RATE_LIMIT_SAVE_PER_MINUTE: '20' }, log: (line) => lines.push(line), webFolder });
    anna = await signUp(test, 'Anna');
  });
  afterAll(async () => {
    await test.close();
    await receiver.stop();
    rmSync(webFolder, { recursive: true });
  });

  it('is one trace, from the click through use case, SQL, outbox and queue to the worker', async () => {
    const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
    const { body: read } = await anna.agent.get(`/api/diagrams/${body.id}`).expect(200);
    await eventually(async () => expect((await anna.agent.get('/api/diagrams')).body.items[0].thumbnailUrl).not.toBeNull()); // or the job of this event would draw the save as well
    const bpmnXml = read.bpmnXml.replace('isExecutable', 'name="Traced" isExecutable');
    await anna.agent.put(`/api/diagrams/${body.id}`).set({ 'If-Match': '"1"', traceparent: `00-${TRACE}-${CLICK}-01`, 'X-Request-Id': 'traced-request' }).send({ bpmnXml }).expect(200);
    const spans = await eventually(async () => {
      const mine = receiver.spans.filter(({ traceId }) => traceId === TRACE);
      for (const expected of SPANS) expect(mine.map(({ name }) => name)).toContain(expected.name);
      return mine;
    }, 20_000);
    const nameOf = (id: string): string => (id === CLICK ? 'the click' : (spans.find(({ spanId }) => spanId === id)?.name ?? 'unknown'));
    const seen = spans.map(({ name, kind, parentSpanId }) => ({ name, kind, parent: nameOf(parentSpanId) }));
    expect(seen).toEqual(expect.arrayContaining(SPANS));
    expect(seen.filter(({ parent }) => parent === 'unknown')).toEqual([]);
    expect(find(spans, 'PUT /api/diagrams/:id').attributes).toMatchObject({ 'bpmn.request.id': 'traced-request', 'http.route': '/api/diagrams/:id', 'http.response.status_code': 200, 'user.id': anna.userId });
  });

  it('names request, trace, user, workspace and event on the lines of the log', async () => {
    const saved = parsed(lines).filter(({ requestId }) => requestId === 'traced-request');
    const known = { requestId: 'traced-request', traceId: TRACE, userId: anna.userId, workspaceId: anna.workspaceId };
    expect(saved).toEqual(expect.arrayContaining([
      expect.objectContaining({ ...known, event: 'http.request', level: 30, method: 'PUT', route: '/api/diagrams/:id', status: 200, outcome: 'saved', time: expect.any(String) }),
      expect.objectContaining({ ...known, event: 'diagram.saved' }),
    ]));
  });

  it('names event, handler and trace on the lines of a job that fails', async () => {
    const workspaceId = anna.workspaceId;
    const traceparent = `00-${'5'.repeat(32)}-${'6'.repeat(16)}-01`;
    const [row] = await test.database.look<{ id: string }>(
      "INSERT INTO outbox (workspace_id, type, payload, actor_id, trace_context) VALUES ($1, 'import.requested', jsonb_build_object('importId', $2::text), NULL, $3) RETURNING id",
      [workspaceId, crypto.randomUUID(), traceparent],
    );
    await eventually(async () => {
      const line = parsed(lines).find(({ event, eventId }) => event === 'job.parked' && eventId === row!.id);
      expect(line).toMatchObject({ handler: 'import-files', workspaceId, traceId: '5'.repeat(32) });
    });
  });

  it('has every metric of the list, with its name, type, unit and attributes, for collectors and for Prometheus', async () => {
    await makeEveryMetricMove(test, anna);
    const text = await (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();
    await telemetry.stop(); // sends what is left
    mkdirSync(new URL('.', REPORT), { recursive: true });
    const metrics = [...receiver.metrics.values()].map((metric) => ({ ...metric, series: [...metric.series.values()] }));
    writeFileSync(REPORT, `${JSON.stringify({ resource: receiver.resources[0], metrics, spans: receiver.spans }, null, 2)}\n`);
    expect(METRICS.flatMap((expected) => faultsOf(expected, receiver, text))).toEqual([]);
    expect(receiver.resources[0]).toMatchObject({ 'service.name': 'bpmn-studio-api', 'service.version': '9.9.9', 'bpmn.roles': 'api,worker', 'service.instance.id': expect.any(String) });
  });

  it('holds routes and outcomes to templates and words: never an id, never an address', () => {
    for (const { name, series } of receiver.metrics.values()) {
      for (const { attributes } of series.values()) {
        for (const value of Object.values(attributes)) expect(`${name}: ${value}`).not.toMatch(/[0-9a-f]{8}-|@|\?|%/i);
      }
    }
    const requests = [...(receiver.metrics.get('http.server.request.duration')?.series.values() ?? [])].map(({ attributes }) => attributes);
    expect(new Set(requests.map((request) => request['http.response.status_code']))).toEqual(new Set([101, 200, 201, 204, 401, 403, 404, 409, 413, 429]));
    expect(requests.map((request) => request['http.route'])).toEqual(expect.arrayContaining(['/api/diagrams/:id', '/api/auth/sign-up/email', '/api/health/live', 'unmatched', 'static']));
  });
});

/** Does whatever is needed for each metric to have something to tell. */
async function makeEveryMetricMove(test: TestApp, anna: SignedUp): Promise<void> {
  const { agent, email } = anna;
  await editLive(test, anna);
  const nobody = test.agent();
  await nobody.post('/api/auth/sign-in/email').send({ email, password: 'not the password' });
  await agent.get('/api/diagrams').expect(200);
  await agent.get('/api/search?q=order');
  await nobody.get('/api/health/live').expect(200);
  await nobody.get(`/nowhere/${crypto.randomUUID()}.png`).expect(404);
  await nobody.get('/').expect(200);
  await nobody.options('/api/diagrams').expect(204);
  await agent.post('/api/diagrams').set('Content-Type', 'application/json').send(JSON.stringify({ title: 'x'.repeat(7 * 1024 * 1024) })).expect(413);
  await nobody.put(`/api/diagrams/${crypto.randomUUID()}`).set('Origin', 'https://elsewhere.example').send({}).expect(403);
  const { body } = await agent.post('/api/diagrams').send({ title: 'Much saved' }).expect(201);
  await agent.put(`/api/diagrams/${body.id}`).set('If-Match', '"7"').send({ title: 'Too late' }).expect(409);
  await agent.put(`/api/diagrams/${body.id}`).set('If-Match', '"1"').send({ title: 'Much saved' }).expect(200);
  for (let saves = 0; saves < 25; saves++) {
    if ((await agent.put(`/api/diagrams/${body.id}`).set('If-Match', '"1"').send({ title: 'Much saved' })).status === 429) return;
  }
  throw new Error('Nobody was slowed down');
}

/** An edit, a version of it, and somebody who is not let in. */
async function editLive(test: TestApp, anna: SignedUp): Promise<void> {
  const { body } = await anna.agent.post('/api/diagrams').send({ title: 'Edited live' }).expect(201);
  const editor = await joinLive(test, anna, body.id);
  await editor.ready();
  [...editor.records.values()].find((record) => record.get('$type') === 'bpmn:Process')!.set('name', 'Live');
  await editor.acknowledged();
  editor.provider.sendStateless(JSON.stringify({ type: 'write' }));
  await eventually(async () => expect(editor.news).toContainEqual(expect.objectContaining({ type: 'written' })));
  editor.leave();
  const stranger = editorWith(test, body.id, 'no ticket');
  await stranger.closed();
  stranger.leave();
}

function faultsOf({ name, type, unit, prometheus, attributes }: ExpectedMetric, { metrics }: OtlpReceiver, text: string): string[] {
  const found = metrics.get(name);
  const faults = new RegExp(`^${prometheus}(_bucket)?[{ ]`, 'm').test(text) ? [] : [`${prometheus} is missing from /metrics`];
  if (found === undefined) return [...faults, `${name} never came`];
  if (found.type !== type) faults.push(`${name} is a ${found.type}, not a ${type}`);
  if (found.unit !== unit) faults.push(`${name} is measured in ${found.unit}, not in ${unit}`);
  for (const series of found.series.values()) {
    for (const [key, value] of Object.entries(series.attributes)) {
      const allowed = attributes[key];
      if (allowed === undefined) faults.push(`${name} has an attribute ${key} that is not in the list`);
      else if (allowed.length > 0 && !allowed.includes(String(value))) faults.push(`${name} has ${key} = ${value}, which is not in the list`);
    }
  }
  return faults;
}

function find(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`There is no span ${name}`);
  return found;
}

function parsed(lines: readonly string[]): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, OBSERVABILITY), 'utf8')) as T;
}
