import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPlace, readVersionPlace, writePlace, writeVersionPlace } from './cursors.js';

const cursors = fc.oneof(fc.base64String(), fc.string(), fc.json().map((json) => Buffer.from(json).toString('base64url')));
const foreign = expect.objectContaining({ code: 'request.invalid' });

describe('cursors', () => {
  it('give back the place', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }).filter((key) => !key.includes('\0')), fc.uuid(), (key, id) =>
        expect(readPlace('title', writePlace('title', { key, id }))).toEqual({ key, id }),
      ),
    ));

  it('of another order are refused', () => {
    const cursor = writePlace('updated', { key: '1', id: '00000000-0000-4000-8000-000000000001' });
    expect(() => readPlace('created', cursor)).toThrow(foreign);
    expect(() => readVersionPlace(cursor)).toThrow(foreign);
    expect(() => readPlace('updated', writeVersionPlace(3))).toThrow(foreign);
  });

  it('nobody handed out are refused, whatever they hold', () =>
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(() => readPlace('updated', cursor)).toThrow(foreign);
        expect(() => readVersionPlace(cursor)).toThrow(foreign);
      }),
    ));
});
