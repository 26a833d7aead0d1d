import { useEffect } from 'react';
import { isDialogOpen } from './is-dialog-open.js';

/** Calls back when Escape is pressed and nobody closer to the key, nor a dialog on top, had a use for it. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isDialogOpen()) onEscape();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onEscape]);
}
