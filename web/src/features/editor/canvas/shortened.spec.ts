import { describe, expect, it } from '@jest/globals';
import { describeElement, nameOfElement } from './describe-element.js';
import { LONGEST_NAME, shortened } from './shortened.js';

const BOOK = 'Once upon a time '.repeat(40_000);

describe('a text that is shown', () => {
  it('is the same up to a length, and ends in an ellipsis beyond', () => {
    expect(shortened('Check order', 11)).toBe('Check order');
    expect(shortened('Check orders', 11)).toBe('Check orde…');
  });

  it('is not cut in the middle of a letter', () => {
    expect(shortened('ab🙂cd', 4)).toBe('ab…');
  });

  it('is short where an element is spoken of, whatever its name', () => {
    expect(nameOfElement({ id: 'Task_1', businessObject: { $type: 'bpmn:Task', name: BOOK } })).toHaveLength('Task '.length + LONGEST_NAME);
    const lane = { $type: 'bpmn:Task', lanes: [{ name: BOOK }] };
    expect(describeElement({ id: 'Task_1', businessObject: lane }).length).toBeLessThan(2 * LONGEST_NAME);
  });
});
