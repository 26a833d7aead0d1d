import { describe, expect, it, jest } from '@jest/globals';
import { withRetries } from './with-retries.js';

const AT_ONCE = { attempts: 3, firstMs: 0, longestMs: 1 };

describe('with retries', () => {
  it('tries again until it succeeds', async () => {
    const work = jest.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('not yet')).mockResolvedValueOnce('done');
    expect(await withRetries(AT_ONCE, work)).toBe('done');
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('gives up after the last attempt, with its error', async () => {
    let n = 0;
    const work = jest.fn(() => Promise.reject(new Error(`attempt ${++n}`)));
    await expect(withRetries(AT_ONCE, work)).rejects.toThrow('attempt 3');
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('does not try again when that cannot help', async () => {
    const work = jest.fn(() => Promise.reject(new Error('never')));
    await expect(withRetries({ ...AT_ONCE, isWorthIt: () => false }, work)).rejects.toThrow('never');
    expect(work).toHaveBeenCalledTimes(1);
  });
});
