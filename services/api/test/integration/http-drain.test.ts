import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Drain } from '../../src/drain.js';
import { ActorSource } from '../../src/platform/http/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
afterAll(async () => app?.database.drop());

describe('drain', () => {
  it('says not ready at once, finishes what is in work, refuses new connections, and leaves nothing open', async () => {
    app = await createTestApp();
    const ann = await signUp(app, 'Ann');
    const actors = app.app.get(ActorSource, { strict: false });
    const find = actors.actorOf.bind(actors);
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    actors.actorOf = async (...request) => {
      begun.resolve();
      await go.promise;
      return await find(...request);
    };
    const slow = ann.agent.get('/api/me').then((response) => response);
    await begun.promise;
    const spare = connect(Number(new URL(app.origin).port), '127.0.0.1'); // as browsers keep them ready; it never asks
    const spareEnded = new Promise((resolve) => spare.once('close', resolve));
    const drain = new Drain(app.app, { noticeMs: 1_000 });
    const drained = drain.run();
    expect((await app.agent().get('/api/health/ready')).status).toBe(503);
    expect(await keepingConnections(`${app.origin}/api/health/live`)).toEqual({ status: 200, connection: 'close' });
    await eventually(async () => {
      const refused = await app.agent().get('/api/health/live').then(() => undefined, (error: { code?: string }) => error.code);
      expect(refused).toBe('ECONNREFUSED');
    });
    expect(drain.unfinished).toContain('requests');
    await spareEnded;
    go.resolve();
    expect((await slow).status).toBe(200);
    expect(await drained).toBe(true);
    expect(drain.unfinished).toEqual([]);
    // A server process outlives its client by a moment.
    await eventually(async () => {
      const open = await app.database.look<{ count: number }>('SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()', [app.database.name]);
      expect(open).toEqual([{ count: 0 }]);
    });
  });
});

/** Asks as a load balancer does, which would use the connection again. */
function keepingConnections(url: string): Promise<{ status: number | undefined; connection: string | undefined }> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
    }).once('error', reject);
  });
}
