import { describe, expect, it } from '@jest/globals';
import { packCursor, unpackCursor } from './cursor.js';

describe('a cursor', () => {
  it('holds what was put into it, in characters an address takes', () => {
    const cursor = packCursor(['title', 'Übergabe & "mehr"', 7]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(unpackCursor(cursor)).toEqual(['title', 'Übergabe & "mehr"', 7]);
  });

  it.each(['', 'nonsense', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('7').toString('base64url')])('that is not ours (%s) holds nothing', (cursor) => {
    expect(unpackCursor(cursor)).toEqual([]);
  });
});
