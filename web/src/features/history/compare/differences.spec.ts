import { describe, expect, it } from '@jest/globals';
import type { Difference } from './change-words.js';
import { type ChangeKind, marksOf, MOST_MARKS, ofKinds, sectionsOf, shownWords, signOf, summaryOf } from './differences.js';

const difference = (elementId: string, change: Difference['change'], ...kinds: ChangeKind[]): Difference => ({ elementId, type: 'bpmn:Task', name: elementId, change, kinds, changes: [] });
const ALL = [difference('a', 'changed', 'semantic', 'layout'), difference('b', 'changed', 'layout'), difference('c', 'added', 'semantic', 'colour'), difference('d', 'removed', 'semantic')];
const ids = (differences: readonly Difference[]) => differences.map(({ elementId }) => elementId).join('');

describe('differences', () => {
  it('that are in the layout only are calmer', () => {
    expect(ALL.map(signOf)).toEqual(['changed', 'moved', 'added', 'removed']);
  });

  it('are filtered by kind; none chosen means all', () => {
    expect(ids(ofKinds(ALL, new Set()))).toBe('abcd');
    expect(ids(ofKinds(ALL, new Set(['layout'])))).toBe('ab');
    expect(ids(ofKinds(ALL, new Set(['layout', 'colour'])))).toBe('abc');
    expect(ofKinds(ALL, new Set(['extension']))).toEqual([]);
  });

  it('are marked up to a number, what matters most first and the one that is looked at always', () => {
    const many = [...Array.from({ length: 1_500 }, (_, index) => difference(`m${index}`, 'changed', 'layout')), ...ALL];
    const marked = marksOf(many, 'm1400');
    expect(marked).toHaveLength(MOST_MARKS + 1);
    expect(marked.slice(0, 4).map(({ elementId, sign }) => `${elementId} ${sign}`)).toEqual(['a changed', 'c added', 'd removed', 'm0 moved']);
    expect(marked.at(-1)?.elementId).toBe('m1400');
    expect(marksOf(ALL, 'b').map(({ elementId }) => elementId)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stand under headings', () => {
    expect(sectionsOf(ALL).map(({ title, differences }) => `${title}: ${ids(differences)}`)).toEqual(['Changed: a', 'Added: c', 'Removed: d', 'In layout only: b']);
    expect(sectionsOf(ALL, 2).map(({ title, count, differences }) => `${title} ${count}: ${ids(differences)}`)).toEqual(['Changed 1: a', 'Added 1: c']);
    expect(sectionsOf([])).toEqual([]);
  });

  it('are summed up in a sentence', () => {
    expect(summaryOf({ added: 1, removed: 1, changed: 2, elements: ALL })).toBe('1 added, 1 removed, 1 changed, 1 in layout only');
    expect(summaryOf({ added: 3, removed: 0, changed: 0, elements: [] })).toBe('3 added');
    expect(summaryOf({ added: 0, removed: 0, changed: 0, elements: [] })).toBe('No differences');
    expect(shownWords(1, 1)).toBe('1 difference');
    expect(shownWords(2, 5)).toBe('2 of 5 differences');
  });
});
