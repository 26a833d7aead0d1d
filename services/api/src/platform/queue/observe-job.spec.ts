import { describe, expect, it } from '@jest/globals';
import { waitOf } from './observe-job.js';

const DUE = Date.UTC(2026, 10, 22);

describe('how long a job waited', () => {
  it('is counted from when its event was due', () => {
    expect(waitOf({ timestamp: DUE, attemptsStarted: 1 }, DUE + 250)).toBe(0.25);
  });

  it('is never negative, however the clocks of two machines differ', () => {
    expect(waitOf({ timestamp: DUE, attemptsStarted: 1 }, DUE - 40)).toBe(0);
  });

  it('is counted for the first start alone', () => {
    expect(waitOf({ timestamp: DUE, attemptsStarted: 2 }, DUE)).toBeUndefined();
  });
});
