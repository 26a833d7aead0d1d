import { describe, expect, it } from '@jest/globals';
import { toLetGo } from './device-store.js';
import type { Stored } from './save-state.js';
import { isWorkOfItsOwn } from './take-over-draft.js';

const base: Stored = { version: 1, title: 'Order', xml: 'base', updatedAt: null, updatedBy: null };
const draft = (xml: string, title: string) => ({ base, xml, title });

describe('the draft of an older tab', () => {
  it('is put aside for a drawing or a title of its own', () => {
    const newest = draft('newest', 'Newest');
    expect(isWorkOfItsOwn(draft('mine', 'Order'), newest)).toBe(true);
    expect(isWorkOfItsOwn(draft('base', 'Claims'), newest)).toBe(true);
  });

  it('is not for what the newest holds, or what it began with', () => {
    const newest = draft('newest', 'Newest');
    expect(isWorkOfItsOwn(draft('newest', 'Newest'), newest)).toBe(false);
    expect(isWorkOfItsOwn(draft('base', 'Order'), newest)).toBe(false);
  });
});

describe('copies that look old', () => {
  const all = Array.from({ length: 25 }, (_, index) => index);

  it('stay while they are among the twenty newest: the clock may be wrong', () => {
    expect(toLetGo(all.slice(0, 20), 20)).toEqual([]);
    expect(toLetGo(all, 25)).toEqual([0, 1, 2, 3, 4]);
  });

  it('go one by one as newer ones come', () => {
    expect(toLetGo([0, 1], 23)).toEqual([0, 1]);
    expect(toLetGo([0, 1], 21)).toEqual([0]);
  });
});
