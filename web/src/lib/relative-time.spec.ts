import { describe, expect, it } from '@jest/globals';
import { daysLeft, englishAmong, relativeTime } from './relative-time.js';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('how long ago', () => {
  it.each([
    ['2026-11-21T12:05:00Z', 'just now'],
    ['2026-11-21T11:59:10Z', 'just now'],
    ['2026-11-21T11:55:00Z', '5 minutes ago'],
    ['2026-11-21T09:00:00Z', '3 hours ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2026-11-17T12:00:00Z', '4 days ago'],
  ])('%s is %s', (timestamp, text) => {
    expect(relativeTime(timestamp, now)).toBe(text);
  });

  it('is a day in the order the reader is used to, with its year when that is another', () => {
    expect(relativeTime('2026-11-05T12:00:00Z', now)).toMatch(/^(Nov 5|5 Nov)$/);
    expect(relativeTime('2025-11-05T12:00:00Z', now)).toMatch(/^(Nov 5, 2025|5 Nov 2025)$/);
  });
});

describe('the days left', () => {
  it('counts down to 0 and no further', () => {
    expect(daysLeft('2026-11-21T11:00:00Z', 30, now)).toBe(30);
    expect(daysLeft('2026-10-22T13:00:00Z', 30, now)).toBe(1);
    expect(daysLeft('2026-01-01T00:00:00Z', 30, now)).toBe(0);
  });
});

describe('the English of the reader', () => {
  it('is the first that is one', () => {
    expect(englishAmong(['de-DE', 'en-US@posix', 'en-AU', 'en'])).toBe('en-AU');
    expect(englishAmong(['en-US@posix'])).toBe('en-GB');
    expect(englishAmong([])).toBe('en-GB');
  });
});
