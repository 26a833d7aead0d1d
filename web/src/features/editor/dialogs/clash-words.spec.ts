import { describe, expect, it } from '@jest/globals';
import type { MergeClash } from '@bpmn-studio/bpmn';
import { aspectOf, sideWords, subjectOf } from './clash-words.js';

const clash = (more: Partial<MergeClash>): MergeClash => ({ id: 'x', elementId: 'Task_1', type: 'bpmn:UserTask', name: 'Check', kind: 'property', property: 'name', base: 'Check', mine: 'Check it', theirs: null, ...more });

describe('the words of a clash', () => {
  it('name what it is about', () => {
    expect(subjectOf(clash({}))).toBe('User task “Check”');
    expect(subjectOf(clash({ name: null }))).toBe('User task Task_1');
    expect(subjectOf(clash({ type: 'title' }))).toBe('The diagram');
  });

  it('name what of it', () => {
    expect(aspectOf(clash({}))).toBe('Name');
    expect(aspectOf(clash({ kind: 'deleted', property: '' }))).toBe('Deleted on one side');
  });

  it('say what each side says', () => {
    expect(sideWords(clash({}), 'mine')).toBe('Check it');
    expect(sideWords(clash({}), 'theirs')).toBe('Nothing');
    expect(sideWords(clash({ kind: 'deleted', mine: null }), 'mine')).toBe('Deleted');
    expect(sideWords(clash({ property: 'bounds', mine: '100, 80, 120 × 90' }), 'mine')).toBe('At 100, 80; 120 wide, 90 high');
  });
});
