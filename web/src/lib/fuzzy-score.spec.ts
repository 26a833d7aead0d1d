import { describe, expect, it } from '@jest/globals';
import { fuzzyScore } from './fuzzy-score.js';

describe('a fuzzy search', () => {
  const best = (query: string, ...texts: string[]) => texts.map((text) => [fuzzyScore(query, text), text] as const).filter(([score]) => score > 0).sort(([a], [b]) => b - a)[0]?.[1];

  it('takes parts, first letters and words in any order', () => {
    expect(fuzzyScore('align', 'Align left')).toBeGreaterThan(0);
    expect(fuzzyScore('al', 'Align left')).toBeGreaterThan(0);
    expect(fuzzyScore('left align', 'Align left')).toBeGreaterThan(0);
    expect(fuzzyScore('stw', 'Fit to window, Space task window')).toBeGreaterThan(0);
  });

  it('does not find what is not there, nor letters strewn about', () => {
    expect(fuzzyScore('xyz', 'Align left')).toBe(0);
    expect(fuzzyScore('align nothing', 'Align left')).toBe(0);
    expect(fuzzyScore('tnl', 'Export the whole long file')).toBe(0);
  });

  it('ignores accents and capitals', () => {
    expect(fuzzyScore('grosse prufung', 'GROSSE Prüfung')).toBeGreaterThan(0);
  });

  it('puts a beginning before a middle', () => {
    expect(best('order', 'Reorder goods', 'Order goods', 'Check order')).toBe('Order goods');
  });

  it('takes everything for nothing typed', () => {
    expect(fuzzyScore('  ', 'anything')).toBeGreaterThan(0);
  });
});
