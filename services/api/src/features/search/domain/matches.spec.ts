import { describe, expect, it } from '@jest/globals';
import { matchesIn, MOST_ELEMENTS, MOST_MATCHES } from './matches.js';
import { searchWordsOf } from './search-words.js';

const tasks = (count: number) => Array.from({ length: count }, (_, n) => ({ elementId: `e${n}`, type: 'bpmn:Task', name: `Order ${n}`, documentation: null }));

describe('the places of a diagram', () => {
  it('begin with the title as a whole, however late in it the words are', () => {
    const title = `${'A long title goes on and on, '.repeat(6)}and ends with an order`;
    const { matches: [inTitle] } = matchesIn(title, [], searchWordsOf('order')!);
    expect(inTitle?.snippet).toEqual([{ text: title.slice(0, -5), hit: false }, { text: 'order', hit: true }]);
  });

  it('are a few, and it is told that there are more', () => {
    const sought = searchWordsOf('order')!;
    expect(matchesIn('Elsewhere', tasks(MOST_MATCHES), sought)).toMatchObject({ matches: { length: MOST_MATCHES }, more: false });
    expect(matchesIn('Elsewhere', tasks(MOST_ELEMENTS), sought)).toMatchObject({ matches: { length: MOST_MATCHES }, more: true });
    expect(matchesIn('An order', tasks(MOST_MATCHES), sought).more).toBe(true);
  });
});
