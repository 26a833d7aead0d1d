import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import EventBus from 'diagram-js/lib/core/EventBus';
import { SoundStack } from './sound-stack.js';

describe('a step that fails', () => {
  let stack: SoundStack;
  let bus: EventBus;
  let drawn: string[];
  const changed = jest.fn();
  const add = (name: string) => stack.execute('add', { name });

  beforeEach(() => {
    drawn = [];
    bus = new EventBus();
    stack = new SoundStack(bus, null as never);
    changed.mockReset();
    bus.on('commandStack.changed', changed);
    stack.register('add', {
      execute: ({ name }: { name: string }) => (drawn.push(name), []),
      revert: () => (drawn.pop(), []),
    } as never);
    stack.register('both', {
      preExecute: () => add('half'),
      execute: () => {
        throw new Error('stale');
      },
      revert: () => [],
    } as never);
  });

  it('is taken back, and what follows is a step of its own that is heard of', () => {
    add('first');
    expect(() => stack.execute('both', {})).toThrow('stale');
    expect(drawn).toEqual(['first']);
    expect(stack.canRedo()).toBe(false);
    changed.mockReset();
    add('second');
    expect(changed).toHaveBeenCalledTimes(1);
    stack.undo();
    expect(drawn).toEqual(['first']);
  });

  it('is told of when it cannot be taken back', () => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    stack.register('stuck', { execute: () => (drawn.push('stuck'), []), revert: () => { throw new Error('no way back'); } } as never);
    stack.register('worse', { preExecute: () => stack.execute('stuck', {}), execute: () => { throw new Error('stale'); }, revert: () => [] } as never);
    expect(() => stack.execute('worse', {})).toThrow('stale');
    expect(told).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalled();
    changed.mockReset();
    add('second');
    expect(changed).toHaveBeenCalledTimes(1);
    told.mockRestore();
  });

  it('leaves the stack as it is when nothing came of it', () => {
    add('first');
    expect(() => stack.execute('unknown', {})).toThrow('no command handler');
    stack.undo();
    expect(drawn).toEqual([]);
    stack.redo();
    expect(drawn).toEqual(['first']);
  });
});
