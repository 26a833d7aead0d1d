import { describe, expect, it } from '@jest/globals';
import { drawSeries } from './draw-series.js';
import { figuresOf, findTroubles } from './find-troubles.js';
import { EDGES, NO_VALUES } from './histogram.js';
import { rankRoutes } from './rank-routes.js';
import { MINUTE, rangeOf, RESOLUTIONS } from './resolutions.js';
import { EMPTY_SAMPLE, type Answers, type Sample } from './sample.js';
import type { SampleRow } from './sample-row.js';

const NOW = new Date('2026-11-21T12:10:30Z');
const range = rangeOf(5, NOW);

const answers = (count: number, seconds: number, errors = 0): Answers => ({ count, errors, refused: 0, buckets: NO_VALUES.map((_, place) => (place === EDGES.findIndex((edge) => seconds <= edge) ? count : 0)) });

/** What a process told of the minute `ago` buckets before the last. */
function row(process: string, ago: number, sample: Partial<Sample>, covers = { since: 0, until: 60_000 }): SampleRow {
  const at = range.from + (range.buckets - 1 - ago) * 60_000;
  const facts = { id: process, host: 'host', pid: 1, roles: ['api'], version: '1', startedAt: new Date(at) };
  return { process: facts, seconds: 60, at, since: at + covers.since, until: at + covers.until, stopped: false, sample: { ...EMPTY_SAMPLE, ...sample } };
}

describe('rangeOf', () => {
  it.each([[5, 5, 60], [15, 15, 60], [60, 60, 60], [61, 13, 300], [360, 72, 300], [361, 25, 900], [1440, 96, 900]])('covers %i minutes with %i buckets of %i s', (minutes, buckets, seconds) => {
    expect(rangeOf(minutes, NOW)).toMatchObject({ buckets, resolution: { seconds } });
  });

  it('lies on whole buckets, and leaves out one that has just begun', () => {
    expect(new Date(range.from + 4 * 60_000)).toEqual(new Date('2026-11-21T12:10:00Z'));
    const { from, buckets } = rangeOf(5, new Date('2026-11-21T12:10:15Z'));
    expect(new Date(from + (buckets - 1) * 60_000)).toEqual(new Date('2026-11-21T12:09:00Z'));
  });

  it('never reaches back to what is no longer kept', () => {
    for (const { seconds, covers, keepSeconds } of RESOLUTIONS) expect(keepSeconds).toBeGreaterThan(covers * 60 + 2 * seconds);
  });
});

describe('the lines of the page', () => {
  it('add processes up, minute by minute, and leave gaps where nobody told anything', () => {
    const series = drawSeries([row('a', 2, { requests: answers(60, 0.02) }), row('b', 2, { requests: answers(120, 0.02, 18) }), row('a', 0, {})], range);
    expect(series.requestsPerSecond).toEqual([null, null, 3, null, 0]);
    expect(series.errorShare).toEqual([null, null, 0.1, null, null]);
    expect(series.requestP95[2]).toBeCloseTo(0.02425);
    expect(series.saves.saved).toEqual([null, null, 0, null, 0]);
  });

  it('measure a rate by the time that was told of, not by a minute that is still filling', () => {
    const series = drawSeries([row('a', 0, { requests: answers(30, 0.02) }, { since: 0, until: 15_000 })], range);
    expect(series.requestsPerSecond.at(-1)).toBe(2);
  });

  it('take the peak of what all processes see, and the sum of what each has', () => {
    const peaks = { 'outbox.lag': 4, 'pool.used.app': 3, 'pool.max.app': 20, 'queue.waiting.import-files': 2, 'queue.active.import-files': 1, memory: 100 };
    const series = drawSeries([row('a', 0, { peaks }), row('b', 0, { peaks: { ...peaks, 'outbox.lag': 5, memory: 200 } })], range);
    expect(series.outboxLagSeconds.at(-1)).toBe(5);
    expect(series.pools).toEqual([{ name: 'app', used: [null, null, null, null, 6], pending: [null, null, null, null, null], max: 40 }]);
    expect(series.queues[0]).toMatchObject({ name: 'import-files', depth: [null, null, null, null, 3] });
    expect(series.memory.map(({ bytes }) => bytes.at(-1)).toSorted()).toEqual([100, 200]);
  });

  it('are as long as the range, whatever rows come', () => {
    const outside = [row('a', -3, { requests: answers(1, 1) }), row('a', 99, {}), { ...row('a', 0, {}), at: range.from + 1 }];
    expect(drawSeries(outside, range).requestsPerSecond).toEqual([null, null, null, null, null]);
    expect(drawSeries([], range).saveP95).toHaveLength(5);
  });
});

