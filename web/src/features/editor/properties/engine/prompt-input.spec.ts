import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { promptInput } from './prompt-input.js';

describe('the delay of the engine panel', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is not put off by the next key', () => {
    const taken: unknown[] = [];
    const type = promptInput().debounceInput((text) => void taken.push(text));
    for (const text of ['a', 'ab', 'abc', 'abcd', 'abcde']) {
      type(text);
      jest.advanceTimersByTime(200);
    }
    expect(taken).toEqual(['ab', 'abcd']);
    jest.runAllTimers();
    expect(taken).toEqual(['ab', 'abcd', 'abcde']);
  });

  it('ends at once when everything has to be in the document, and nothing comes twice', () => {
    const taken: unknown[] = [];
    const { debounceInput, flushAll } = promptInput();
    debounceInput((text) => void taken.push(text))('a');
    debounceInput((text) => void taken.push(text))('b');
    flushAll();
    jest.runAllTimers();
    expect(taken).toEqual(['a', 'b']);
  });
});
