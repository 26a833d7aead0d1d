import { useEffect, useRef } from 'react';
import type { ActionContext } from '../actions/action.js';
import { isCanvasHeard } from './use-shortcuts.js';

/**
 * Copying, cutting and pasting by the browser's own events: they reach the system's clipboard without asking anybody for
 * leave. Words that are selected somewhere, and fields one types in, keep theirs.
 */
export function useClipboard(context: ActionContext): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const stop = new AbortController();
    const take = (act: (data: DataTransfer | null) => boolean) => (event: ClipboardEvent) => {
      if (event.defaultPrevented || !isCanvasHeard(event.target) || getSelection()?.isCollapsed === false) return;
      if (act(event.clipboardData)) event.preventDefault();
    };
    const { signal } = stop;
    document.addEventListener('copy', take((data) => latest.current.drawing.clipboard.copy(data, false)), { signal });
    document.addEventListener('cut', take((data) => latest.current.canEdit && latest.current.drawing.clipboard.copy(data, true)), { signal });
    document.addEventListener('paste', take((data) => latest.current.canEdit && latest.current.drawing.clipboard.paste(data)), { signal });
    return () => stop.abort();
  }, []);
}
