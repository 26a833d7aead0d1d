import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasLeftovers, nextPacking, packedAs, pays, type PackedVersion } from './version-packing.js';

const whole = (version: number, more: Partial<PackedVersion> = {}): PackedVersion => ({ version, kind: 'autosave', base: null, tried: null, size: 30_000, packed: 3_000, ...more });
const named = (version: number, more: Partial<PackedVersion> = {}) => whole(version, { kind: 'named', ...more });

/** Packs until there is nothing left to do; a difference pays unless it is told otherwise. */
function packAll(versions: readonly PackedVersion[], worth: (version: number) => boolean = () => true): readonly PackedVersion[] {
  let packed = versions;
  for (let steps = 0; steps <= versions.length; steps++) {
    const next = nextPacking(packed);
    if (next === undefined) return packed;
    const as = next.base !== null && worth(next.version) ? { base: next.base, tried: null, packed: 40 } : { base: null, tried: next.base, packed: 3_000 };
    packed = packedAs(packed, next.version, as);
  }
  throw new Error('The packing does not come to an end');
}
const bases = (versions: readonly PackedVersion[]) => Object.fromEntries(versions.map(({ version, base }) => [version, base]));
function chainOf(versions: readonly PackedVersion[], version: number): number {
  const base = versions.find((one) => one.version === version)?.base ?? null;
  return base === null ? 1 : 1 + chainOf(versions, base);
}

describe('the packing of versions', () => {
  it('bases an autosave on the next newer version, and leaves the current one whole', () =>
    expect(bases(packAll([whole(1), whole(2), whole(3)]))).toEqual({ 1: 2, 2: 3, 3: null }));

  it('bases a named version on the next newer named one, which is not forgotten before it', () =>
    expect(bases(packAll([named(1), whole(2), named(3), whole(4), whole(5)]))).toEqual({ 1: 3, 2: 3, 3: null, 4: 5, 5: null }));

  it('leaves whole what does not pay, and does not try the same base again', () => {
    const packed = packAll([whole(1), whole(2), whole(3)], (version) => version !== 2);
    expect(bases(packed)).toEqual({ 1: 2, 2: null, 3: null });
    expect(packed[1]).toMatchObject({ tried: 3 });
  });

  it('tries a named version again once there is a newer named one', () => {
    const packed = packAll([named(1), named(2), whole(3)], () => false);
    expect(nextPacking(packed)).toBeUndefined();
    expect(nextPacking([...packed.slice(0, 2), named(3), whole(4)])).toEqual({ version: 2, base: 3 });
  });

  it('packs anew what is based on a forgotten version, or makes it whole', () => {
    const forgotten = (more: PackedVersion[]) => [named(1, { base: 2 }), whole(2, { kind: 'base' }), ...more];
    expect(bases(packAll(forgotten([named(3), whole(4)])))).toMatchObject({ 1: 3 });
    expect(nextPacking(forgotten([whole(4)]))).toEqual({ version: 1, base: null });
    expect(hasLeftovers(forgotten([whole(4)]))).toBe(false);
    expect(hasLeftovers(packAll(forgotten([whole(4)])))).toBe(true);
  });

  it('keeps chains short, shorter for large documents', () => {
    const many = (size: number) => packAll(Array.from({ length: 60 }, (_, n) => named(n + 1, { size })));
    const longest = (size: number) => Math.max(...many(size).map(({ version }) => chainOf(many(size), version)));
    expect(longest(30_000)).toBe(17);
    expect(longest(2_000_000)).toBe(6);
    expect(longest(5_000_000)).toBe(2);
    expect(longest(11_000_000)).toBe(1);
    expect(many(30_000).filter(({ base }) => base === null)).toHaveLength(4);
  });

  it('grows by a version a save without touching what is packed, and never beyond its bounds', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.boolean(), pays: fc.boolean(), packs: fc.boolean() }), { maxLength: 80 }), (saves) => {
        let versions: readonly PackedVersion[] = [named(1)];
        for (const [index, save] of saves.entries()) {
          versions = versions.concat(save.name ? named(index + 2) : whole(index + 2));
          if (!save.packs) continue;
          const before = bases(versions);
          versions = packAll(versions, () => save.pays);
          for (const { version, base } of versions) if (before[version] !== null) expect(base).toBe(before[version]);
          expect(versions.at(-1)?.base).toBeNull();
          expect(Math.max(...versions.map(({ version }) => chainOf(versions, version)))).toBeLessThanOrEqual(17);
          for (const one of versions) if (one.kind === 'named' && one.base !== null) expect(versions.find(({ version }) => version === one.base)?.kind).toBe('named');
        }
      }),
      { numRuns: 60 },
    ));

  it('finds a difference worth it when it halves the whole', () => expect([pays(50, 100), pays(51, 100), pays(0, 0)]).toEqual([true, false, true]));
});
