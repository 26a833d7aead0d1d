import { describe, expect, it } from '@jest/globals';
import { waitOf } from './observe-job.js';

const WRITTEN = Date.UTC(2026, 10, 22);
const ID = `${WRITTEN.toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7000-8000-000000000001`;

describe('how long a job waited', () => {
  it('is counted from when its event was written', () => {
    expect(waitOf({ id: ID, attemptsStarted: 1 }, WRITTEN + 250)).toBe(0.25);
  });

  it('is never negative, however the clocks of two machines differ', () => {
    expect(waitOf({ id: ID, attemptsStarted: 1 }, WRITTEN - 40)).toBe(0);
  });

  it('is counted for the first start alone, and of ids that tell the time', () => {
    expect(waitOf({ id: ID, attemptsStarted: 2 }, WRITTEN)).toBeUndefined();
    expect(waitOf({ id: ID.replace('-7000', '-4000'), attemptsStarted: 1 }, WRITTEN)).toBeUndefined();
    expect(waitOf({ id: undefined, attemptsStarted: 1 }, WRITTEN)).toBeUndefined();
  });
});
