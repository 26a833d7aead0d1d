import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { parseByteaArray } from './bytea-arrays.js';

const inPg = pg.types.getTypeParser(1001 as Parameters<typeof pg.types.getTypeParser>[0], 'text') as (text: string) => unknown;
const written = (items: readonly (Uint8Array | null)[]) => `{${items.map((item) => (item === null ? 'NULL' : String.raw`"\\x${Buffer.from(item).toString('hex')}"`)).join(',')}}`;

describe('parseByteaArray', () => {
  it('reads what PostgreSQL writes, as pg does', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.uint8Array({ maxLength: 40 }))), (items) => {
        expect(parseByteaArray(written(items))).toEqual(items.map((item) => item && Buffer.from(item)));
        expect(parseByteaArray(written(items))).toEqual(inPg(written(items)));
      }),
    );
  });

  it.each([String.raw`{a,"b,\\000"}`, String.raw`{{"\\x61"},{"\\x62"}}`])('leaves %s to pg', (text) => {
    expect(parseByteaArray(text)).toEqual(inPg(text));
  });
});
