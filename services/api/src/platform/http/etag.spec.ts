import { describe, expect, it } from '@jest/globals';
import { etagMatches, versionTag } from './etag.js';

describe('etagMatches', () => {
  it.each([
    ['"7"', true],
    ['W/"7"', true],
    ['*', true],
    [' * ', true],
    ['"6", "7"', true],
    ['"6",W/"7" , "8"', true],
    ['"77"', false],
    ['7', false],
    ['', false],
    [undefined, false],
  ])('If-None-Match %s', (header, matches) => {
    expect(etagMatches(header, versionTag(7))).toBe(matches);
  });
});
