import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBuckets, countOf, EDGES, NO_VALUES, quantile, toBuckets } from './histogram.js';

const buckets = fc.array(fc.nat(50), { minLength: EDGES.length + 1, maxLength: EDGES.length + 1 });
const filled = buckets.filter((each) => countOf(each) > 0);
const share = fc.double({ min: 0.001, max: 1, noNaN: true });

/** The buckets of values as they come. */
function ofValues(values: readonly number[]): number[] {
  const counts = [...NO_VALUES];
  for (const value of values) counts[EDGES.findIndex((edge) => value <= edge) === -1 ? EDGES.length : EDGES.findIndex((edge) => value <= edge)]! += 1;
  return counts;
}

describe('quantile', () => {
  it('knows nothing of nothing', () => {
    expect(quantile(NO_VALUES, 0.95)).toBeNull();
  });

  it('takes the values of a bucket to lie evenly in it', () => {
    const hundredUpTo200ms = NO_VALUES.map((_, place) => (EDGES[place] === 0.2 ? 100 : 0));
    expect(quantile(hundredUpTo200ms, 0.5)).toBeCloseTo(0.15);
    expect(quantile(hundredUpTo200ms, 0.95)).toBeCloseTo(0.195);
    expect(quantile(NO_VALUES.map((_, place) => (place === 0 ? 10 : 0)), 0.5)).toBeCloseTo(0.0025);
  });

  it('answers the last edge for what lies above all of them', () => {
    expect(quantile(NO_VALUES.map((_, place) => (place === EDGES.length ? 3 : 0)), 0.5)).toBe(10);
  });

  it('lies in the bucket of the value it stands for', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.0001, max: 9.99, noNaN: true }), { minLength: 1, maxLength: 200 }), share, (values, wanted) => {
      const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * wanted - 1e-9) - 1)]!;
      const estimate = quantile(ofValues(values), wanted)!;
      const upper = EDGES.find((edge) => exact <= edge)!;
      expect(estimate).toBeLessThanOrEqual(upper + 1e-9);
      expect(estimate).toBeGreaterThanOrEqual((EDGES[EDGES.indexOf(upper) - 1] ?? 0) - 1e-9);
    }));
  });

  it('never falls when the share rises', () => {
    fc.assert(fc.property(filled, share, share, (counts, a, b) => {
      expect(quantile(counts, Math.min(a, b))!).toBeLessThanOrEqual(quantile(counts, Math.max(a, b))! + 1e-9);
    }));
  });

  it('of two processes together lies between those of each', () => {
    fc.assert(fc.property(filled, filled, share, (a, b, wanted) => {
      const both = quantile(addBuckets(a, b), wanted)!;
      const each = [quantile(a, wanted)!, quantile(b, wanted)!];
      expect(both).toBeGreaterThanOrEqual(Math.min(...each) - 1e-9);
      expect(both).toBeLessThanOrEqual(Math.max(...each) + 1e-9);
    }));
  });
});

describe('toBuckets', () => {
  it('keeps a histogram with our edges as it is', () => {
    fc.assert(fc.property(buckets, (counts) => expect(toBuckets(EDGES, counts)).toEqual(counts)));
  });

  it('loses no value of any other, and never makes one faster', () => {
    const bounds = fc.uniqueArray(fc.double({ min: 0.001, max: 60, noNaN: true }), { minLength: 1, maxLength: 20 }).map((each) => each.toSorted((a, b) => a - b));
    fc.assert(fc.property(bounds, fc.array(fc.nat(9), { minLength: 21, maxLength: 21 }), (edges, counts) => {
      const given = counts.slice(0, edges.length + 1);
      const ours = toBuckets(edges, given);
      expect(countOf(ours)).toBe(countOf(given));
      for (const [place, edge] of EDGES.entries()) {
        const slowerThanEdge = given.filter((_, each) => (edges[each] ?? Number.POSITIVE_INFINITY) > edge);
        expect(countOf(ours.slice(place + 1))).toBe(countOf(slowerThanEdge));
      }
    }));
  });
});
