import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byPlace, settlePlaces } from './places.js';

const ordered = (places: Map<string, string>) => [...places].map(([key, z]) => ({ key, z })).sort(byPlace).map(({ key }) => key);

describe('places among siblings', () => {
  it('keep what is in order and move only what was moved', () => {
    const first = settlePlaces(['a', 'b', 'c', 'd'], () => undefined);
    const then = settlePlaces(['a', 'x', 'c', 'd', 'b'], (key) => first.get(key));
    expect(ordered(then)).toEqual(['a', 'x', 'c', 'd', 'b']);
    expect(['a', 'c', 'd'].map((key) => then.get(key) === first.get(key))).toEqual([true, true, true]);
  });

  it('are in the order that is wanted, whatever they were', () => {
    const words = fc.constantFrom('a0', 'a1', 'a0V', 'Zz', 'z', '', 'a00', 'A', '!', 'b99', 'a1V');
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 }), fc.array(words, { minLength: 12, maxLength: 12 }), (keys, places) => {
        expect(ordered(settlePlaces(keys, (key) => places[keys.indexOf(key)]))).toEqual(keys);
      }),
      { numRuns: 500, seed: 9 },
    );
  });

  it('stay short when things are put between two again and again', () => {
    let keys = ['first', 'last'];
    let places = settlePlaces(keys, () => undefined);
    for (let i = 0; i < 300; i++) {
      keys = ['first', `${i}`, ...keys.slice(1)];
      const before = places;
      places = settlePlaces(keys, (key) => before.get(key));
    }
    expect(ordered(places)).toEqual(keys);
    expect(Math.max(...[...places.values()].map(({ length }) => length))).toBeLessThan(80);
  });
});
