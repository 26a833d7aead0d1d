import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepDraft, recallDraft } from './draft-memory.js';

const before = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
const put = (value: Partial<Storage>) => Object.defineProperty(globalThis, 'sessionStorage', { value, configurable: true });
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  put({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) });
});
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'sessionStorage', before);
  else Reflect.deleteProperty(globalThis, 'sessionStorage');
});

it('keeps a text with whom it mentions, until it is sent', () => {
  const draft = { text: 'What do you say, @Kim?', chosen: [{ id: '1', name: 'Kim' }] };
  keepDraft('ann.new', draft);
  expect(recallDraft('ann.new')).toEqual(draft);
  expect(recallDraft('bob.new')).toBeNull();
  keepDraft('ann.new', null);
  expect(kept.size).toBe(0);
});

it('passes over what it did not write, and a storage that is shut', () => {
  for (const strange of ['What do you say?', '"text"', '{"text":1,"chosen":[]}', '{"text":"a"}']) {
    kept.set('bpmn-studio.comment.ann.new', strange);
    expect(recallDraft('ann.new')).toBeNull();
  }
  put({});
  keepDraft('ann.new', { text: 'a', chosen: [] });
  expect(recallDraft('ann.new')).toBeNull();
});
