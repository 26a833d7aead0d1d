import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { CurrentDocuments } from '../../src/features/diagrams/adapters/current-documents.js';
import { DiagramQueries } from '../../src/features/diagrams/application/diagram.queries.js';
import { GetImport } from '../../src/features/diagrams/application/get-import.js';
import { Database } from '../../src/platform/database/index.js';
import { startTelemetry, type Telemetry } from '../../src/platform/telemetry/index.js';
import { formsOf, hitsOf } from '../../../../infrastructure/fuzz/canary-hits.mjs';
import { startOtlpReceiver, type OtlpReceiver } from '../../../../infrastructure/observability/otlp-receiver.mjs';
import { eventually } from '../support/eventually.js';
import { SentryReceiver } from '../../../../infrastructure/observability/sentry-receiver.mjs';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { TEST_AUTH_SECRET } from '../support/test-database.js';

/** What people and operators entrust to the product; none of it may ever show in what it tells of itself. */
const CANARIES = {
  content: 'canary-content-7Qw1',
  title: 'canary-title-7Qw2',
  message: 'canary-message-7Qw3',
  fileName: 'canary-file-7Qw4',
  password: 'canary-password-7Qw5',
  wrongPassword: 'canary-wrong-7Qw6',
  name: 'canary-name-7Qw7',
  email: 'canary-email-7qw8',
  cookie: 'canary-cookie-7Qw9',
  authorization: 'canary-bearer-7Qwa',
  idempotencyKey: 'canary-once-7Qwb',
  query: 'canary-query-7Qwc',
  malformed: 'canary-malformed-7Qwd',
  failingSql: 'canary-sql-7Qwe',
  userAgent: 'canary-agent-7Qwf',
  redisPassword: 'canary-redis-7Qwg',
  elasticsearchPassword: 'canary-elastic-7Qwh',
} as const;

const XML = EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${CANARIES.content}" isExecutable`);
const AWAY = { REDIS_URL: `redis://:${CANARIES.redisPassword}@127.0.0.1:1`, ELASTICSEARCH_URL: `http://elastic:${CANARIES.elasticsearchPassword}@127.0.0.1:1` };

describe('a whole session, its faults included', () => {
  let otlp: OtlpReceiver;
  let sentry: SentryReceiver;
  let telemetry: Telemetry;
  let test: TestApp;
  let other: TestApp;
  const lines: string[] = [];
  const told: Record<string, string> = {};
  let sessionToken = '';

  beforeAll(async () => {
    otlp = await startOtlpReceiver();
    sentry = await SentryReceiver.start();
    telemetry = await startTelemetry({ version: 'test', roles: ['api', 'worker'], otlpEndpoint: otlp.endpoint, metricsPort: 0, sentryDsn: sentry.dsn, sentryTracesSampleRate: 1, onFault: (fault) => lines.push(fault) });
    const log = (line: string) => lines.push(line);
    test = await createTestApp({ env: { ROLES: 'api,worker', LOG_LEVEL: 'trace' }, log });
    other = await createTestApp({ env: { LOG_LEVEL: 'trace', ...AWAY }, log, database: test.database });
    await live(test, true, (token) => (sessionToken = token));
    await live(other, false, () => undefined);
    Object.assign(told, { 'the log': lines.join('\n'), metrics: await (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text() });
    await telemetry.stop();
    Object.assign(told, { spans: JSON.stringify(otlp.spans), 'metrics over OTLP': JSON.stringify([...otlp.metrics.values()].map(({ series, ...rest }) => ({ ...rest, series: [...series] }))), Sentry: sentry.bodies.join('\n'), jobs: await jobsOf(test) });
  }, 60_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await other.close();
    await test.close();
    await Promise.all([otlp.stop(), sentry.stop()]);
  });

  it('was told of in every way there is', () => {
    expect(told['the log']).toContain('"event":"http.request"');
    expect(told['the log']).toContain('"event":"http.fault"');
    expect(told['the log']).toContain('"event":"job.failed"');
    for (const where of ['the log', 'Sentry', 'jobs']) expect(told[where]).toContain('invalid input syntax for type uuid: [value]');
    expect(told['spans']).toContain('process draw-thumbnail');
    expect(told['metrics']).toContain('http_server_request_duration_seconds_count');
    expect(told['metrics over OTLP']).toContain('bpmn.diagram.save.duration');
    expect(told['Sentry']).toContain('"type":"event"');
    expect(told['jobs']).toContain('diagramId');
  });

  it('would find a secret in any of its forms', () => {
    const secret = 'p/4 &"ß+x~';
    const carried = ['', 'a', 'ab'].flatMap((before) => [Buffer.from(`${before}${secret}:z`).toString('base64'), Buffer.from(`${before}${secret}:z`).toString('base64url')]);
    for (const text of [`x${secret.toUpperCase().replace('SS', 'ß')}y`, JSON.stringify({ secret }), encodeURIComponent(secret), `?a=${new URLSearchParams({ secret }).toString()}`, Buffer.from(secret).toString('hex'), ...carried]) {
      expect([text, hitsOf({ told: text }, secret)]).toEqual([text, { told: expect.any(Number) }]);
    }
    expect(hitsOf({ told: 'nothing of it' }, secret)).toEqual({});
    expect(formsOf(secret).every((form) => form.length >= 8)).toBe(true);
  });

  it.each(Object.entries(CANARIES))('shows nothing of the %s', (_, canary) => {
    expect(hitsOf(told, canary)).toEqual({});
  });

  it('shows no secret of the installation and no session', () => {
    expect(sessionToken.length).toBeGreaterThan(20);
    const passwords = (['app', 'auth', 'relay', 'queue'] as const).map((purpose) => new URL(test.database.urlOf(purpose)).password);
    for (const secret of [TEST_AUTH_SECRET, sessionToken, ...passwords]) expect(hitsOf(told, secret)).toEqual({});
  });
});

