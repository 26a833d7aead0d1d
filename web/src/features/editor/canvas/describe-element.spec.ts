import { describe, expect, it } from '@jest/globals';
import { describeElement, nameOfElement } from './describe-element.js';

const task = { id: 'a', businessObject: { $type: 'bpmn:UserTask', name: 'Check\norder', lanes: [{ name: 'Sales' }] }, incoming: [1], outgoing: [1, 2] };
const timer = { id: 'b', businessObject: { $type: 'bpmn:BoundaryEvent', eventDefinitions: [{ $type: 'bpmn:TimerEventDefinition' }] } };

describe('an element in words', () => {
  it('says what it is, what it is joined to and where it stands', () => {
    expect(describeElement(task)).toBe('User task Check order, 1 incoming, 2 outgoing, in Sales');
    expect(describeElement(timer)).toBe('Timer attached event');
    expect(describeElement({ id: 'p', businessObject: { $type: 'bpmn:Participant', name: 'Shop' }, children: [1, 2] })).toBe('Pool Shop, 2 inside');
  });

  it('says of a connection where it leads', () => {
    expect(nameOfElement({ id: 'f', source: task, target: timer, businessObject: { $type: 'bpmn:SequenceFlow' } })).toBe('Connection from Check order to timer attached event');
  });
});
