import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../kernel/app-error.js';
import { keepTrying } from './keep-trying.js';

describe('keepTrying', () => {
  it('does it again while the database is away', async () => {
    let tries = 0;
    const work = async () => {
      if (++tries < 3) throw new AppError('server.unavailable');
      return 'done';
    };
    expect(await keepTrying(work)).toBe('done');
  });

  it('gives up when it stays away, and says so as the socket does', async () => {
    await expect(keepTrying(() => Promise.reject(new AppError('server.unavailable')), 0)).rejects.toMatchObject({ code: 4503 });
  });

  it('does nothing again that failed for another reason', async () => {
    let tries = 0;
    await expect(keepTrying(() => Promise.reject(new Error(`try ${++tries}`)))).rejects.toThrow('try 1');
  });
});
