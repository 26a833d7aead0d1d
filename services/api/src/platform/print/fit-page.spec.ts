import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitPage, FRAME, FULL_SIZE, LEAST_SHARE } from './fit-page.ts';
import { ORIENTATIONS, PAGES } from './printing.ts';

const auto = 'auto' as const;
const size = ({ width, height }: { width: number; height: number }) => [width, height];

describe('the page of a drawing', () => {
  it('is the one that was asked for, turned as the drawing fits best, and never enlarges', () => {
    expect(fitPage({ width: 300, height: 200 }, { page: 'a4', orientation: auto })).toMatchObject({ width: 841.89, height: 595.28, scale: FULL_SIZE });
    expect(size(fitPage({ width: 500, height: 2_000 }, { page: 'a4', orientation: auto }))).toEqual([595.28, 841.89]);
    expect(size(fitPage({ width: 500, height: 1_200 }, { page: 'a4', orientation: 'landscape' }))).toEqual([841.89, 595.28]);
    expect(size(fitPage({ width: 900, height: 500 }, { page: 'letter', orientation: auto }))).toEqual([792, 612]);
  });

  it('is a larger one where names could not be read', () => {
    expect(size(fitPage({ width: 4_000, height: 800 }, { page: 'a4', orientation: auto }))).toEqual([1190.55, 841.89]);
    expect(size(fitPage({ width: 4_000, height: 800 }, { page: 'letter', orientation: auto }))).toEqual([1224, 792]);
    const huge = fitPage({ width: 20_000, height: 18_000 }, { page: 'a4', orientation: auto });
    expect(huge.scale).toBe(FULL_SIZE * LEAST_SHARE);
    expect(huge.width).toBeGreaterThan(3_370);
  });

  it('is as large as the drawing, with room for head and foot', () => {
    expect(fitPage({ width: 2_000, height: 1_000 }, { page: 'fit', orientation: auto })).toMatchObject({ width: 1_500 + FRAME.left + FRAME.right, height: 750 + FRAME.top + FRAME.bottom });
    expect(fitPage({ width: 40, height: 40 }, { page: 'fit', orientation: auto }).width).toBeGreaterThan(400);
  });

  it('holds any drawing, and is one a PDF may have', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 }), fc.constantFrom(...PAGES), fc.constantFrom(...ORIENTATIONS), (width, height, page, orientation) => {
        const fitted = fitPage({ width, height }, { page, orientation });
        expect(fitted.width).toBeLessThanOrEqual(14_400);
        expect(fitted.height).toBeLessThanOrEqual(14_400);
        expect(fitted.x).toBeGreaterThanOrEqual(FRAME.left - 1e-6);
        expect(fitted.y).toBeGreaterThanOrEqual(FRAME.top - 1e-6);
        expect(fitted.x + width * fitted.scale).toBeLessThanOrEqual(fitted.width - FRAME.right + 1e-6);
        expect(fitted.y + height * fitted.scale).toBeLessThanOrEqual(fitted.height - FRAME.bottom + 1e-6);
      }),
    ));
});
