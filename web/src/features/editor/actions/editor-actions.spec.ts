import { describe, expect, it } from '@jest/globals';
import { editorActions } from './editor-actions.js';
import { keysOf, spokenKeys, writtenKeys } from './keys.js';

describe('the actions of the editor', () => {
  const doubles = (all: readonly string[]) => all.filter((each, index) => all.indexOf(each) !== index);

  it('have names of their own', () => {
    expect(doubles(editorActions.map(({ id }) => id))).toEqual([]);
    expect(doubles(editorActions.map(({ label }) => label))).toEqual([]);
  });

  it('share no key', () => {
    expect(doubles(editorActions.flatMap(({ keys }) => keys ?? []))).toEqual([]);
  });

  it('write their keys as a key press is called', () => {
    for (const keys of editorActions.flatMap((action) => action.keys ?? [])) {
      const [, mod, alt, shift, key = ''] = /^(mod\+)?(alt\+)?(shift\+)?(.+)$/.exec(keys) ?? [];
      expect(keysOf({ key, ctrlKey: mod !== undefined, metaKey: false, altKey: alt !== undefined, shiftKey: shift !== undefined })).toBe(keys);
    }
  });

  it('leave to the browser and to the screen reader what is theirs', () => {
    const taken = new Set<string>(['mod+t', 'mod+w', 'mod+n', 'mod+l', 'mod+r', 'mod+p', 'tab', 'shift+tab', 'f5', 'f6', 'f11', 'f12', 'escape', 'space']);
    expect(editorActions.flatMap(({ keys }) => keys ?? []).filter((keys) => taken.has(keys))).toEqual([]);
  });
});

describe('keys', () => {
  const press = (key: string, more: object = {}) => keysOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

  it('are the same with Ctrl and with ⌘, and with caps lock', () => {
    expect(press('z', { ctrlKey: true })).toBe('mod+z');
    expect(press('Z', { metaKey: true })).toBe('mod+z');
    expect(press('F')).toBe('f');
  });

  it('take a sign for itself, however it is typed', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('+', { ctrlKey: true, shiftKey: true })).toBe('mod++');
    expect(press('ArrowLeft', { shiftKey: true })).toBe('shift+arrowleft');
  });

  it('are written and spoken', () => {
    expect(writtenKeys('mod+shift+z')).toBe('Ctrl+Shift+Z');
    expect(writtenKeys('mod++')).toBe('Ctrl++');
    expect(writtenKeys('alt+arrowup')).toBe('Alt+Up');
    expect(spokenKeys('mod++')).toBe('Control+Plus');
    expect(spokenKeys('alt+arrowup')).toBe('Alt+ArrowUp');
  });
});
