import { describe, expect, it } from '@jest/globals';
import type { Operations, Trouble } from '@bpmn-studio/contracts';
import { inWords, trendsOf, type Line } from './trends.js';
import { troubleInWords } from './trouble-words.js';
import { clockTime } from './units.js';

const points = { from: '2026-11-21T12:00:00.000Z', stepSeconds: 60 };
const at = (minute: number) => clockTime(Date.parse(points.from) + minute * 60_000);
const rate = { unit: 'per-second', shape: 'lines' } as const;
const line = (...values: (number | null)[]): Line => ({ label: 'Answered', tone: 'main', values });

describe('a line in words', () => {
  it('says what is and what was the most', () => {
    expect(inWords(line(1, 40, 12), rate, points)).toBe(`now 12 /s, highest 40 /s at ${at(1)}`);
    expect(inWords(line(1, 2, 2), rate, points)).toBe('now 2 /s');
  });

  it('calls nothing "now" that ended a while ago', () => {
    expect(inWords(line(5, null, null, null), rate, points)).toBe(`last 5 /s at ${at(0)}`);
    expect(inWords(line(null, null), rate, points)).toBe('nothing recorded');
  });

  it('adds bars up', () => {
    expect(inWords(line(5, null, 7), { unit: 'count', shape: 'bars' }, points)).toBe('12 in all');
  });
});

it('every chart has lines of one length, and names that differ', () => {
  const empty = [null, null];
  const series: Operations['series'] = {
    requestsPerSecond: empty, errorShare: empty, refusedPerSecond: empty, requestP50: empty, requestP95: empty, saveP50: empty, saveP95: empty,
    saves: { saved: empty, unchanged: empty, conflict: empty, refused: empty, unavailable: empty, failed: empty },
    outboxLagSeconds: empty, outboxWaiting: empty, queues: Array.from({ length: 20 }, (_, n) => ({ name: `queue-${n}`, depth: empty, failed: empty })),
    jobs: { done: empty, retried: empty, parked: empty, put_off: empty }, pools: [{ name: 'app', used: empty, pending: empty, max: 20 }], eventLoopP99: empty,
    memory: [{ processId: 'abcdef', bytes: empty }],
  };
  const trends = trendsOf({ series, now: { processes: [] } as unknown as Operations['now'] }).flatMap((group) => group.trends);
  for (const { lines, title } of trends) {
    expect([title, new Set(lines.map(({ label }) => label)).size]).toEqual([title, lines.length]);
    expect(lines.length).toBeLessThanOrEqual(9);
  }
  expect(trends.find(({ title }) => title === 'Memory')?.lines[0]?.label).toBe('ended (abcd)');
  const many = Array.from({ length: 10 }, (_, n) => ({ processId: `proc-${n}`, bytes: [n * 1e6, null] }));
  const memory = trendsOf({ series: { ...series, memory: many }, now: { processes: [] } as unknown as Operations['now'] }).flatMap((group) => group.trends).find(({ title }) => title === 'Memory');
  expect([memory?.hint, memory?.lines.length, memory?.lines[0]?.values[0]]).toEqual(['resident, the 4 largest of 10 processes', 4, 9e6]);
});

it('a trouble is a sentence with its figure and its limit', () => {
  const trouble = (more: Partial<Trouble>): Trouble => ({ kind: 'save-latency', severity: 'bad', subject: null, value: 0.75, limit: 0.5, runbook: 'save-latency-burn', ...more });
  expect(troubleInWords(trouble({}))).toBe('Saving takes 750 ms for the slowest 5 of 100 (should stay below 500 ms).');
  expect(troubleInWords(trouble({ kind: 'dependency-down', subject: 'redis', value: null, limit: null }))).toBe('Out of reach right now: redis.');
  expect(troubleInWords(trouble({ kind: 'error-rate', value: 0.043, limit: 0.01 }))).toBe('4.3 % of all answers are errors (should stay below 1 %).');
});
