import { describe, expect, it } from '@jest/globals';
import { describeAction } from './describe-action.js';

describe('an entry of the activity, in words', () => {
  it('puts the title where it belongs', () => {
    expect(describeAction({ action: 'diagram.deleted', subjectType: 'diagram', details: { title: 'Returns' } })).toEqual({ before: 'moved', subject: '“Returns”', after: 'to the trash' });
  });

  it('makes do without a title and with actions it does not know', () => {
    expect(describeAction({ action: 'diagram.frozen_over', subjectType: 'diagram', details: {} })).toEqual({ before: 'frozen over', subject: 'a diagram', after: '' });
    expect(describeAction({ action: 'key.issued', subjectType: 'api key', details: {} }).subject).toBe('api key');
  });
});
