import { describe, expect, it } from '@jest/globals';
import { describeAction } from './describe-action.js';

describe('an entry of the activity, in words', () => {
  it('puts the title where it belongs', () => {
    expect(describeAction({ action: 'diagram.deleted', subjectType: 'diagram', details: { title: 'Returns' } })).toEqual({ before: 'moved', subject: '“Returns”', after: 'to the trash' });
    expect(describeAction({ action: 'diagram.version_restored', subjectType: 'diagram', details: { title: 'Returns', version: 5, restoredFrom: 2 } })).toEqual({ before: 'went back to an earlier version of', subject: '“Returns”', after: '' });
  });

  it('makes do without a title and with actions it does not know', () => {
    expect(describeAction({ action: 'diagram.frozen_over', subjectType: 'diagram', details: {} })).toEqual({ before: 'frozen over', subject: 'a diagram', after: '' });
    expect(describeAction({ action: 'key.issued', subjectType: 'api key', details: {} }).subject).toBe('api key');
  });
});
