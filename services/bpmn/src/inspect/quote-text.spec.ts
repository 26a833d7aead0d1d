import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionAt } from '../gate/text-position.js';
import { LineIndex } from './line-index.js';
import { quoteLine } from './quote-text.js';

describe('the line a refusal points at', () => {
  it('is quoted whole when it is short', () => {
    expect(quoteLine('one\r\n\t<two>\u0007 \nthree', 2, 3)).toBe('<two>');
    expect(quoteLine('one', 2, 1)).toBeUndefined();
    expect(quoteLine('\n\n', 2, 1)).toBeUndefined();
  });

  it('is the one before when it says nothing', () => {
    expect(quoteLine('one\n  <two>\n\n', 4, 1)).toBe('<two>');
  });

  it('is cut around the column when it is long', () => {
    const quote = quoteLine(`${'a'.repeat(5_000)}HERE${'b'.repeat(5_000)}`, 1, 5_001) ?? '';
    expect(quote).toMatch(/^…a+HEREb+…$/);
    expect(quote.length).toBeLessThanOrEqual(162);
  });

  it('is found wherever the column is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.nat(20), fc.nat(300), (text, line, column) => {
      const quote = quoteLine(text, line + 1, column + 1);
      expect(quote === undefined || (quote.isWellFormed() && quote.length <= 162 && !/[\n\r]/.test(quote))).toBe(true);
    }));
  });

  it('has the position the gate gives', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r') }), fc.nat(30), (text, at) => {
      fc.pre(at <= text.length);
      expect(new LineIndex(text).at(at)).toEqual(positionAt(text, at));
    }));
  });
});
