import { describe, expect, it } from '@jest/globals';
import { SignInGate } from './sign-in-gate.js';

describe('SignInGate', () => {
  it('lets so many work at once, the next in the order they came, and refuses beyond the queue', async () => {
    const gate = new SignInGate(2, 2);
    const begun: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const runs = ends.map(({ promise }, number) => gate.run(async () => {
      begun.push(number);
      await promise;
      return number;
    }));
    await expect(runs[4]).rejects.toMatchObject({ code: 'server.unavailable' });
    expect(begun).toEqual([0, 1]);
    ends[1]?.resolve();
    await runs[1];
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.reject(new Error('it failed'));
    await expect(runs[0]).rejects.toThrow('it failed');
    ends[2]?.resolve();
    ends[3]?.resolve();
    expect(await Promise.all([runs[2], runs[3]])).toEqual([2, 3]);
    expect(await gate.run(async () => 'free again')).toBe('free again');
  });
});
