import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelemetry, type Telemetry, type TelemetrySettings } from './telemetry.js';
import { inSpan, isTraced, openSpan, traceId, traceparent } from './tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${TRACE}-b7ad6b7169203331-01`;
const collector = createServer((request, response) => void request.resume().on('end', () => response.end('{}')));
let otlpEndpoint: string;
let telemetry: Telemetry | undefined;
const start = async (more: Partial<TelemetrySettings>) => (telemetry = await startTelemetry({ version: 'test', roles: [], ...more }));

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  otlpEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => {
    collector.close(resolve);
    collector.closeAllConnections();
  });
});
afterEach(async () => {
  await telemetry?.stop();
  telemetry = undefined;
});

describe('a trace', () => {
  it('goes on from where it came, into what it causes', async () => {
    await start({ otlpEndpoint });
    await inSpan({ name: 'outer', parent }, async () => {
      expect([traceId(), isTraced()]).toEqual([TRACE, true]);
      const outer = traceparent();
      expect(outer).toMatch(new RegExp(`^00-${TRACE}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
      const span = openSpan({ name: 'inner' });
      expect(span.traceparent).toMatch(new RegExp(`^00-${TRACE}-`));
      expect(span.traceparent).not.toBe(outer);
      expect(span.run(() => traceparent())).toBe(span.traceparent);
      span.end();
    });
    expect(traceId()).toBeUndefined();
  });

  it('is named, but not recorded, where nobody collects', async () => {
    await start({});
    const span = openSpan({ name: 'request' });
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(span.traceparent).toMatch(/-00$/);
    await span.run(() => inSpan({ name: 'inner' }, async () => expect([isTraced(), traceparent()]).toEqual([false, span.traceparent])));
    expect(openSpan({ name: 'request', parent }).traceId).toBe(TRACE);
  });

  it('is recorded as often as the operator says, and never because a stranger says so', async () => {
    const request = { name: 'request', kind: 'server' } as const;
    await start({ otlpEndpoint, sampleRatio: 0 });
    expect(openSpan(request).traceparent).toMatch(/-00$/);
    expect(openSpan({ ...request, parent }).traceparent).toMatch(new RegExp(`^00-${TRACE}-.*-00$`));
    await telemetry?.stop();
    await start({ otlpEndpoint, sampleRatio: 1e-9 });
    const luckiest = `00-${'0'.repeat(31)}1-b7ad6b7169203331-01`; // any ratio that goes by trace id records this one
    expect(openSpan({ ...request, parent: luckiest }).traceparent).toMatch(/-00$/);
    expect(openSpan({ name: 'process', kind: 'consumer', parent }).traceparent).toMatch(/-01$/); // the request was recorded: its jobs are
    await telemetry?.stop();
    await start({ otlpEndpoint, sampleRatio: 1 });
    expect(openSpan({ ...request, parent: parent.replace(/01$/, '00') }).traceparent).toMatch(/-00$/);
  });

  it('begins anew where what came is no traceparent', async () => {
    await start({});
    for (const nonsense of ['', 'nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `${parent}${'x'.repeat(9_000)}`]) {
      const { traceId: id } = openSpan({ name: 'request', parent: nonsense });
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(id).not.toMatch(/^(0+|0af76.*)$/);
    }
  });

  it('goes on to the caller with the error that ended it', async () => {
    await start({ otlpEndpoint });
    await expect(inSpan({ name: 'broken', parent }, () => Promise.reject(new TypeError('no')))).rejects.toThrow(TypeError);
  });

  it('is nothing while telemetry has not started', async () => {
    expect(await inSpan({ name: 'early', parent }, async () => [traceId(), traceparent()])).toEqual([undefined, undefined]);
  });
});
