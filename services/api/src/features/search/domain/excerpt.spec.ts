import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf } from './excerpt.js';
import { levelOf, searchWordsOf } from './search-words.js';
import { inBlanks, wordsOf } from './words.js';

const shown = (text: string, q: string): string => excerptOf(text, searchWordsOf(q)!).map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join('');

describe('an excerpt', () => {
  it.each([
    ['Check the invoice', 'invo', 'Check the [invo]ice'],
    ['Check the invoice', 'voice', 'Check the in[voice]'],
    ['to order a tool', 'to', '[to] order a [to]ol'],
    ['to order a tool', 'to order', '[to] [order] a tool'],
    ['Straße', 'strasse', '[Straße]'],
    ['Façade', 'facade', '[Façade]'],
    ['e\u0301cole', 'ecole', '[e\u0301cole]'],
    ['请处理订单', '订单', '请处理[订单]'],
    ['nothing here', 'else', 'nothing here'],
  ])('of %s for %s is %s', (text, q, expected) => {
    expect(shown(text, q)).toBe(expected);
  });

  it('of a long text begins near the first hit, at a word', () => {
    const text = `${'many words before '.repeat(40)}the needle ${'and after '.repeat(40)}`;
    const excerpt = shown(text, 'needle');
    expect(excerpt).toMatch(/^…\w/);
    expect(excerpt).toContain('the [needle] and after');
    expect(excerpt.endsWith('…')).toBe(true);
    expect(excerpt.length).toBeLessThan(200);
  });

  it('is made of the text itself, in order, and marks something wherever the words fit', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')), word, (text, q) => {
        const sought = searchWordsOf(q);
        fc.pre(sought !== undefined);
        const pieces = excerptOf(text, sought);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        if (levelOf(inBlanks(wordsOf(text)), sought) !== undefined) expect(pieces.some(({ hit }) => hit)).toBe(true);
      }),
    );
  });
});

describe('how well words fit', () => {
  it.each([
    ['order to cash', 'to cash', 0], ['order to cash', 'order ca', 1], ['order to cash', 'rder ash', 2], ['order to cash', 'or to', undefined], ['order to cash', 'as', undefined], ['', 'x', undefined],
  ] as const)('%s, asked for %s: %s', (text, q, level) => {
    expect(levelOf(inBlanks(wordsOf(text)), searchWordsOf(q)!)).toBe(level);
  });

  it('looks at a bounded number of words, each once', () => {
    const { words, last } = searchWordsOf(`${'a b '.repeat(20)} ${Array.from({ length: 40 }, (_, n) => `w${n}`).join(' ')}`)!;
    expect(new Set([...words, last]).size).toBe(12);
    expect(searchWordsOf(' !? ')).toBeUndefined();
  });
});
