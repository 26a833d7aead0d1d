/**
 * A shortcut as it is written in the list of actions: modifiers in the order mod, alt, shift, then the key as the browser
 * names it, in small letters: `mod+shift+z`, `alt+arrowleft`, `?`. `mod` is Ctrl, and ⌘ on a Mac.
 */
export type Keys = string;

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
const MODIFIERS = isApple ? { mod: '⌘', alt: '⌥', shift: '⇧' } : { mod: 'Ctrl+', alt: 'Alt+', shift: 'Shift+' };
const WORDS: Readonly<Record<string, string>> = {
  arrowleft: 'Left',
  arrowright: 'Right',
  arrowup: 'Up',
  arrowdown: 'Down',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  delete: 'Del',
  backspace: 'Backspace',
  escape: 'Esc',
  enter: 'Enter',
  home: 'Home',
  end: 'End',
};

/** What a key press is called in the list of actions. A sign that needs Shift on some keyboards is just that sign. */
export function keysOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): Keys {
  const name = key === ' ' ? 'space' : key.toLowerCase();
  const shift = shiftKey && (name.length > 1 || name.toUpperCase() !== name);
  return `${ctrlKey || metaKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`;
}

/** A shortcut as this machine's keyboard shows it. */
export function writtenKeys(keys: Keys): string {
  const [, mod, alt, shift, key = ''] = /^(mod\+)?(alt\+)?(shift\+)?(.+)$/.exec(keys) ?? [];
  const name = WORDS[key] ?? (key.length > 1 && !/^f\d/.test(key) ? key.charAt(0).toUpperCase() + key.slice(1) : key.toUpperCase());
  return `${mod ? MODIFIERS.mod : ''}${alt ? MODIFIERS.alt : ''}${shift ? MODIFIERS.shift : ''}${name}`;
}

/** The same for `aria-keyshortcuts`. */
export function spokenKeys(keys: Keys): string {
  const key = /[^+]+$|\+$/.exec(keys)?.[0] ?? '';
  const name = key === '+' ? 'Plus' : key.startsWith('arrow') ? `Arrow${key.charAt(5).toUpperCase()}${key.slice(6)}` : key.charAt(0).toUpperCase() + key.slice(1);
  const before = /^(mod\+)?(alt\+)?(shift\+)?/.exec(keys);
  return `${before?.[1] ? (isApple ? 'Meta+' : 'Control+') : ''}${before?.[2] ? 'Alt+' : ''}${before?.[3] ? 'Shift+' : ''}${name}`;
}
