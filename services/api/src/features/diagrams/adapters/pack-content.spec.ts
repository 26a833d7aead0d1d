import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack, packDifference, unpack, unpackChain } from './pack-content.js';

describe('packed content', () => {
  it('gives back every byte', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => expect(unpack(await pack(Buffer.from(bytes)))).toEqual(Buffer.from(bytes)))));

  it('gives back every byte of a large one, packed elsewhere', async () => {
    const large = Buffer.from(Array.from({ length: 40_000 }, (_, n) => `<task id="Task_${n}" />`).join('\n'));
    expect(unpack(await pack(large))).toEqual(large);
  });

  it('refuses what would unpack to more than a document can be', async () => {
    const packed = await pack(Buffer.alloc(11 * 1024 * 1024));
    expect(() => unpack(packed)).toThrow();
  });

  it('gives back every byte at the end of a chain of differences', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 8 }), async (states) => {
        const [whole, ...others] = states.map((bytes) => Buffer.from(bytes)) as [Buffer, ...Buffer[]];
        const differences = await Promise.all(others.map((bytes, index) => packDifference(bytes, index === 0 ? whole : (others[index - 1] as Buffer))));
        expect(unpackChain([await pack(whole), ...differences])).toEqual(others.at(-1) ?? whole);
      }),
    ));

  it('takes a few bytes for an edit of a large document, whatever its size, and none for no edit', async () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `<task id="Task_${n}" name="Check order ${(n * 7919) % 10_007}" />`);
    const large = Buffer.from(lines.join('\n'));
    lines[31_000] = '<task id="Task_31000" name="Something else" />';
    expect((await packDifference(Buffer.from(lines.join('\n')), large)).length).toBeLessThan((await pack(large)).length / 4);
    expect(await packDifference(large, Buffer.from(large))).toHaveLength(0);
  });

  it('refuses an empty chain, and a difference that lost its base', async () => {
    expect(() => unpackChain([])).toThrow('nothing to unpack');
    const text = 'a text of which half is said again, and again, and again; '.repeat(20);
    const difference = await packDifference(Buffer.from(`${text}!`), Buffer.from(text));
    expect(() => unpackChain([difference])).toThrow();
  });
});
