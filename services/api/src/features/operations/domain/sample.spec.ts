import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EDGES, NO_VALUES } from './histogram.js';
import { readPoints, type MetricPoint } from './read-points.js';
import { EMPTY_SAMPLE, mergeSamples, MOST_FAILURES, MOST_ROUTES, OTHER_ROUTES, type Sample } from './sample.js';

const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(100), { noNullPrototype: true });
const answers = fc.record({ count: fc.nat(100), errors: fc.nat(9), refused: fc.nat(9), buckets: fc.array(fc.nat(9), { minLength: EDGES.length + 1, maxLength: EDGES.length + 1 }) });
const sample: fc.Arbitrary<Sample> = fc.record({
  requests: answers, routes: fc.dictionary(fc.constantFrom('GET /a', 'GET /b'), answers, { noNullPrototype: true }), saves: counts,
  saveBuckets: fc.constant(NO_VALUES), jobs: counts, peaks: counts, failures: fc.constant([]),
});

const request = (route: string, status: number, count = 1): MetricPoint => ({
  name: 'http.server.request.duration', attributes: { 'http.request.method': 'GET', 'http.route': route, 'http.response.status_code': status },
  count, sum: 0.1, bounds: EDGES, counts: NO_VALUES.map((_, place) => (place === 4 ? count : 0)),
});
const gauge = (name: string, value: number, attributes: Record<string, unknown> = {}): MetricPoint => ({ name, attributes, value });

describe('samples', () => {
  it('merge in any order to the same', () => {
    fc.assert(fc.property(sample, sample, sample, (a, b, c) => {
      expect(mergeSamples(a, b)).toEqual(mergeSamples(b, a));
      expect(mergeSamples(mergeSamples(a, b), c)).toEqual(mergeSamples(a, mergeSamples(b, c)));
      expect(mergeSamples(a, EMPTY_SAMPLE)).toEqual(a);
    }));
  });

  it('stay small, whatever comes: routes beyond the bound are counted together, failures are the newest', () => {
    const many = Array.from({ length: 500 }, (_, n) => readPoints([request(`/api/${n}`, 200)]));
    const failures = Array.from({ length: 500 }, (_, n) => ({ at: new Date(n).toISOString(), route: 'GET /', code: '500', requestId: 'r', traceId: null }));
    const all = mergeSamples(many.reduce(mergeSamples, EMPTY_SAMPLE), { ...EMPTY_SAMPLE, failures, peaks: Object.fromEntries(failures.map((_, n) => [`peak.${n}`, n])) });
    expect(Object.keys(all.routes)).toHaveLength(MOST_ROUTES + 1);
    expect(all.routes[OTHER_ROUTES]?.count).toBe(500 - MOST_ROUTES);
    expect(all.requests.count).toBe(500);
    expect(all.failures).toHaveLength(MOST_FAILURES);
    expect(all.failures[0]?.at).toBe(new Date(499).toISOString());
    expect(Object.keys(all.peaks).length).toBeLessThanOrEqual(80);
    expect(JSON.stringify(all).length).toBeLessThan(16_000);
  });
});

describe('readPoints', () => {
  it('counts errors and refusals of routes, and leaves probes out', () => {
    const { requests, routes } = readPoints([request('/api/me', 200, 7), request('/api/me', 503, 2), request('/api/me', 429), request('/api/health/ready', 503, 60)]);
    expect(requests).toMatchObject({ count: 10, errors: 2, refused: 1 });
    expect(Object.keys(routes)).toEqual(['GET /api/me']);
    expect(routes['GET /api/me']?.buckets[4]).toBe(10);
  });

  it('times the saves that went through and counts the others', () => {
    const save = (outcome: string, count: number): MetricPoint => ({ name: 'bpmn.diagram.save.duration', attributes: { outcome }, count, sum: 1, bounds: EDGES, counts: NO_VALUES.map((_, place) => (place === 2 ? count : 0)) });
    const { saves, saveBuckets } = readPoints([save('saved', 5), save('unchanged', 1), save('conflict', 2), save('failed', 3)]);
    expect(saves).toEqual({ saved: 5, unchanged: 1, conflict: 2, failed: 3 });
    expect(saveBuckets[2]).toBe(6);
  });

  it('names the peaks it shows and skips what it does not know', () => {
    const { peaks } = readPoints([
      gauge('bpmn.outbox.lag', 3), gauge('bpmn.queue.depth', 4, { queue: 'draw-thumbnail', state: 'waiting' }), gauge('bpmn.breaker.state', 2, { dependency: 'redis' }),
      gauge('db.client.connection.count', 5, { 'db.client.connection.pool.name': 'app', 'db.client.connection.state': 'used' }), gauge('db.client.connection.count', 9, { 'db.client.connection.pool.name': 'app', 'db.client.connection.state': 'idle' }),
      gauge('db.client.connection.max', 20, { 'db.client.connection.pool.name': 'app' }), gauge('process.memory.usage', 6), gauge('process.cpu.time', 7), gauge('toString', 8),
    ]);
    expect(peaks).toEqual({ 'outbox.lag': 3, 'queue.waiting.draw-thumbnail': 4, 'breaker.redis': 2, 'pool.used.app': 5, 'pool.max.app': 20, memory: 6 });
  });
});
