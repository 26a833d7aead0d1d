import { describe, expect, it } from '@jest/globals';
import { duration, inUnit, measured, ticksUpTo } from './units.js';

describe('inUnit', () => {
  it.each([
    [12.345, 'per-second', '12.3 /s'], [0.0123, 'per-second', '0.012 /s'], [1234.5, 'per-second', '1,235 /s'], [0, 'per-second', '0 /s'],
    [0.00123, 'share', '0.12 %'], [1, 'share', '100 %'],
    [0.0453, 'seconds', '45 ms'], [0.4567, 'seconds', '457 ms'], [0.0008, 'seconds', '0.8 ms'], [2.345, 'seconds', '2.35 s'], [0, 'seconds', '0 s'], [0.9999, 'seconds', '1 s'], [600, 'seconds', '10 min'],
    [310_400_000, 'bytes', '310 MB'], [999_400_000, 'bytes', '999 MB'], [999_600_000, 'bytes', '1 GB'], [1_249_000_000, 'bytes', '1.25 GB'], [42, 'count', '42'], [12_345, 'count', '12,345'],
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

describe('the marks of a scale', () => {
  it.each([
    [0.022, 'seconds', ['0 s', '6 ms', '12 ms', '18 ms', '24 ms']], [0.143, 'seconds', ['0 s', '40 ms', '80 ms', '120 ms', '160 ms']], [3, 'count', ['0', '1', '2', '3', '4']],
    [9, 'count', ['0', '3', '6', '9', '12']], [1_049_000_000, 'bytes', ['0 MB', '300 MB', '600 MB', '900 MB', '1.2 GB']], [0.1, 'share', ['0 %', '2.5 %', '5 %', '7.5 %', '10 %']],
  ] as const)('up to %f %s are %j', (value, unit, marks) => {
    expect(ticksUpTo(value, unit).map((tick) => inUnit(tick, unit))).toEqual(marks);
  });

  it('never stop below the value', () => {
    for (let value = 0.0003; value < 1e9; value *= 1.37) expect(ticksUpTo(value, 'seconds').at(-1)).toBeGreaterThanOrEqual(value * 0.99999);
  });
});
