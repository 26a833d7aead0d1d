import { describe, expect, it } from '@jest/globals';
import { readListTag, writeListTag } from './list-tags.js';

const QUERY = 'abcdefghijklmnopqrst_-';

describe('list tags', () => {
  it('reads what it wrote', () => {
    const text = writeListTag(QUERY, 1_795_000_000, '1795273471199618.892.880.885');
    expect(text).toBe(`W/"${QUERY}.1795000000.1795273471199618.892.880.885"`);
    expect(readListTag(text!, QUERY)).toEqual({ text, takenAt: 1_795_000_000, state: '1795273471199618.892.880.885' });
  });

  it('finds its own among several', () => {
    const other = writeListTag('0'.repeat(22), 1, '1.2')!;
    const own = writeListTag(QUERY, 2, '3.4')!;
    expect(readListTag(`"7", ${other}, ${own}`, QUERY)?.text).toBe(own);
  });

  it.each(['', '*', '"7"', `W/"${QUERY}"`, `W/"${QUERY}.1.2"`, `W/"${QUERY}.1.-2.3"`, `W/"${QUERY}.1.2.9999999999999999999"`, `W/"${QUERY}.x.2.3"`, `"${QUERY}.1.2.3`])('makes nothing of %s', (tags) => {
    expect(readListTag(tags, QUERY)).toBeUndefined();
  });

  it('writes none that could not be sent back', () => {
    expect(writeListTag(QUERY, 1, Array.from({ length: 120 }, (_, n) => 100_000_000_000_000_000n + BigInt(n)).join('.'))).toBeUndefined();
    expect(writeListTag(QUERY, 1, 'not a state')).toBeUndefined();
  });
});
