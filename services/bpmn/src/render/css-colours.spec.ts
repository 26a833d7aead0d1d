import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { luminance, safeColour } from './css-colours.js';

describe('safeColour', () => {
  it.each(['#fff', '#ABCDEF', '#12345678', 'red', 'RebeccaPurple', 'rgb(1, 2, 3)', ' rgba(255,255,255,0.5) '])('lets %s through', (colour) => {
    expect(safeColour(colour)).toBe(colour.trim().toLowerCase());
  });

  it.each(['', '#12', '#ggg', 'url(#a)', 'url(https://evil.example)', 'red;fill:blue', 'red"', 'javascript:alert(1)', 'rgb(256,0,0)', 'rgb(1 2 3)', 'var(--x)', 'expression(1)', 'constructor', 'currentcolor', 7, null, undefined, {}])('lets %p not through', (colour) => {
    expect(safeColour(colour)).toBeUndefined();
  });

  it('lets no character through that could leave an attribute', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => expect(safeColour(value) ?? '').toMatch(/^[a-z0-9#(),. ]*$/)));
  });

  it('knows bright from dark', () => {
    expect(luminance('#fff')).toBeCloseTo(1);
    expect(luminance('black')).toBe(0);
    expect(luminance('rgb(255, 0, 0)')).toBeCloseTo(0.21);
    expect(luminance('tomato')).toBeUndefined();
  });
});
