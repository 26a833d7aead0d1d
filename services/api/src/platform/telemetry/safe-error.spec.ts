import { describe, expect, it } from '@jest/globals';
import { keepSecret, safeError, safeText, withoutSecrets } from './safe-error.js';

describe('an error that is written down', () => {
  it.each([
    ['invalid input syntax for type uuid: "canary"'],
    ['invalid input syntax for type json: "a "quoted" canary'],
    ['invalid input value for enum kind: "can""ary canary"'],
    ['Raw query failed. Code: `22P02`. Message: `invalid input syntax for type integer: "canary"`'],
    ['invalid input syntax for type xml: "<a>\n<canary/>\n"'],
    ['Key (email)=(canary@example.org) already exists.'],
    ['Failing row contains (1, canary, null).'],
    ["unnamed portal parameter $3 = '<canary/>'"],
    ['connect to postgresql://owner:canary@db:5432/studio failed'],
    [messageOf(() => JSON.parse('canary'))],
    [messageOf(() => JSON.parse('{"title": canary}'))],
    [messageOf(() => JSON.parse('"canary" canary'))],
  ])('says nothing of the value in: %s', (message) => {
    const { message: safe, stack = '' } = safeError(new Error(message));
    expect(safe + stack).not.toContain('canary');
    expect(safe).not.toBe('');
  });

  it('keeps what helps to find the fault', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "users_email_key"'), { code: '23505', detail: 'Key (email)=(canary) exists', where: 'canary' });
    expect(safeError(new TypeError('x is not a function', { cause }))).toEqual({
      type: 'TypeError', message: 'x is not a function', stack: expect.stringContaining('safe-error.spec'),
      cause: { type: 'Error', message: 'duplicate key value violates unique constraint "users_email_key"', code: '23505', stack: expect.any(String) },
    });
    expect(safeError('boom')).toEqual({ type: 'string', message: 'boom' });
  });

  it('ends, also when its causes go round in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(safeError(error)).length).toBeLessThan(30_000);
    expect(safeText('x'.repeat(99_999))).toHaveLength(2_000);
  });

  it('covers up the secrets of the process, wherever they stand', () => {
    keepSecret('s3cret-of-redis');
    keepSecret('word');
    expect(withoutSecrets('AUTH s3cret-of-redis a word')).toBe('AUTH [redacted] a word');
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was to fail');
}
