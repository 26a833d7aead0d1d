import { describe, expect, it } from '@jest/globals';
import { regionAround, serves, touches } from './view-region.js';

const VIEW = { x: 0, y: 0, width: 1_000, height: 600 };
const REGION = regionAround(VIEW);

describe('the part of the paper that is drawn', () => {
  it('is the view and half of it to each side', () => {
    expect(REGION).toEqual({ x: -500, y: -300, width: 2_000, height: 1_200 });
  });

  it('serves views until they leave it, or are far smaller', () => {
    expect(serves(REGION, { ...VIEW, x: 400 })).toBe(true);
    expect(serves(REGION, { ...VIEW, x: 600 })).toBe(false);
    expect(serves(REGION, { x: 0, y: 0, width: 600, height: 400 })).toBe(true);
    expect(serves(REGION, { x: 0, y: 0, width: 400, height: 300 })).toBe(false);
  });

  it('has the shapes and connections that reach into it', () => {
    expect(touches({ id: 'a', x: 1_450, y: 0, width: 100, height: 80 }, REGION)).toBe(true);
    expect(touches({ id: 'b', x: 1_550, y: 0, width: 100, height: 80 }, REGION)).toBe(false);
    expect(touches({ id: 'c', waypoints: [{ x: -5_000, y: 10 }, { x: 5_000, y: 20 }] }, REGION)).toBe(true);
    expect(touches({ id: 'd', waypoints: [{ x: -5_000, y: 1_000 }, { x: 5_000, y: 1_000 }] }, REGION)).toBe(false);
  });
});
