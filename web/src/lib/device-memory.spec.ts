import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keep, recall } from './device-memory.js';

const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
const put = (storage: Partial<Storage>) => Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  put({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) });
});
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'localStorage', before);
  else Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('what a device keeps', () => {
  it('comes back, and is nothing before', () => {
    expect(recall('width')).toBeNull();
    keep('width', { open: false, width: 300 });
    expect(recall('width')).toEqual({ open: false, width: 300 });
  });

  it('is nothing when something else lies there', () => {
    kept.set('width', 'not json');
    expect(recall('width')).toBeNull();
  });

  it('is nothing in a browser whose storage is shut or full, and nobody stumbles over it', () => {
    const shut = () => {
      throw new DOMException('shut', 'SecurityError');
    };
    put({ getItem: shut, setItem: shut });
    keep('width', 1);
    expect(recall('width')).toBeNull();
  });
});
