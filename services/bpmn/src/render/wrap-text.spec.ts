import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitText } from './label.js';
import { measureText } from './text-measure.js';
import { wrapText } from './wrap-text.js';

describe('wrapText', () => {
  it('breaks between words, and at the line ends of the text', () => {
    expect(wrapText('Send the invoice', 60, 12)).toEqual(['Send the', 'invoice']);
    expect(wrapText('one\ntwo', 500, 12)).toEqual(['one', 'two']);
    expect(wrapText(' \n ', 100, 12)).toEqual([]);
  });

  it('breaks a word only when it alone is too wide, at a hyphen if it has one', () => {
    expect(wrapText('a Sub-Process', 50, 12)).toEqual(['a', 'Sub-', 'Process']);
    expect(wrapText('Donaudampfschiff', 60, 12).join('')).toBe('Donaudampfschiff');
  });

  it('cuts what is too long with an ellipsis', () => {
    expect(wrapText('one two three four five', 30, 12, 2).at(-1)).toMatch(/…$/);
    expect(wrapText('one two three four five', 30, 12, 2)).toHaveLength(2);
  });

  it('keeps every character in order and every line within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 15, max: 300 }), (text, width) => {
        const lines = wrapText(text, width, 11);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) if ([...line].length > 1) expect(measureText(line, 11)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('measures wide letters wider, and letters with marks as their base', () => {
    expect(measureText('WWW', 10)).toBeGreaterThan(measureText('iii', 10) * 3);
    expect(measureText('é', 10)).toBe(measureText('e', 10));
    expect(measureText('日本', 10)).toBeGreaterThan(20);
  });
});

describe('fitText', () => {
  it('writes smaller before it cuts', () => {
    const box = { width: 88, height: 70 };
    expect(fitText('Check order', box).fontSize).toBe(12);
    const long = fitText('A user task with a very long name that has to be wrapped into several lines', box);
    expect(long.fontSize).toBeLessThan(12);
    expect(long.height).toBeLessThanOrEqual(box.height + 1);
    expect(fitText('word '.repeat(200), box).lines.at(-1)).toMatch(/…$/);
  });
});
