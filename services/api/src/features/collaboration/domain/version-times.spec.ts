import { describe, expect, it } from '@jest/globals';
import { isDue, type Times } from './version-times.js';

const PACE = { restMs: 30_000, longestMs: 600_000 };
const due = (times: Partial<Times>, now: number) => isDue({ since: 0, lastEdit: 0, asked: false, failures: 0, failedAt: 0, ...times }, PACE, now);

describe('a version is due', () => {
  it('when nobody has edited for a while', () => {
    expect(due({ lastEdit: 1_000 }, 30_999)).toBe(false);
    expect(due({ lastEdit: 1_000 }, 31_000)).toBe(true);
  });

  it('now and then while everybody edits on', () => {
    expect(due({ lastEdit: 599_000 }, 599_999)).toBe(false);
    expect(due({ lastEdit: 600_000 }, 600_000)).toBe(true);
  });

  it('when it is asked for', () => {
    expect(due({ lastEdit: 1_000, asked: true }, 1_000)).toBe(true);
  });

  it('again after a failure, later each time and five minutes at most, even when it is asked for', () => {
    expect([4_999, 5_000].map((now) => due({ failures: 1, asked: true }, now))).toEqual([false, true]);
    expect([19_999, 20_000].map((now) => due({ failures: 3 }, now))).toEqual([false, true]);
    expect([299_999, 300_000].map((now) => due({ failures: 40 }, now))).toEqual([false, true]);
  });
});
