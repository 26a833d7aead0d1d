import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { startTelemetry, type Telemetry } from '../../src/platform/telemetry/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

/** How a collector can be of no use: nobody there, one that never answers, one that refuses everything. */
const BAD = {
  'is not there': undefined,
  'never answers': () => undefined,
  'refuses everything': (response: { writeHead(status: number): { end(): void } }) => response.writeHead(500).end(),
} as const;

describe('a collector that', () => {
  let test: TestApp;
  let anna: SignedUp;
  let telemetry: Telemetry | undefined;
  let collector: Server | undefined;

  beforeAll(async () => {
    telemetry = await startTelemetry({ version: 'test', roles: ['api'] });
    test = await createTestApp();
    anna = await signUp(test, 'Anna');
    await telemetry.stop();
  });
  afterEach(async () => {
    await telemetry?.stop();
    collector?.closeAllConnections();
    await new Promise((resolve) => (collector === undefined ? resolve(undefined) : collector.close(resolve)));
  });
  afterAll(() => test.close());

  it.each(Object.entries(BAD))('%s costs its records and nothing else', async (_, answer) => {
    const heard: string[] = [];
    const faults: string[] = [];
    collector = createServer((request, response) => {
      heard.push(request.url ?? '');
      request.resume();
      answer?.(response);
    });
    await new Promise<void>((resolve) => collector?.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    if (answer === undefined) await new Promise((resolve) => collector?.close(resolve));
    telemetry = await startTelemetry({ version: 'test', roles: ['api'], otlpEndpoint: `http://127.0.0.1:${port}`, onFault: (fault) => faults.push(fault) });
    for (let saves = 0; saves < 40; saves++) await anna.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
    await eventually(async () => expect(answer === undefined ? faults.length : heard.length).toBeGreaterThan(0));
    await anna.agent.get('/api/diagrams').expect(200);
    await telemetry.stop(); // does not wait for ever
    await anna.agent.get('/api/diagrams').expect(200);
    expect(faults.join()).not.toContain('undefined');
  });
});
