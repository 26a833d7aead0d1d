import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { counter, gauge, histogram } from './metrics.js';
import { MetricsPortTakenError } from './prometheus.js';
import { collectMetrics, startTelemetry, type Telemetry } from './telemetry.js';

const settings = { version: '1.2.3', roles: ['api'] } as const;
let running: Telemetry | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

describe('metrics', () => {
  it('are collected as what came since the last time, also of instruments that were there before the start', async () => {
    const add = counter({ name: 'test.things', unit: '{things}', description: 'Things' });
    const record = histogram({ name: 'test.waits', unit: 's', description: 'Waits', buckets: [1, 2] });
    const stop = gauge({ name: 'test.level', unit: '{things}', description: 'Level' }, (observe) => observe(7));
    add();
    running = await startTelemetry(settings);
    add({ kind: 'a' });
    add({ kind: 'a' }, 2);
    for (const value of [0.5, 1.5, 9]) record(value);
    expect(ours(await collectMetrics())).toEqual([
      { name: 'test.level', kind: 'gauge', attributes: {}, value: 7 },
      { name: 'test.things', kind: 'sum', attributes: { kind: 'a' }, value: 3 },
      { name: 'test.waits', kind: 'histogram', attributes: {}, count: 3, sum: 11, bounds: [1, 2], counts: [1, 1, 1] },
    ]);
    add({ kind: 'a' });
    expect(ours(await collectMetrics()).filter(({ name }) => name !== 'test.level')).toEqual([{ name: 'test.things', kind: 'sum', attributes: { kind: 'a' }, value: 1 }]);
    stop();
    expect(ours(await collectMetrics())).toEqual([]);
  });

  it('are nothing while nobody measures', async () => {
    counter({ name: 'test.early', unit: '{things}', description: 'Early' })();
    expect(await collectMetrics()).toEqual([]);
  });

  it('leave out what cannot be read, and keep the rest', async () => {
    running = await startTelemetry(settings);
    const stop = gauge({ name: 'test.broken', unit: 's', description: 'Broken' }, () => {
      throw new Error('away');
    });
    const points = await collectMetrics();
    expect(points.map(({ name }) => name)).toEqual(expect.arrayContaining(['process.memory.usage', 'process.cpu.time', 'nodejs.eventloop.delay.p99']));
    expect(points.map(({ name }) => name)).not.toContain('test.broken');
    stop();
  });
});

describe('the port of the metrics', () => {
  it('serves them as Prometheus wants them, and nothing else', async () => {
    running = await startTelemetry({ ...settings, metricsPort: 0 });
    counter({ name: 'test.served', unit: '{things}', description: 'Served' })({ way: 'direct' }, 3);
    const origin = `http://127.0.0.1:${running.metricsPort}`;
    const answer = await fetch(`${origin}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('test_served_total{way="direct"} 3');
    expect(text).toMatch(/^process_memory_usage_bytes \d+$/m);
    expect(text).toMatch(/^process_cpu_time_seconds_total \d/m);
    expect(text).toMatch(/^target_info\{service_name="bpmn-studio-api",service_version="1\.2\.3",service_instance_id="[0-9a-f-]{36}",bpmn_roles="api"\} 1$/m);
    for (const path of ['/', '/metrics/x', '/api/health']) expect((await fetch(origin + path)).status).toBe(404);
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  it('is said to be taken when it is', async () => {
    running = await startTelemetry({ ...settings, metricsPort: 0 });
    const { serveMetrics, PrometheusReader } = await import('./prometheus.js');
    await expect(serveMetrics(new PrometheusReader(), running.metricsPort ?? 0)).rejects.toThrow(MetricsPortTakenError);
  });

  it('moves to a free one when it is taken and may', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    running = await startTelemetry({ ...settings, metricsPort: port, metricsPortMayMove: true });
    expect(running.metricsPort).not.toBe(port);
    expect((await fetch(`http://127.0.0.1:${running.metricsPort}/metrics`)).status).toBe(200);
    taken.close();
  });
});

function ours(points: Awaited<ReturnType<typeof collectMetrics>>) {
  return points.filter(({ name }) => name.startsWith('test.')).sort((a, b) => (a.name < b.name ? -1 : 1));
}
