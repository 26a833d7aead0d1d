import { describe, expect, it } from '@jest/globals';
import { readTime } from './iso-time.js';
import { writtenTime } from './plain-time.js';

describe('a time in plain words', () => {
  it.each([
    ['10 minutes', 'PT10M'],
    ['After 2 days', 'P2D'],
    ['an hour', 'PT1H'],
    ['2 days and 4 hours', 'P2DT4H'],
    ['1 year, 2 months, and 30 seconds.', 'P1Y2MT30S'],
  ])('is a duration: %s', (words, written) => expect(writtenTime('timeDuration', words)).toBe(written));

  it.each([
    ['every 10 minutes', 'R/PT10M'],
    ['every day', 'R/P1D'],
    ['Every 10 minutes, 3 times', 'R3/PT10M'],
    ['every week once', 'R1/P1W'],
  ])('comes again and again: %s', (words, written) => expect(writtenTime('timeCycle', words)).toBe(written));

  it.each(['soon', 'P2D', '', '2 days and 3 days', 'two days', '10 minutes, 3 times', 'and'])('is not guessed from %p', (words) => expect(writtenTime('timeDuration', words)).toBeUndefined());

  it('is told with what it says, and reads back as what was said', () => {
    expect(readTime('timeCycle', 'every 10 minutes')).toEqual({ fault: 'Write R/PT10M for “every 10 minutes”.' });
    expect(readTime('timeCycle', 'R/PT10M')).toEqual({ words: 'Every 10 minutes, without end.' });
  });
});
