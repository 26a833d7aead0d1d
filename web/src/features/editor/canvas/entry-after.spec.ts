import { expect, it } from '@jest/globals';
import { entryAfter } from './entry-after.js';

it('arrows lead from entry to entry, round the ends; other keys nowhere', () => {
  expect(['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'Home', 'End', 'a'].map((key) => entryAfter(2, key, 4))).toEqual([3, 3, 1, 1, 0, 3, -1]);
  expect([entryAfter(3, 'ArrowDown', 4), entryAfter(0, 'ArrowUp', 4)]).toEqual([0, 3]);
});
