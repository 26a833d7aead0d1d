import { useEffect, useRef } from 'react';
import { isDialogOpen } from '../../../lib/is-dialog-open.js';
import { isEnabled, type Action, type ActionContext } from '../actions/action.js';
import { editorActions } from '../actions/editor-actions.js';
import { keysOf, type Keys } from '../actions/keys.js';

const BY_KEYS: ReadonlyMap<Keys, Action> = new Map(editorActions.flatMap((action) => (action.keys ?? []).map((keys) => [keys, action] as const)));

/**
 * The shortcuts of the page, from the list of actions. What somebody closer to the key handled is left alone. Single keys do
 * nothing while one types, or while a dialog is open; those of the canvas only while it, or nothing, has the focus.
 */
export function useShortcuts(context: ActionContext): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = BY_KEYS.get(keysOf(event));
      if (!action || action.byBrowser === true || event.defaultPrevented || event.isComposing) return;
      if (isDialogOpen() || isFindComing(action, latest.current) || !isHeard(action, event.target)) {
        if (action.where === 'always') event.preventDefault();
        return;
      }
      event.preventDefault();
      if (event.repeat && action.repeats !== true) return;
      if (isEnabled(action, latest.current)) action.run(latest.current, event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The field to find with was asked for and is still being fetched: what is typed belongs there, not to the drawing. */
function isFindComing({ where }: Action, { bench }: ActionContext): boolean {
  return where !== 'always' && bench.mode === 'find' && document.querySelector('search') === null;
}

function isHeard({ where }: Action, target: EventTarget | null): boolean {
  if (where === 'always') return true;
  return where === 'canvas' ? isCanvasHeard(target) : !isTyping(target);
}

/** Keys and events belong to the canvas: it has the focus, or nothing has, and no dialog lies over it. */
export function isCanvasHeard(target: EventTarget | null): boolean {
  if (isTyping(target) || isDialogOpen()) return false;
  return target === document.body || (target instanceof Element && target.closest('.djs-container') !== null);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