/** Signs up, saves, imports, and does everything wrong that can be done wrong. */
async function live(test: TestApp, works: boolean, tellToken: (token: string) => void): Promise<void> {
  const agent = test.agent().set({ 'User-Agent': CANARIES.userAgent, Authorization: `Bearer ${CANARIES.authorization}` });
  const email = `${CANARIES.email}-${crypto.randomUUID().slice(0, 4)}@example.org`;
  const { headers } = await agent.post('/api/auth/sign-up/email').send({ name: CANARIES.name, email, password: CANARIES.password }).expect(200);
  const cookie = [headers['set-cookie'] ?? ''].flat().map((one) => one.split(';')[0]).join('; ');
  tellToken(decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '');
  const signedIn = { Cookie: `${cookie}; other=${CANARIES.cookie}`, Origin: test.origin };
  await agent.post('/api/auth/sign-up/email').send({ name: CANARIES.name, email, password: CANARIES.password });
  await agent.post('/api/auth/sign-in/email').send({ email, password: CANARIES.wrongPassword });

  const { body } = await agent.post('/api/diagrams').set({ ...signedIn, 'Idempotency-Key': CANARIES.idempotencyKey }).send({ title: CANARIES.title, bpmnXml: XML }).expect(201);
  const save = (version: number, sent: object) => agent.put(`/api/diagrams/${body.id}?token=${CANARIES.query}`).set({ ...signedIn, 'If-Match': `"${version}"` }).send(sent);
  await agent.put(`/api/diagrams/${body.id}`).set({ ...signedIn, 'If-Match': '"1"' }).send({ title: `${CANARIES.title} 2`, message: CANARIES.message, bpmnXml: XML.replace('isExecutable', `isClosed="false" isExecutable`) }).expect(200);
  await save(1, { title: CANARIES.title });
  await agent.get(`/api/diagrams?q=${CANARIES.query}`).set(signedIn).expect(200);
  await agent.get(`/api/search?q=${CANARIES.query}`).set(signedIn);
  await agent.put(`/api/diagrams/${body.id}`).set({ ...signedIn, 'Content-Type': 'application/json' }).send(`{"title": ${CANARIES.malformed}}`).expect(400);
  await agent.put(`/api/diagrams/${body.id}`).set({ ...signedIn, 'If-Match': '"2"' }).send({ bpmnXml: `<!DOCTYPE x><${CANARIES.malformed}/>` });
  await agent.post('/api/imports').set(signedIn).attach('files', Buffer.from(XML), `${CANARIES.fileName}.bpmn`).attach('files', Buffer.from(`<${CANARIES.malformed}`), `${CANARIES.fileName}-2.bpmn`);

  const failing = () => test.app.get(Database).query('SELECT $1::uuid', [CANARIES.failingSql]);
  jest.spyOn(test.app.get(DiagramQueries), 'list').mockImplementation(failing as never);
  jest.spyOn(test.app.get(GetImport), 'run').mockImplementation((() => test.app.get(Database).inTenant({ workspaceId: crypto.randomUUID(), userId: null }, (tx) => tx.$queryRaw`SELECT ${CANARIES.failingSql}::text::int`)) as never);
  await agent.get(`/api/diagrams?q=${CANARIES.query}`).set(signedIn).expect(500);
  await agent.get(`/api/imports/${crypto.randomUUID()}`).set(signedIn).expect(500);
  jest.restoreAllMocks();

  const documents = jest.spyOn(test.app.get(CurrentDocuments), 'read').mockImplementation(failing as never);
  await agent.put(`/api/diagrams/${body.id}`).set({ ...signedIn, 'If-Match': '"2"' }).send({ title: `${CANARIES.title} 3` }).expect(200);
  if (works) await eventually(async () => expect(documents.mock.calls.length).toBeGreaterThan(1));
  jest.restoreAllMocks();
}

/** Everything BullMQ and the inbox keep, and the events themselves. */
async function jobsOf(test: TestApp): Promise<string> {
  const tables = await test.database.look<{ name: string }>("SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema = 'bullmq' AND table_type = 'BASE TABLE'");
  const rows = await Promise.all([...tables.map(({ name }) => name), 'outbox', 'inbox'].map((name) => test.database.look<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${name} t`)));
  return JSON.stringify(rows);
}
