import { describe, expect, it } from '@jest/globals';
import { aspectsOf, type Change, changeWords, subjectOf } from './change-words.js';

const change = (property: string, from: string | null, to: string | null, kind: Change['kind'] = 'semantic'): Change => ({ kind, property, from, to });

describe('the words of a change', () => {
  it('tell what was and what is', () => {
    expect(changeWords(change('name', 'Check', 'Check order'))).toEqual({ label: 'Name', before: 'Check', after: 'Check order' });
    expect(changeWords(change('isForCompensation', null, 'true'))).toMatchObject({ before: 'Nothing', after: 'Yes' });
    expect(changeWords(change('type', 'bpmn:Task', 'bpmn:UserTask'))).toEqual({ label: 'Kind', before: 'Task', after: 'User task' });
  });

  it('say where something went', () => {
    expect(changeWords(change('bounds', '100,80 100x80', '140,60 100x80', 'layout')).sentence).toBe('Moved 40 right and 20 up');
    expect(changeWords(change('bounds', '100,80 100x80', '100,80 120x90', 'layout')).sentence).toBe('Made 120 × 90, from 100 × 80');
    expect(changeWords(change('bounds', '100,80 100x80\n1,1 2x2', '100,80 120x90', 'layout')).sentence).toMatch(/^From /);
    expect(changeWords(change('waypoints', '1,1 2,2', '1,1 3,3', 'layout')).sentence).toBe('It runs another way');
  });

  it('know colours', () => {
    expect(changeWords(change('color:background-color', null, '#ffe0b2', 'colour'))).toEqual({ label: 'Fill colour', before: 'None', after: '#ffe0b2', isColour: true });
  });
});

describe('the words of an element', () => {
  it('are its name and its kind', () => {
    expect(subjectOf({ name: 'Check', type: 'bpmn:UserTask', elementId: 'Task_1' })).toEqual({ name: 'Check', kind: 'User task' });
    expect(subjectOf({ name: null, type: 'bpmn:SequenceFlow', elementId: 'Flow_1' })).toEqual({ name: 'Connection', kind: 'Flow_1' });
    expect(subjectOf({ name: null, type: 'bpmn:Definitions', elementId: 'x' }).name).toBe('The file');
  });

  it('sum up what differs', () => {
    const changed = { elementId: 'Task_1', type: 'bpmn:UserTask', name: 'Check', change: 'changed', kinds: [] } as const;
    const all = ['name', 'bounds', 'label.bounds', 'default', 'name'].map((property) => change(property, null, 'x'));
    expect(aspectsOf({ ...changed, kinds: [], changes: all })).toBe('Name, Place and size, Place of the label and 1 more');
    expect(aspectsOf({ ...changed, kinds: [], change: 'added', changes: all })).toBe('User task');
    const ends = [change('sourceRef', null, 'Check (Task_1)'), change('targetRef', null, 'Task_2')];
    expect(aspectsOf({ ...changed, kinds: [], change: 'added', changes: ends })).toBe('From Check to Task_2');
  });
});
