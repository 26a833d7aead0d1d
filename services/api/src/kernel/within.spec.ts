import { describe, expect, it } from '@jest/globals';
import { within } from './within.js';

describe('within a time', () => {
  it('says whether the work was done', async () => {
    expect(await within(60_000, Promise.resolve())).toBe(true);
    expect(await within(1, new Promise(() => undefined))).toBe(false);
  });

  it('passes on an error', () => expect(within(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no'));
});
