import { afterEach, beforeAll, afterAll, describe, expect, it, jest } from '@jest/globals';
import { DiagramQueries } from '../../src/features/diagrams/application/diagram.queries.js';
import { startTelemetry, type Telemetry } from '../../src/platform/telemetry/index.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { SentryReceiver } from '../../../../infrastructure/observability/sentry-receiver.mjs';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const settings = { version: '9.9.9', roles: ['api', 'worker'], sentryTracesSampleRate: 1 };

describe('faults of ours', () => {
  let telemetry: Telemetry | undefined;
  let receiver: SentryReceiver;
  let test: TestApp;
  let anna: SignedUp;

  beforeAll(async () => {
    receiver = await SentryReceiver.start();
    telemetry = await startTelemetry({ ...settings, sentryDsn: receiver.dsn });
    test = await createTestApp({ env: { ROLES: 'api,worker' } });
    anna = await signUp(test, 'Anna');
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    await test.close();
    await telemetry?.stop();
    await receiver.stop();
  });

  const breakList = (): void => void jest.spyOn(test.app.get(DiagramQueries), 'list').mockRejectedValue(new Error('invalid input syntax for type uuid: "canary"'));

  it('are reported with what finds them: request, release, route, user, workspace and trace', async () => {
    breakList();
    await anna.agent.get(`/api/diagrams?workspaceId=${anna.workspaceId}&q=canary`).set({ 'X-Request-Id': 'broken-request', traceparent: `00-${TRACE}-b7ad6b7169203331-01` }).expect(500);
    const event = await eventually(async () => receiver.of('event').find((one) => (one['tags'] as { request_id?: string }).request_id === 'broken-request') ?? Promise.reject(new Error('nothing came')));
    expect(event).toMatchObject({
      release: '9.9.9',
      tags: { request_id: 'broken-request', route: '/api/diagrams', workspace_id: anna.workspaceId, trace_id: TRACE },
      user: { id: anna.userId },
      contexts: { trace: { trace_id: TRACE } },
      exception: { values: [expect.objectContaining({ type: 'Error', value: 'invalid input syntax for type uuid: [value]', stacktrace: expect.anything() })] },
    });
    for (const nothing of ['request', 'breadcrumbs', 'extra', 'server_name']) expect(event).not.toHaveProperty(nothing);
    expect(JSON.stringify(event)).not.toMatch(/canary|anna|example\.org/i);
  });

  it('are no outages and nothing a caller did wrong', async () => {
    const before = receiver.of('event').length;
    await anna.agent.get('/api/diagrams?limit=many').expect(400);
    await anna.agent.get('/api/nowhere').expect(404);
    await anna.agent.put(`/api/diagrams/${crypto.randomUUID()}`).send({ title: 'x' }).expect(428);
    breakList();
    await anna.agent.get('/api/diagrams').set('X-Request-Id', 'broken-last').expect(500);
    await eventually(async () => expect(receiver.of('event').map(({ tags }) => (tags as { request_id?: string }).request_id)).toContain('broken-last'));
    expect(receiver.of('event')).toHaveLength(before + 1);
  });

  it('are jobs that are given up', async () => {
    const [row] = await test.database.look<{ id: string }>("INSERT INTO outbox (workspace_id, type, payload) VALUES ($1, 'import.requested', jsonb_build_object('importId', $2::text)) RETURNING id", [anna.workspaceId, crypto.randomUUID()]);
    await eventually(async () => expect(receiver.of('event')).toContainEqual(expect.objectContaining({ tags: expect.objectContaining({ event_id: row!.id, route: 'import-files', workspace_id: anna.workspaceId }) })));
  });

  it('stand beside the share of requests the operator wants traced there', async () => {
    await anna.agent.get('/api/me').set({ 'X-Request-Id': 'traced-there', traceparent: `00-${TRACE}-b7ad6b7169203331-01` }).expect(200);
    await eventually(async () => expect(receiver.of('transaction')).toContainEqual(expect.objectContaining({ transaction: 'GET /api/me', tags: expect.objectContaining({ request_id: 'traced-there' }), contexts: expect.objectContaining({ trace: expect.objectContaining({ trace_id: TRACE }) }) })));
  });

  it('hurt nobody when Sentry is slow or away', async () => {
    const silent = await SentryReceiver.start(false);
    for (const dsn of [silent.dsn, `http://key@127.0.0.1:${await freePort()}/1`]) {
      await telemetry?.stop();
      telemetry = await startTelemetry({ ...settings, sentryDsn: dsn });
      breakList();
      for (let faults = 0; faults < 50; faults++) await anna.agent.get('/api/diagrams').expect(500);
      jest.restoreAllMocks();
      await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
    }
    await telemetry?.stop(); // does not wait for ever
    telemetry = undefined;
    await silent.stop();
  });
});
