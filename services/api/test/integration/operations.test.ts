import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { operationsSchema, type Operations } from '@bpmn-studio/contracts';
import { PurgeSamples } from '../../src/features/operations/adapters/purge-samples.jobs.js';
import { Sampling } from '../../src/features/operations/adapters/sampling.js';
import { Failures, Metrics, Samples } from '../../src/features/operations/application/ports.js';
import { RecordSamples } from '../../src/features/operations/application/record-samples.js';
import { RUNBOOKS } from '../../src/features/operations/domain/find-troubles.js';
import { EDGES } from '../../src/features/operations/domain/histogram.js';
import type { MetricPoint } from '../../src/features/operations/domain/read-points.js';
import { Clock } from '../../src/kernel/clock.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

class MovedClock extends Clock {
  /** On the edge of every bucket there is, so that no test depends on when it runs. */
  private time = Math.floor(Date.now() / 900_000) * 900_000;
  now(): Date {
    return new Date(this.time);
  }
  pass(seconds: number): void {
    this.time += seconds * 1_000;
  }
}

/** The metrics of one process: handed out once, as the real ones. */
class GivenMetrics extends Metrics {
  points: MetricPoint[] = [];
  override async collect(): Promise<readonly MetricPoint[]> {
    return this.points.splice(0);
  }
}

const clock = new MovedClock();
const metrics = [new GivenMetrics(), new GivenMetrics()] as const;
let one: TestApp;
let two: TestApp;
let founder: SignedUp;
let other: SignedUp;

beforeAll(async () => {
  const given = (number: 0 | 1) => ({ clock, override: (builder: TestingModuleBuilder) => builder.overrideProvider(Metrics).useValue(metrics[number]).overrideProvider(Sampling).useValue({}) });
  one = await createTestApp(given(0));
  two = await createTestApp({ ...given(1), database: one.database });
  founder = await signUp(one, 'Founder');
  other = await signUp(one, 'Other');
}, 60_000);
afterAll(async () => {
  await two.close();
  await one.close();
});
beforeEach(() => one.database.look('TRUNCATE operations_samples'));

const requests = (count: number, status = 200): MetricPoint => ({
  name: 'http.server.request.duration', attributes: { 'http.request.method': 'PUT', 'http.route': '/api/diagrams/:id', 'http.response.status_code': status },
  count, sum: count * 0.02, bounds: EDGES, counts: [0, 0, count, ...Array.from({ length: EDGES.length - 2 }, () => 0)],
});

/** Both processes record what they counted in the 15 s before. */
async function pass(turns = 1): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    clock.pass(15);
    await one.app.get(RecordSamples).run();
    await two.app.get(RecordSamples).run();
  }
}

async function report(minutes = 5): Promise<Operations> {
  const { body } = await founder.agent.get(`/api/admin/operations?minutes=${minutes}`).expect(200);
  return operationsSchema.parse(body);
}

const told = (line: readonly (number | null)[]) => line.filter((value) => value !== null);

describe('the page of operations', () => {
  it('is closed to strangers and to other users', async () => {
    await one.agent().get('/api/admin/operations').expect(401);
    const { body } = await other.agent.get('/api/admin/operations').expect(403);
    expect(body.code).toBe('auth.forbidden');
  });

  it.each(['4', '1441', '0', '-5', '5.5', 'x', ''])('takes no range of "%s" minutes', async (minutes) => {
    const { body } = await founder.agent.get(`/api/admin/operations?minutes=${minutes}`).expect(400);
    expect(body.code).toBe('request.invalid');
  });

  it('has gaps, not zeros, before anything was recorded', async () => {
    const { series, now, routes, failures, buckets } = await report(1440);
    expect(buckets).toBe(96);
    expect(told(series.requestsPerSecond)).toEqual([]);
    expect(now.troubles.map(({ kind }) => kind)).toEqual(['nothing-recorded']);
    expect([routes.slowest, failures, now.processes]).toEqual([[], [], []]);
    expect(now.dependencies).toContainEqual(expect.objectContaining({ name: 'database', status: 'up' }));
  });

  it('shows two processes as one, at every width', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      metrics[0].points.push(requests(30), { name: 'bpmn.outbox.lag', attributes: {}, value: turn });
      metrics[1].points.push(requests(57), requests(3, 503), { name: 'bpmn.outbox.lag', attributes: {}, value: 1 });
      await pass();
    }
    for (const minutes of [5, 300, 1440]) {
      const { series, routes } = await report(minutes);
      for (const rate of told(series.requestsPerSecond)) expect(rate).toBe(6); // 90 in 15 s
      expect(told(series.errorShare).every((share) => Math.abs(share! - 3 / 90) < 0.001)).toBe(true);
      expect(Math.max(...told(series.outboxLagSeconds).map(Number))).toBe(7);
      expect(routes.failing).toMatchObject([{ route: 'PUT /api/diagrams/:id', errors: 24 }]);
    }
    const { now } = await report();
    expect(now.figures.requestsPerSecond).toBe(6);
    expect(now.processes).toHaveLength(2);
    expect(now.troubles.map(({ kind }) => kind)).toEqual(['error-rate']);
  });

  it('keeps one row a process and bucket, however often it is written', async () => {
    await pass(40); // ten minutes
    const rows = await one.database.look<{ seconds: number; count: number }>('SELECT seconds, count(*)::int FROM operations_samples GROUP BY 1 ORDER BY 1');
    const of = (seconds: number) => rows.find((row) => row.seconds === seconds)!.count;
    expect(of(60)).toBeLessThanOrEqual(2 * 11);
    expect(of(300)).toBeLessThanOrEqual(2 * 4);
    expect(of(900)).toBeLessThanOrEqual(2 * 2);
  });

  it('names a process that fell silent, and misses none that said goodbye', async () => {
    await pass(2);
    clock.pass(15);
    await two.app.get(RecordSamples).run(true);
    for (let turn = 0; turn < 6; turn += 1) clock.pass(15);
    const silent = await report();
    expect(silent.now.processes).toMatchObject([{ state: 'silent', roles: ['api'] }]);
    expect(silent.now.troubles).toMatchObject([{ kind: 'process-silent', runbook: 'process-down' }]);
  });

  it('loses nothing while the database is away, and holds back a bounded lot', async () => {
    const samples = one.app.get(Samples);
    const write = samples.write.bind(samples);
    let rows = 0;
    samples.write = (given) => Promise.reject(new Error(`away with ${(rows = given.length)} rows`));
    metrics[0].points.push(requests(12));
    await pass(2);
    samples.write = write;
    await pass(2);
    const kept = await one.database.look<{ count: number }>("SELECT sum((sample->'requests'->>'count')::int)::int AS count FROM operations_samples WHERE seconds = 60");
    expect(kept).toEqual([{ count: 12 }]);
    samples.write = (given) => Promise.reject(new Error(`away with ${(rows = given.length)} rows`));
    await pass(4 * 60);
    expect(rows).toBeLessThan(50);
    samples.write = write;
    await pass();
  });
});

