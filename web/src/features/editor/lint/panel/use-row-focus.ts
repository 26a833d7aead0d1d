import { type RefObject, useEffect, useState } from 'react';

/** Keeps the keyboard in the list when the row it was in goes: the one that takes its place gets it. */
export function useRowFocus(list: RefObject<HTMLElement | null>, rows: readonly unknown[]): (key: string) => void {
  const [leaving, setLeaving] = useState<{ readonly key: string; readonly at: number } | null>(null);
  useEffect(() => {
    const element = list.current;
    if (!element || leaving === null || element.querySelector(`[data-row="${CSS.escape(leaving.key)}"]`)) return;
    const left = rowsOf(element);
    (left[Math.min(leaving.at, left.length - 1)] ?? element).focus();
    setLeaving(null);
  }, [list, rows, leaving]);
  return (key) => {
    const at = list.current ? rowsOf(list.current).findIndex((row) => row.dataset['row'] === key) : -1;
    setLeaving({ key, at: Math.max(0, at) });
  };
}

function rowsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[data-row]')];
}
