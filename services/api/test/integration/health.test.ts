import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HealthWatch } from '../../src/features/health/health-watch.js';
import { Database } from '../../src/platform/database/index.js';
import { Draining } from '../../src/platform/probes/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => app?.close());

const ready = () => app.agent().get('/api/health/ready');

describe('health', () => {
  it('lives, is ready, and tells the whole picture to anybody', async () => {
    await app.agent().get('/api/health/live').expect(200, { status: 'ok' });
    await ready().expect(200, { status: 'ok' });
    const { body } = await app.agent().get('/api/health').expect(200);
    expect(body).toMatchObject({ status: 'ok', version: '0.1.0', dependencies: { database: { status: 'up', latencyMs: expect.any(Number) }, migrations: { status: 'up' } } });
  });

  it('answers at once while the database hangs, says so, and comes back by itself', async () => {
    const database = app.app.get(Database, { strict: false });
    const ping = database.ping.bind(database);
    const hang = Promise.withResolvers<number>();
    database.ping = () => hang.promise;
    await eventually(async () => {
      expect((await ready()).status).toBe(503);
    });
    const start = performance.now();
    const { body } = await app.agent().get('/api/health').expect(200);
    expect(performance.now() - start).toBeLessThan(100);
    expect(body).toMatchObject({ status: 'unavailable', dependencies: { database: { status: 'down', latencyMs: null } } });
    const refused = await ready().expect(503).expect('Retry-After', /^\d+$/);
    expect(refused.body).toMatchObject({ code: 'server.unavailable', detail: expect.stringContaining('database') });
    await app.agent().get('/api/health/live').expect(200);
    database.ping = ping;
    hang.resolve(1);
    await eventually(async () => {
      expect((await ready()).status).toBe(200);
    });
  });

  it('keeps words of drivers to itself', async () => {
    const database = app.app.get(Database, { strict: false });
    const ping = database.ping.bind(database);
    database.ping = () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:5432 as secret_user'));
    await eventually(async () => expect(app.app.get(HealthWatch, { strict: false }).current().get('database')?.status).toBe('down'));
    const { text } = await app.agent().get('/api/health').expect(200);
    expect(text).not.toMatch(/10\.1\.2\.3|secret_user/);
    database.ping = ping;
    await eventually(async () => {
      expect((await ready()).status).toBe(200);
    });
  });

  it('shows as degraded what answers the probe while calls to it fail', async () => {
    const closeAgain = app.app.get(Breakers, { strict: false }).of({ name: 'migrations' }).hold();
    const { body } = await app.agent().get('/api/health').expect(200);
    expect(body).toMatchObject({ status: 'degraded', dependencies: { migrations: { status: 'degraded', detail: expect.stringContaining('failed lately') } } });
    closeAgain();
    expect((await app.agent().get('/api/health').expect(200)).body.dependencies.migrations).not.toHaveProperty('detail');
  });

  it('is not ready once it drains, and lives on', async () => {
    app.app.get(Draining, { strict: false }).begin();
    expect((await ready().expect(503)).body.code).toBe('server.unavailable');
    await app.agent().get('/api/health/live').expect(200);
    expect((await app.agent().get('/api/health').expect(200)).body.status).toBe('unavailable');
  });
});
