import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldText, foldWithOffsets } from './fold-text.js';
import { inBlanks, LONGEST_WORD, wordsOf, wordsSought } from './words.js';

describe('folding', () => {
  it.each([
    ['Straße', 'strasse'], ['ÉCOLE', 'ecole'], ['Łódź', 'lodz'], ['İSTANBUL', 'istanbul'], ['ﬁnal', 'final'], ['ＡＢＣ', 'abc'], ['ΟΔΟΣ οδος', 'οδοσ οδοσ'], ['Ёлка', 'елка'], ['한국', '한국'],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('knows for every letter where it stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { folded, offsets } = foldWithOffsets(text);
        expect(folded).toBe(foldText(text));
        expect(offsets).toHaveLength(folded.length + 1);
        expect(offsets.at(-1)).toBe(text.length);
        expect(offsets.every((offset, at) => at === 0 || offset >= offsets[at - 1]!)).toBe(true);
      }),
    );
  });
});

describe('words', () => {
  it('are runs of letters and digits', () => {
    expect(wordsOf("Check_order: it's 100% (v1.2)")).toEqual(['check', 'order', 'it', 's', '100', 'v1', '2']);
    expect(wordsOf(' -- ')).toEqual([]);
  });

  it('are pairs of neighbours where a language sets no blanks', () => {
    expect(wordsOf('订单处理')).toEqual(['订单', '单处', '处理', '理']);
    expect(wordsSought('订单处')).toEqual(['订单', '单处']);
    expect(wordsSought('订')).toEqual(['订']);
    expect(wordsOf('SAP订单')).toEqual(['sap', '订单', '单']);
  });

  it('are cut before they are too long for an index', () => {
    for (const word of ['x'.repeat(500), '𝒳'.repeat(500)]) expect(wordsOf(word)[0]!.length).toBeLessThanOrEqual(LONGEST_WORD);
    expect(wordsOf(`a${'𐐨'.repeat(90)}`)[0]!.isWellFormed()).toBe(true);
  });

  it('stand in single blanks, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => expect(inBlanks(wordsOf(text))).toMatch(/^( \S+)* $|^$/u)));
  });
});
