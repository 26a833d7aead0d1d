import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack, unpack } from './pack-content.js';

describe('packed content', () => {
  it('gives back every byte', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => expect(unpack(pack(Buffer.from(bytes)))).toEqual(Buffer.from(bytes)))));

  it('refuses what would unpack to more than a document can be', () => expect(() => unpack(pack(Buffer.alloc(11 * 1024 * 1024)))).toThrow());
});
