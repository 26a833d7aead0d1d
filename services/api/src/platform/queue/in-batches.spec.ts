import { describe, expect, it, jest } from '@jest/globals';
import { inBatches } from './in-batches.js';

describe('in batches', () => {
  it('goes on until there is less than a batch', async () => {
    const step = jest.fn<(size: number) => Promise<number>>().mockResolvedValueOnce(10).mockResolvedValueOnce(10).mockResolvedValueOnce(3);
    await inBatches(10, new AbortController().signal, step);
    expect(step.mock.calls).toEqual([[10], [10], [10]]);
  });

  it('stops between two batches once it is told to', async () => {
    const stop = new AbortController();
    const step = jest.fn(async () => {
      stop.abort();
      return 10;
    });
    await inBatches(10, stop.signal, step);
    expect(step).toHaveBeenCalledTimes(1);
    await inBatches(10, stop.signal, step);
    expect(step).toHaveBeenCalledTimes(1);
  });
});
