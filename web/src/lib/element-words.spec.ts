import { describe, expect, it } from '@jest/globals';
import { kindOf, wordOf } from './element-words.js';

describe('the words for an element', () => {
  it.each([
    ['bpmn:UserTask', 'User task', 'step'], ['bpmn:Participant', 'Pool', 'pool'], ['bpmn:TextAnnotation', 'Note', 'note'], ['bpmn:StartEvent', 'Start event', 'event'],
    ['bpmn:ExclusiveGateway', 'Exclusive gateway', 'gateway'], ['bpmn:DataObjectReference', 'Data object', 'data'], ['bpmn:SequenceFlow', 'Connection', 'flow'],
    ['bpmn:SubProcess', 'Sub-process', 'step'], ['bpmn:Message', 'Message', 'message'], ['bpmn:CallActivity', 'Call activity', 'step'], ['vendor:StrangeThing', 'Strange thing', 'other'],
  ])('%s', (type, word, kind) => {
    expect([wordOf(type), kindOf(type)]).toEqual([word, kind]);
  });
});
