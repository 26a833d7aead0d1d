import { describe, expect, it } from '@jest/globals';
import { contrast, PALETTE } from './colours.js';

/** Paper in the dark scheme, and in the light one. */
const DARK_PAPER = '#191e1c';
const PAPER = '#ffffff';

describe('the palette', () => {
  it.each(PALETTE.map(({ name, paint }) => [name, paint.fill ?? '', paint.stroke ?? ''] as const))('%s can be read', (_name, fill, stroke) => {
    expect(contrast(stroke, fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(stroke, PAPER)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(stroke, DARK_PAPER)).toBeGreaterThanOrEqual(3);
  });

  it('reckons as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});