it('names runbooks that are there', () => {
  for (const name of Object.values(RUNBOOKS)) expect([name, existsSync(join(import.meta.dirname, `../../../../docs/runbooks/${name}.md`))]).toEqual([name, true]);
});

describe('recent failures', () => {
  it('say where and which request, and never what', async () => {
    const noted = one.app.get(Failures);
    noted.take();
    const [event] = await one.database.look<{ id: string }>(
      `INSERT INTO outbox (workspace_id, type, payload, parked_at, attempts, last_error) VALUES ($1, 'diagram.saved', $2, $3, 10, 'Secret title') RETURNING id`,
      [other.workspaceId, JSON.stringify({ diagramId: randomUUID(), version: 1 }), clock.now()]);
    const samples = one.app.get(Samples);
    const { failures: read } = samples;
    samples.failures = () => Promise.reject(new Error('Secret title'));
    const { headers } = await founder.agent.get('/api/admin/operations').expect(500);
    samples.failures = read;
    await one.agent().get('/api/health/ready');
    await pass();
    const { failures } = await report();
    expect(failures).toHaveLength(2);
    expect(failures).toContainEqual(expect.objectContaining({ kind: 'request', what: 'GET /api/admin/operations', code: '500 server.internal', requestId: headers['x-request-id'] }));
    expect(failures).toContainEqual(expect.objectContaining({ kind: 'event', what: 'diagram.saved', code: 'parked', eventId: event!.id }));
    expect(JSON.stringify(failures)).not.toContain('Secret');
    await one.database.look('DELETE FROM outbox WHERE id = $1', [event!.id]);
  });
});

describe('retention', () => {
  it('removes what no range reaches, in batches, and nothing else', async () => {
    const [minutes, hours] = [2 * 60 + 5, 25];
    await one.database.look(
      `INSERT INTO operations_samples (seconds, at, process_id, format, host, pid, roles, version, started_at, since, until, stopped, sample)
       SELECT seconds, at, $1, 1, 'h', 1, '{api}', '1', at, at, at, false, '{}' FROM (
         SELECT 60 AS seconds, now() - make_interval(mins => n) AS at FROM generate_series(0, ${minutes} + 1500) n
         UNION ALL SELECT 900, now() - make_interval(mins => 15 * n) FROM generate_series(0, ${hours} * 4 + 10) n) s`, [randomUUID()]);
    await one.app.get(PurgeSamples).run(AbortSignal.timeout(10_000));
    const rows = await one.database.look<{ seconds: number; oldest: number }>('SELECT seconds, ceil(extract(epoch FROM now() - min(at)) / 60)::int AS oldest FROM operations_samples GROUP BY 1 ORDER BY 1');
    expect(rows).toEqual([{ seconds: 60, oldest: 120 }, { seconds: 900, oldest: expect.any(Number) }]);
    expect(rows[1]!.oldest).toBeGreaterThan(24 * 60);
    expect(rows[1]!.oldest).toBeLessThanOrEqual(25 * 60);
  });

  it('takes no row that is larger than a sample may be', async () => {
    const row = { process: { id: randomUUID(), host: 'h', pid: 1, roles: ['api'], version: '1', startedAt: new Date() }, seconds: 60, at: 0, since: 0, until: 0, stopped: false };
    await expect(one.app.get(Samples).write([{ ...row, sample: { padding: 'x'.repeat(70_000) } as never }])).rejects.toThrow();
  });
});
