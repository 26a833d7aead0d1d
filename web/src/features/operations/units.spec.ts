import { describe, expect, it } from '@jest/globals';
import { duration, inUnit, measured } from './units.js';

describe('inUnit', () => {
  it.each([
    [12.345, 'per-second', '12.3 /s'], [0.0123, 'per-second', '0.012 /s'], [1234.5, 'per-second', '1,235 /s'], [0, 'per-second', '0 /s'],
    [0.00123, 'share', '0.12 %'], [1, 'share', '100 %'],
    [0.0453, 'seconds', '45 ms'], [0.4567, 'seconds', '457 ms'], [0.0008, 'seconds', '0.8 ms'], [2.345, 'seconds', '2.35 s'], [0, 'seconds', '0 s'], [0.9999, 'seconds', '1 s'], [600, 'seconds', '10 min'],
    [310_400_000, 'bytes', '310 MB'], [42, 'count', '42'], [12_345, 'count', '12,345'],
  ] as const)('writes %f %s as "%s"', (value, unit, text) => {
    expect(inUnit(value, unit)).toBe(text);
  });

  it('writes a dash where nothing is known, and never a zero', () => {
    expect([inUnit(null, 'share'), inUnit(undefined, 'seconds'), measured(null)]).toEqual(['–', '–', '–']);
  });
});

it('measured claims nothing above the last bucket', () => {
  expect([measured(10), measured(9.5)]).toEqual(['10 s or more', '9.5 s']);
});

it('duration takes the two units that matter', () => {
  expect([0, 59, 60, 3_599, 3_660, 200_000].map(duration)).toEqual(['0 s', '59 s', '1 min', '59 min', '1 h 1 min', '2 days']);
});