describe('the table of routes', () => {
  it('ranks by p95 what was asked often enough, and by errors whatever failed', () => {
    const routes = { 'GET /fast': answers(100, 0.004), 'GET /slow': answers(100, 0.9), 'GET /rare': answers(2, 9), 'PUT /broken': answers(5, 0.004, 4) };
    const { slowest, failing } = rankRoutes([row('a', 0, { routes }), row('b', 0, { routes })]);
    expect(slowest.map(({ route }) => route)).toEqual(['GET /slow', 'GET /fast']);
    expect(failing).toEqual([{ route: 'PUT /broken', requestsPerSecond: 0.1667, errors: 8, errorShare: 0.8, p95: expect.any(Number) }]);
    expect(rankRoutes([])).toEqual({ slowest: [], failing: [] });
  });
});

describe('the status line', () => {
  const dependency = (status: 'up' | 'down' | 'off') => ({ name: 'redis', status, latencyMs: null, detail: null, breaker: null });
  const process = (state: 'running' | 'silent') => ({ id: 'a', host: 'host', pid: 1, roles: ['api'], version: '1', startedAt: NOW.toISOString(), seenAt: NOW.toISOString(), state, memoryBytes: null, eventLoopP99: null });
  const kinds = (rows: readonly SampleRow[], state = { dependencies: [dependency('up')], processes: [process('running')] }) => findTroubles(figuresOf(rows), rows, state).map(({ kind }) => kind);

  it('is empty when all is well', () => {
    expect(kinds([row('a', 0, { requests: answers(500, 0.02), saves: { saved: 99, unchanged: 1, refused: 50 }, peaks: { 'outbox.lag': 1, 'outbox.parked': 0, 'pool.pending.app': 1, 'loop.p99': 0.01 } })])).toEqual([]);
  });

  it('says so when nothing was recorded', () => {
    expect(kinds([])).toEqual(['nothing-recorded']);
  });

  it('names what is down, and who fell silent', () => {
    expect(kinds([row('a', 0, {})], { dependencies: [dependency('down')], processes: [process('silent')] })).toEqual(['dependency-down', 'process-silent']);
    expect(kinds([row('a', 0, {})], { dependencies: [dependency('off')], processes: [] })).toEqual([]);
  });

  it('holds the figures against their limits, the worst first', () => {
    const bad = row('a', 0, {
      requests: answers(100, 0.02, 5), saves: { saved: 90, failed: 10, conflict: 30 }, saveBuckets: answers(90, 0.9).buckets,
      peaks: { 'outbox.lag': 61, 'outbox.parked': 2, 'loop.p99': 0.4, 'breaker.search': 2, 'pool.pending.app': 3, 'queue.waiting.import-files': 1_001 },
    });
    expect(kinds([bad, row('a', 1, { peaks: { 'pool.pending.app': 1 } })])).toEqual([
      'save-failures', 'error-rate', 'save-latency', 'outbox-lag', 'parked-events', 'conflicts', 'queue-depth', 'pool-exhausted', 'breaker-open', 'event-loop-delay',
    ]);
  });

  it('makes no alarm of a handful', () => {
    expect(kinds([row('a', 0, { requests: answers(5, 0.02, 1), saves: { conflict: 2, failed: 1 } })])).toEqual([]);
  });

  it('believes whoever told last', () => {
    const rows = [row('a', 1, { peaks: { 'outbox.lag': 900, 'outbox.parked': 1 } }), row('a', 0, { peaks: { 'outbox.lag': 0, 'outbox.parked': 0 } })];
    expect(figuresOf(rows)).toMatchObject({ outboxLagSeconds: 0, parked: 0 });
    expect(MINUTE.seconds).toBe(60);
  });
});
