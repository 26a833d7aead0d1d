import { useEffect, useRef } from 'react';

export interface Shortcuts {
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly fit: () => void;
  readonly fullSize: () => void;
  readonly minimap: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly help: () => void;
}

/**
 * Shortcuts of the whole page. The canvas has its own and comes first: what it handled is left alone.
 * Single keys do nothing while one types, or while a dialog is open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const run = actionFor(event);
      if (!run || event.defaultPrevented || document.querySelector('[role="dialog"][aria-modal="true"]')) {
        if (isSave(event)) event.preventDefault();
        return;
      }
      event.preventDefault();
      latest.current[run]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isSave(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's';
}

function actionFor(event: KeyboardEvent): keyof Shortcuts | null {
  const key = event.key.toLowerCase();
  if (isSave(event)) return 'save';
  if (isTyping(event.target) || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
    const zooms: Record<string, keyof Shortcuts> = { y: 'redo', '+': 'zoomIn', '=': 'zoomIn', '-': 'zoomOut', '0': 'fullSize' };
    return zooms[key] ?? null;
  }
  const plain: Record<string, keyof Shortcuts> = { f: 'fit', m: 'minimap', '1': 'fullSize', '?': 'help' };
  return plain[key] ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
