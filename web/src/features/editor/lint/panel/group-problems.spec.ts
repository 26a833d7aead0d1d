import { describe, expect, it } from '@jest/globals';
import { countsOf, countWords } from '../problems-words.js';
import type { Problem } from '../rules/problem.js';
import { elementWords, filterProblems, groupProblems } from './group-problems.js';

const problem = (more: Partial<Problem>): Problem => ({ rule: 'label-required', severity: 'warning', elementId: 'a', type: 'bpmn:UserTask', name: '', isDrawn: true, ...more });
const LIST = [problem({ elementId: 'x', rule: 'no-disconnected', severity: 'error', name: 'Prüfen' }), problem({}), problem({ elementId: 'x', severity: 'info', rule: 'fake-join', name: 'Prüfen' })];

describe('the list of problems', () => {
  it('stands under weights or elements', () => {
    expect(groupProblems(LIST, 'weight').map(({ title, problems }) => [title, problems.length])).toEqual([['Errors', 1], ['Warnings', 1], ['Hints', 1]]);
    expect(groupProblems(LIST, 'element').map(({ title, problems }) => [title, problems.length])).toEqual([['User task Prüfen', 2], ['User task', 1]]);
  });

  it('is filtered by words of the problem and of the element, marks left aside', () => {
    expect(filterProblems(LIST, ' prufen ')).toHaveLength(2);
    expect(filterProblems(LIST, 'connected user')).toEqual([LIST[0]]);
    expect(filterProblems(LIST, '')).toEqual(LIST);
    expect(filterProblems(LIST, 'nothing such')).toEqual([]);
  });

  it('is counted in words', () => {
    expect(countWords(countsOf(LIST))).toBe('1 error, 1 warning, 1 hint');
    expect(countWords(countsOf([]))).toBe('No problems');
    expect(elementWords(problem({}))).toBe('User task');
  });
});
