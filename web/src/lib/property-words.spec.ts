import { describe, expect, it } from '@jest/globals';
import { propertyWords } from './property-words.js';

describe('the words of a property', () => {
  it('are those of people where there are some', () => {
    expect(propertyWords('sourceRef')).toBe('Where it starts');
    expect(propertyWords('label.bounds')).toBe('Place of the label');
    expect(propertyWords('timerEventDefinition.timeDuration')).toBe('Duration');
  });

  it('are its name otherwise', () => {
    expect(propertyWords('isInterrupting')).toBe('Is interrupting');
    expect(propertyWords('camunda:assignee')).toBe('camunda:assignee');
    expect(propertyWords('loop/camunda:collection')).toBe('camunda:collection');
  });
});
