import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { membersWritten } from './members-written.js';

describe('membersWritten', () => {
  it.each([
    ['{}', 0],
    ['"a:b"', 0],
    ['{"a":1,"a":2}', 2],
    ['[{"a":{"a":[]}},{"a":":"}]', 3],
    ['{"a\\":":"\\\\","b":"\\\\\\":"}', 2],
    ['{"a":"x","\\u0061":"y"}', 2],
  ])('%s has %d', (json, members) => {
    JSON.parse(json);
    expect(membersWritten(json)).toBe(members);
  });

  it('counts the members of any value', () => {
    const count = (value: unknown): number => (typeof value !== 'object' || value === null ? 0 : (Array.isArray(value) ? 0 : Object.keys(value).length) + Object.values(value).reduce((sum: number, one) => sum + count(one), 0));
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 2), (value, space) => membersWritten(JSON.stringify(value, null, space)) === count(value)));
  });
});
